/**
 * Words out of text exactly as Caddy's lexer, which CoreDNS uses, makes them: a bare carriage return vanishes and joins
 * words, a hash begins a comment even inside a word, and then the comment ends with that word's line or first blank.
 */
import { type Source, SourceToken } from "./token.ts";

/** All words of a file, and what stands behind the last one. */
export interface LexedFile {
  readonly tokens: readonly SourceToken[];
  readonly trailing: string;
  /** True when the text ends inside quotes. */
  readonly unclosedQuote: boolean;
}

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const HASH = 0x23;
const BACKSLASH = 0x5c;
const BYTE_ORDER_MARK = 0xfeff;

/** Go's unicode.IsSpace. */
function isSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (code === 0x85 || code === 0xa0 || code === 0x1680) return true;
  return (
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** Reads a file into words. Never fails: every text has words or none. */
export function lex(source: Source): LexedFile {
  const scanner = new Scanner(source);
  const tokens: SourceToken[] = [];
  for (let token = scanner.next(); token !== undefined; token = scanner.next()) tokens.push(token);
  return { tokens, trailing: source.text.slice(scanner.consumed), unclosedQuote: scanner.unclosedQuote };
}

class Scanner {
  /** Up to where words and what stands before them have been taken. */
  consumed = 0;
  unclosedQuote = false;
  readonly #source: Source;
  readonly #text: string;
  #at: number;
  #line = 1;
  #lineStart = 0;

  constructor(source: Source) {
    this.#source = source;
    this.#text = source.text;
    this.#at = source.text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  }

  next(): SourceToken | undefined {
    const text = this.#text;
    let comment = false;
    let start: Start | undefined;
    let end = 0;
    let value = "";
    // Characters are taken as slices between those that CoreDNS drops.
    let sliceStart = 0;
    for (; this.#at < text.length; this.#at++) {
      const code = text.charCodeAt(this.#at);
      if (isSpace(code)) {
        if (code === CARRIAGE_RETURN) {
          if (start !== undefined && !comment) {
            value += text.slice(sliceStart, this.#at);
            sliceStart = this.#at + 1;
          }
          continue;
        }
        const place = this.#at;
        if (start !== undefined && !comment) end = place;
        this.#at++;
        if (code === NEWLINE) this.#newLine();
        if (start !== undefined)
          return this.#token({
            start,
            end,
            text: comment ? value : value + text.slice(sliceStart, end),
          });
        comment = code === NEWLINE ? false : comment;
        this.#at--;
        continue;
      }
      if (comment) continue;
      if (code === HASH) {
        comment = true;
        if (start !== undefined) {
          value += text.slice(sliceStart, this.#at);
          end = this.#at;
        }
        continue;
      }
      if (start !== undefined) continue;
      start = this.#position();
      if (code === QUOTE) return this.#quoted(start);
      sliceStart = this.#at;
    }
    if (start === undefined) return undefined;
    if (!comment) end = text.length;
    return this.#token({ start, end, text: comment ? value : value + text.slice(sliceStart, end) });
  }

  /** A word in quotes: only a quote can be escaped, any other backslash stays. */
  #quoted(start: Start): SourceToken | undefined {
    const text = this.#text;
    let value = "";
    let escaped = false;
    for (this.#at++; this.#at < text.length; this.#at++) {
      const code = text.charCodeAt(this.#at);
      if (!escaped && code === BACKSLASH) {
        escaped = true;
        continue;
      }
      if (!escaped && code === QUOTE) {
        this.#at++;
        return this.#token({ start, end: this.#at, text: value });
      }
      if (code === NEWLINE) {
        this.#at++;
        this.#newLine();
        this.#at--;
      }
      if (escaped && code !== QUOTE) value += "\\";
      value += text.charAt(this.#at);
      escaped = false;
    }
    this.unclosedQuote = true;
    return value === "" ? undefined : this.#token({ start, end: text.length, text: value });
  }

  #newLine(): void {
    this.#line++;
    this.#lineStart = this.#at;
  }

  #position(): Start {
    return { start: this.#at, line: this.#line, column: this.#at - this.#lineStart + 1 };
  }

  #token({ start, end: given, text }: { start: Start; end: number; text: string }): SourceToken {
    let end = given;
    // The carriage return of a line end belongs to what stands between words.
    while (end > start.start + 1 && this.#text.charCodeAt(end - 1) === CARRIAGE_RETURN) end--;
    this.consumed = end;
    return new SourceToken(this.#source, text, { ...start, end });
  }
}

/** Where a word begins. */
interface Start {
  readonly start: number;
  readonly line: number;
  readonly column: number;
}
