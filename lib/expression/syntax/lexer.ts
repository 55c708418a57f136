/** Takes an expression apart into words, one at a time (the expression language of CoreDNS, expr-lang). */

import { describeRune, quote } from "../../go/quote.ts";
import { utf8Octets } from "../../text/octets.ts";
import { ExpressionError } from "../expression-error.ts";
import { readBytes, readText, StringScanner } from "./string-literal.ts";

export type TokenKind = "Identifier" | "Number" | "String" | "Bytes" | "Operator" | "Bracket" | "EOF";

/** A word; of a string, `text` is what it stands for, as octets. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** The place of its first character. */
  readonly position: number;
}

/** Words that are operators wherever they stand. */
const OPERATOR_WORDS: ReadonlySet<string> = new Set(
  "in or and matches contains startsWith endsWith let if else not".split(" "),
);
/** Words that form one operator with a `not` before them. */

const SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const WORD = /[\p{L}\p{Nd}_$]/u;
const DECIMAL = "0123456789_";

/** True for what may stand in a name. */
function isWordCharacter(character: string): boolean {
  return character !== "" && WORD.test(character);
}

/** Reads words as they are asked for. */
export class Lexer {
  readonly #characters: readonly string[];
  #at = 0;
  #start = this.#at;
  #waiting: Token | undefined;
  #isOver = false;

  constructor(source: string) {
    this.#characters = [...source];
  }

  /** The next word; undefined behind the end. Throws `ExpressionError`. */
  next(): Token | undefined {
    const waiting = this.#waiting;
    if (waiting !== undefined) {
      this.#waiting = undefined;
      return waiting;
    }
    for (;;) {
      this.#start = this.#at;
      const first = this.#peek();
      if (first === "") {
        if (this.#isOver) return undefined;
        this.#isOver = true;
        return { kind: "EOF", text: "", position: Math.max(0, this.#at - 1) };
      }
      const token = SPACE.test(first) ? this.#skip() : this.#word(first);
      if (token !== undefined) return token;
    }
  }

  #peek(offset = 0): string {
    return this.#characters[this.#at + offset] ?? "";
  }

  #skip(): undefined {
    this.#at++;
    return undefined;
  }

  #accept(valid: string): boolean {
    const character = this.#peek();
    if (character === "" || !valid.includes(character)) return false;
    this.#at++;
    return true;
  }

  get #text(): string {
    return this.#characters.slice(this.#start, this.#at).join("");
  }

  #emit(kind: TokenKind, text = this.#text): Token {
    return { kind, text, position: this.#start };
  }

  #word(first: string): Token | undefined {
    if (first === "'" || first === '"') return this.#string();
    if (first === "`") return this.#rawString();
    const second = this.#peek(1);
    if ((first === "b" || first === "B") && (second === "'" || second === '"')) return this.#bytes();
    if (/[0-9]/.test(first) || (first === "." && /[0-9]/.test(second))) return this.#number();
    if (first === "/" && second === "/") return this.#lineComment();
    if (first === "/" && second === "*") return this.#blockComment();
    if (first === "#") return this.#pointer();
    const follows = FOLLOWS[first];
    if (follows !== undefined) {
      this.#at++;
      this.#accept(follows);
      return this.#emit("Operator");
    }
    if ("([{)]}".includes(first)) {
      this.#at++;
      return this.#emit("Bracket");
    }
    if (isWordCharacter(first)) return this.#identifier();
    throw new ExpressionError(`unrecognized character: ${describeRune(Number(first.codePointAt(0)))}`, this.#at);
  }

  #string(): Token {
    const scanner = new StringScanner(this.#characters, this.#at);
    this.#at = scanner.end();
    return this.#emit("String", readText(this.#text, this.#at - 1));
  }

  #bytes(): Token {
    const scanner = new StringScanner(this.#characters, this.#at + 1);
    this.#at = scanner.end();
    return this.#emit("Bytes", readBytes(this.#text.slice(1), this.#at - 1));
  }

  #rawString(): Token {
    this.#at++;
    let text = "";
    for (;;) {
      const character = this.#peek();
      if (character === "") throw new ExpressionError("literal not terminated", this.#at);
      this.#at++;
      if (character === "`") {
        if (this.#peek() !== "`") return this.#emit("String", utf8Octets(text));
        this.#at++;
      }
      text += character;
    }
  }

  #number(): Token {
    if (this.#peek() === ".") this.#at++;
    let digits = DECIMAL;
    if (this.#accept("0")) {
      if (this.#accept("xX")) digits = "0123456789abcdefABCDEF_";
      else if (this.#accept("oO")) digits = "01234567_";
      else if (this.#accept("bB")) digits = "01_";
    }
    this.#run(digits);
    const end = this.#at;
    if (this.#accept(".")) {
      // Two dots are the operator of a range.
      if (this.#peek() === ".") {
        this.#at = end;
        return this.#emit("Number");
      }
      this.#run(digits);
    }
    if (this.#accept("eE")) {
      this.#accept("+-");
      this.#run(digits);
    }
    if (isWordCharacter(this.#peek())) {
      this.#at++;
      throw new ExpressionError(`bad number syntax: ${quote(this.#text)}`, this.#at - 1);
    }
    return this.#emit("Number");
  }

  #run(valid: string): void {
    while (this.#accept(valid));
  }

  #lineComment(): undefined {
    while (this.#peek() !== "" && this.#peek() !== "\n") this.#at++;
    return undefined;
  }

  #blockComment(): undefined {
    this.#at += 2;
    for (;;) {
      if (this.#peek() === "") throw new ExpressionError("unclosed comment", this.#at);
      this.#at++;
      if (this.#peek(-1) === "*" && this.#accept("/")) return undefined;
    }
  }

  /** `#`, `##`; what follows at once is a word of its own. */
  #pointer(): Token {
    this.#at++;
    this.#accept("#");
    const token = this.#emit("Operator");
    this.#start = this.#at;
    this.#letters();
    if (this.#at > this.#start) this.#waiting = this.#emit("Identifier");
    return token;
  }

  #letters(): void {
    while (isWordCharacter(this.#peek())) this.#at++;
  }

  #identifier(): Token {
    this.#letters();
    return this.#emit(OPERATOR_WORDS.has(this.#text) ? "Operator" : "Identifier");
  }
}

/** Characters that are operators, and which may follow to form another one. */
const FOLLOWS: Readonly<Record<string, string>> = {
  "?": ".?",
  "/": "",
  "|": "|",
  ":": ":",
  ".": ".",
  ...Object.fromEntries([..."&!=*<>"].map((sign) => [sign, "&=*"])),
  ...Object.fromEntries([...",;%+-^"].map((sign) => [sign, ""])),
};
