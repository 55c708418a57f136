/** Takes a template apart into words (Go, text/template/parse). Works on octets, one pass, linear time. */
import { describeRune, quoteOctets as quote } from "../go/quote.ts";
import { runeAt } from "../go/utf8.ts";
import { utf8Octets } from "../text/octets.ts";

import { KEYWORDS, type Token, type TokenKind } from "./token.ts";

const LEFT = "{{";
const RIGHT = "}}";
const SPACES = " \t\r\n";
const RUN_OF_SPACES = /[ \t\r\n]*/y;

/** Single characters that are words of their own. */
const SIGNS: Readonly<Record<string, TokenKind>> = { "=": "assign", "|": "pipe" };

/** A quoted word: how it is written, and what it is called when it does not end. */
interface Quotation {
  readonly kind: TokenKind;
  readonly name: string;
  /** Only raw ones may have line breaks, and no escapes. */
  readonly pattern: RegExp;
}

const QUOTES: Readonly<Record<string, Quotation>> = {
  '"': { kind: "string", name: "quoted string", pattern: /"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"/y },
  "'": { kind: "char constant", name: "character constant", pattern: /'[^'\\\n]*(?:\\[^\n][^'\\\n]*)*'/y },
  "`": { kind: "raw string", name: "raw quoted string", pattern: /`[^`]*`/y },
};

/** Gives the words of a template one by one. */
export class Lexer {
  readonly #input: string;
  /** Where the current word starts, and its line. */
  #start = 0;
  #line = 1;
  #at = this.#start;
  #isInside = false;
  #parens = 0;

  constructor(input: string) {
    this.#input = input;
  }

  /** The next word; after the end always the end. Nothing comes after an error. */
  next(): Token {
    return this.#isInside ? this.#inside() : this.#text();
  }

  #text(): Token {
    for (;;) {
      const left = this.#input.indexOf(LEFT, this.#at);
      if (left < 0) {
        this.#at = this.#input.length;
        return this.#at > this.#start ? this.#emit("text") : this.#emit("eof");
      }
      const trims = hasLeftTrim(this.#input, left + LEFT.length);
      this.#at = trims ? trimRight(this.#input, this.#start, left) : left;
      const text = this.#at > this.#start ? this.#emit("text") : undefined;
      this.#skipTo(left);
      if (text !== undefined) return text;
      const open = this.#leftDelimiter(trims);
      if (open !== undefined) return open;
    }
  }

  /** Nothing when a comment stood there. */
  #leftDelimiter(trims: boolean): Token | undefined {
    const inside = this.#at + LEFT.length + (trims ? 2 : 0);
    if (this.#input.startsWith("/*", inside)) {
      this.#skipTo(inside);
      return this.#comment();
    }
    this.#at += LEFT.length;
    const token = this.#emit("left delimiter");
    this.#skipTo(inside);
    this.#isInside = true;
    return token;
  }

  #comment(): Token | undefined {
    const end = this.#input.indexOf("*/", this.#at + 2);
    if (end === -1) return this.#fail("unclosed comment");
    const close = this.#rightDelimiterAt(end + 2);
    if (close === undefined) return this.#fail("comment ends before closing delimiter");
    this.#skipTo(close.trims ? trimLeft(this.#input, close.end) : close.end);
    return undefined;
  }

  #rightDelimiterAt(at: number): { readonly end: number; readonly trims: boolean } | undefined {
    const trims = SPACES.includes(this.#input.charAt(at) || "x") && this.#input.charAt(at + 1) === "-";
    if (trims && this.#input.startsWith(RIGHT, at + 2)) return { end: at + 2 + RIGHT.length, trims };
    return this.#input.startsWith(RIGHT, at) ? { end: at + RIGHT.length, trims: false } : undefined;
  }

  #rightDelimiter({ end, trims }: { readonly end: number; readonly trims: boolean }): Token {
    this.#skipTo(end - RIGHT.length);
    this.#at = end;
    const token = this.#emit("right delimiter");
    if (trims) this.#skipTo(trimLeft(this.#input, end));
    this.#isInside = false;
    return token;
  }

  #inside(): Token {
    const close = this.#rightDelimiterAt(this.#at);
    if (close !== undefined)
      return this.#parens === 0 ? this.#rightDelimiter(close) : this.#fail("unclosed left paren");
    if (this.#at >= this.#input.length) return this.#fail("unclosed action");
    const { code, octets } = runeAt(this.#input, this.#at);
    const sign = this.#input.charAt(this.#at);
    if (SPACES.includes(sign)) return this.#space();
    const quoted = QUOTES[sign];
    if (quoted !== undefined) return this.#quoted(quoted);
    if (sign === ".")
      return /[0-9]/.test(this.#input.charAt(this.#at + 1) || "0") ? this.#number() : this.#fieldOrVariable("field");
    if (sign === "$") return this.#fieldOrVariable("variable");
    if (/[-+0-9]/.test(sign)) return this.#number();
    if (isAlphanumeric(code)) return this.#identifier();
    this.#at += octets;
    return this.#sign(sign, code);
  }

  #sign(sign: string, code: number): Token {
    const kind = SIGNS[sign];
    if (kind !== undefined) return this.#emit(kind);
    if (sign === ":") {
      if (this.#input.charAt(this.#at) !== "=") return this.#fail("expected :=");
      this.#at++;
      return this.#emit("declare");
    }
    if (sign === "(") {
      this.#parens++;
      return this.#emit("left paren");
    }
    if (sign === ")") return --this.#parens < 0 ? this.#fail("unexpected right paren") : this.#emit("right paren");
    if (/[!-~]/.test(sign)) return this.#emit("char");
    return this.#fail(`unrecognized character in action: ${utf8Octets(describeRune(code))}`);
  }

  /** A run of spaces; the last of them belongs to a delimiter that trims. */
  #space(): Token {
    const end = trimLeft(this.#input, this.#at);
    this.#at = this.#rightDelimiterAt(end - 1)?.trims === true ? end - 1 : end;
    return this.#emit("space");
  }

  #quoted({ kind, name, pattern }: Quotation): Token {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#input)) return this.#fail(`unterminated ${name}`);
    this.#at = pattern.lastIndex;
    return this.#emit(kind);
  }

  #identifier(): Token {
    this.#takeAlphanumerics();
    if (!this.#isAtTerminator()) return this.#badCharacter();
    const word = this.#input.slice(this.#start, this.#at);
    if (KEYWORDS.has(word)) return this.#emit("keyword");
    if (word === "nil") return this.#emit("nil");
    return this.#emit(word === "true" || word === "false" ? "bool" : "identifier");
  }

  #fieldOrVariable(kind: "field" | "variable"): Token {
    this.#at++;
    if (this.#isAtTerminator()) return this.#emit(kind === "field" ? "dot" : kind);
    this.#takeAlphanumerics();
    return this.#isAtTerminator() ? this.#emit(kind) : this.#badCharacter();
  }

  #takeAlphanumerics(): void {
    for (;;) {
      const { code, octets } = runeAt(this.#input, this.#at);
      if (!isAlphanumeric(code)) return;
      this.#at += octets;
    }
  }

  /** The end of the input is one, too. */
  #isAtTerminator(): boolean {
    return `${SPACES}.,|:)(`.includes(this.#input.charAt(this.#at)) || this.#input.startsWith(RIGHT, this.#at);
  }

  #badCharacter(): Token {
    return this.#fail(`bad character ${utf8Octets(describeRune(runeAt(this.#input, this.#at).code))}`);
  }

  /** A number, not looked at closely; two of them with a sign between are a complex one. */
  #number(): Token {
    if (!this.#scanNumber()) return this.#badNumber();
    if (!/[-+]/.test(this.#input.charAt(this.#at))) return this.#emit("number");
    const isComplex = this.#scanNumber() && this.#input.charAt(this.#at - 1) === "i";
    return isComplex ? this.#emit("complex") : this.#badNumber();
  }

  #scanNumber(): boolean {
    const number =
      /[-+]?(?:0[xX][0-9a-fA-F_]*\.?[0-9a-fA-F_]*(?:[pP][-+]?[0-9_]*)?|0[oO][0-7_]*\.?[0-7_]*|0[bB][01_]*\.?[01_]*|[0-9_]*\.?[0-9_]*(?:[eE][-+]?[0-9_]*)?)i?/y;
    number.lastIndex = this.#at;
    number.test(this.#input);
    this.#at = number.lastIndex;
    const { code, octets } = runeAt(this.#input, this.#at);
    if (!isAlphanumeric(code)) return true;
    this.#at += octets;
    return false;
  }

  #badNumber(): Token {
    return this.#fail(`bad number syntax: ${quote(this.#input.slice(this.#start, this.#at))}`);
  }

  #emit(kind: TokenKind): Token {
    const text = this.#input.slice(this.#start, this.#at);
    const token: Token = { kind, text, position: this.#start, line: this.#line };
    this.#skipTo(this.#at);
    return token;
  }

  #skipTo(at: number): void {
    for (let place = this.#start; place < at; place++) if (this.#input.charCodeAt(place) === 0x0a) this.#line++;
    this.#start = at;
    this.#at = at;
  }

  #fail(text: string): Token {
    return { kind: "error", text, position: this.#start, line: this.#line };
  }
}

function isAlphanumeric(code: number): boolean {
  return code === 0x5f || /[\p{L}\p{Nd}]/u.test(String.fromCodePoint(code));
}

function hasLeftTrim(input: string, at: number): boolean {
  return input.charAt(at) === "-" && SPACES.includes(input.charAt(at + 1) || "x");
}

/** The end of what stands before spaces. */
function trimRight(input: string, start: number, end: number): number {
  for (let at = end; ; at--) if (at === start || !SPACES.includes(input.charAt(at - 1))) return at;
}

function trimLeft(input: string, start: number): number {
  RUN_OF_SPACES.lastIndex = start;
  RUN_OF_SPACES.test(input);
  return RUN_OF_SPACES.lastIndex;
}
