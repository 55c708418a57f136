/** JSON as Go's encoding/json reads it: what it says of a text that is none. */
import { utf8Octets } from "../text/octets.ts";
import { quote } from "./quote.ts";

/** JSON, or what Go says. */
export type JsonReading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: string };

/** json.Unmarshal into a value of any type. */
export function parseJson(text: string): JsonReading {
  const error = new Scanner(text).mistake();
  return error === undefined ? { ok: true, value: JSON.parse(text) } : { ok: false, error };
}

/** How Go names the type of a value in complaints about it. */
export function jsonTypeName(value: unknown): "string" | "number" | "bool" | "array" | "object" | "null" {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  switch (typeof value) {
    case "string":
      return "string";
    case "number":
      return "number";
    case "boolean":
      return "bool";
    default:
      return "object";
  }
}

/**
 * A member of an object as Go finds it for a field: names match in any case, and of several members the last counts.
 * Undefined when there is none.
 */
export function jsonMember(value: unknown, field: string): unknown {
  if (jsonTypeName(value) !== "object" || typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).findLast(([name]) => name.toLowerCase() === field)?.[1];
}

/** What ended scanning: thrown and caught in here alone. */
class Mistake {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const BLANKS = " \t\r\n";
const ESCAPES = 'bfnrt\\/"';

class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  mistake(): string | undefined {
    try {
      this.#value();
      this.#blanks();
      if (this.#at < this.#text.length) this.#fail("after top-level value");
      return undefined;
    } catch (mistake) {
      if (mistake instanceof Mistake) return mistake.text;
      throw mistake;
    }
  }

  get #character(): string {
    return this.#text.charAt(this.#at);
  }

  #fail(context: string): never {
    if (this.#at >= this.#text.length) throw new Mistake("unexpected end of JSON input");
    this.#failWithin(context);
  }

  /** Where nothing but a certain character may come, Go takes the end of the text for a blank. */
  #failWithin(context: string): never {
    const octet = utf8Octets(String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0x20)).charAt(0);
    throw new Mistake(`invalid character ${quoteCharacter(octet)} ${context}`);
  }

  #blanks(): void {
    while (this.#character !== "" && BLANKS.includes(this.#character)) this.#at++;
  }

  #value(): void {
    this.#blanks();
    const first = this.#character;
    if (first === "{") this.#object();
    else if (first === "[") this.#array();
    else if (first === '"') this.#string();
    else if (first === "t") this.#literal("true");
    else if (first === "f") this.#literal("false");
    else if (first === "n") this.#literal("null");
    else if (/^[-0-9]$/.test(first)) this.#number();
    else this.#fail("looking for beginning of value");
  }

  #object(): void {
    this.#at++;
    this.#blanks();
    if (this.#take("}")) return;
    do {
      this.#blanks();
      if (this.#character !== '"') this.#fail("looking for beginning of object key string");
      this.#string();
      this.#blanks();
      if (!this.#take(":")) this.#fail("after object key");
      this.#value();
      this.#blanks();
    } while (this.#take(","));
    if (!this.#take("}")) this.#fail("after object key:value pair");
  }

  #array(): void {
    this.#at++;
    this.#blanks();
    if (this.#take("]")) return;
    do {
      this.#value();
      this.#blanks();
    } while (this.#take(","));
    if (!this.#take("]")) this.#fail("after array element");
  }

  #string(): void {
    this.#at++;
    while (!this.#take('"')) {
      const character = this.#character;
      if (character < " ") this.#fail("in string literal");
      this.#at++;
      if (character === "\\") this.#escape();
    }
  }

  #escape(): void {
    if (this.#take("u")) {
      for (let digits = 0; digits < 4; digits++) {
        if (!/^[0-9a-fA-F]$/.test(this.#character)) this.#failWithin("in \\u hexadecimal character escape");
        this.#at++;
      }
      return;
    }
    if (this.#character === "" || !ESCAPES.includes(this.#character)) this.#failWithin("in string escape code");
    this.#at++;
  }

  #literal(word: string): void {
    for (const [index, letter] of [...word].entries()) {
      if (!this.#take(letter)) this.#failWithin(`in literal ${word} (expecting ${quoteCharacter(word.charAt(index))})`);
    }
  }

  #number(): void {
    this.#take("-");
    if (!this.#take("0")) this.#digits("in numeric literal");
    if (this.#take(".")) this.#digits("after decimal point in numeric literal");
    if (!this.#take("e") && !this.#take("E")) return;
    if (!this.#take("+")) this.#take("-");
    this.#digits("in exponent of numeric literal");
  }

  #digits(context: string): void {
    if (!/^[0-9]$/.test(this.#character)) this.#failWithin(context);
    while (/^[0-9]$/.test(this.#character)) this.#at++;
  }

  #take(character: string): boolean {
    if (this.#character !== character) return false;
    this.#at++;
    return true;
  }
}

/** An octet in single quotes: Go shows it as the character of that number. */
function quoteCharacter(character: string): string {
  if (character === "'") return "'\\''";
  if (character === '"') return `'"'`;
  return `'${quote(character).slice(1, -1)}'`;
}
