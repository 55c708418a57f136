/** Texts and octets in quotes (expr-lang): where they end, and what their escapes stand for. */
import { NAMED_ESCAPES } from "../../go/unquote.ts";
import { octetsOfRune } from "../../go/utf8.ts";
import { utf8Octets } from "../../text/octets.ts";
import { ExpressionError } from "../expression-error.ts";

const MAX_CODE = 0x10_ff_ff;

/** Finds the end of a literal. */
export class StringScanner {
  readonly #characters: readonly string[];
  #at: number;

  /** `start` is the place of the opening quote. */
  constructor(characters: readonly string[], start: number) {
    this.#characters = characters;
    this.#at = start;
  }

  /** The place behind the closing quote. Throws `ExpressionError`. */
  end(): number {
    const mark = this.#next();
    for (let character = this.#next(); character !== mark; ) {
      if (character === "\n" || character === "") throw this.#error("literal not terminated");
      character = character === "\\" ? this.#escape(mark) : this.#next();
    }
    return this.#at;
  }

  #next(): string {
    return this.#characters[this.#at++] ?? "";
  }

  #peek(): string {
    return this.#characters[this.#at] ?? "";
  }

  /** At the character that was read last; behind the last one at the end. */
  #error(message: string): ExpressionError {
    return new ExpressionError(message, Math.min(this.#at - 1, this.#characters.length));
  }

  #escape(mark: string): string {
    const letter = this.#next();
    if (letter !== "" && ("abfnrtv\\".includes(letter) || letter === mark)) return this.#next();
    if (/^[0-7]$/.test(letter)) return this.#digits(letter, /^[0-7]$/, 3);
    if (letter === "x") return this.#digits(this.#next(), HEX, 2);
    if (letter === "u" && this.#peek() === "{") return this.#bracedDigits();
    if (letter === "u") return this.#digits(this.#next(), HEX, 4);
    if (letter === "U") return this.#digits(this.#next(), HEX, 8);
    throw this.#error("invalid char escape");
  }

  #digits(first: string, digit: RegExp, count: number): string {
    let character = first;
    for (let left = count; left > 0; left--) {
      if (!digit.test(character)) throw this.#error("invalid char escape");
      character = this.#next();
    }
    return character;
  }

  /** `\u{1F600}`: one to six digits. */
  #bracedDigits(): string {
    this.#at++;
    let count = 0;
    for (; this.#peek() !== "}"; count++) {
      if (!HEX.test(this.#peek()) || count >= 6) throw this.#error("invalid char escape");
      this.#at++;
    }
    if (count === 0) throw this.#error("invalid char escape");
    this.#at++;
    return this.#next();
  }
}

const HEX = /^[0-9a-fA-F]$/;
const NAMED: Readonly<Record<string, string>> = { ...NAMED_ESCAPES, "'": "'", '"': '"' };
const NUMBERED = /^(?:x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/;
const OCTAL = /^[0-3][0-7][0-7]/;

/** What a text in quotes stands for, as octets. Throws `ExpressionError`, placed at `position`. */
export function readText(literal: string, position: number): string {
  return unescaped(literal, (tail) => {
    const numbered = NUMBERED.exec(tail);
    if (numbered !== null) {
      const code = Number.parseInt(numbered.slice(1).find((digits) => digits !== undefined) ?? "", 16);
      if (code > MAX_CODE) throw new ExpressionError("unable to unescape string", position);
      return { octets: octetsOfRune(code), length: numbered[0].length };
    }
    const octal = OCTAL.exec(tail);
    if (octal !== null) return { octets: octetsOfRune(Number.parseInt(octal[0], 8)), length: 3 };
    throw new ExpressionError(`unable to unescape ${/^[0-3]/.test(tail) ? "octal sequence in " : ""}string`, position);
  });
}

/** What octets in quotes stand for: their escapes are single octets. Throws `ExpressionError`, placed at `position`. */
export function readBytes(literal: string, position: number): string {
  return unescaped(literal, (tail) => {
    const hex = /^x([0-9a-fA-F]{2})/.exec(tail);
    if (hex !== null) return { octets: String.fromCharCode(Number.parseInt(hex[1] ?? "", 16)), length: 3 };
    const octal = OCTAL.exec(tail);
    if (octal !== null) return { octets: String.fromCharCode(Number.parseInt(octal[0], 8)), length: 3 };
    throw new ExpressionError(`unable to unescape ${/^[0-3]/.test(tail) ? "octal sequence in " : ""}string`, position);
  });
}

interface Unescaped {
  readonly octets: string;
  readonly length: number;
}

function unescaped(literal: string, read: (tail: string) => Unescaped): string {
  const text = literal.slice(1, -1).replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  let octets = "";
  let start = 0;
  for (let at = text.indexOf("\\"); at >= 0; at = text.indexOf("\\", start)) {
    octets += utf8Octets(text.slice(start, at));
    const letter = text.charAt(at + 1);
    const named = NAMED[letter];
    const found = named === undefined ? read(text.slice(at + 1)) : { octets: named, length: 1 };
    octets += found.octets;
    start = at + 1 + found.length;
  }
  return octets + utf8Octets(text.slice(start));
}
