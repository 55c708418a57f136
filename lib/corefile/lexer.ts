/**
 * Cuts a Corefile into words as Caddy's lexer does. Its oddities are kept: a carriage return outside of quotes is
 * dropped even within a word, a hash cuts a word, and the comment of such a hash ends at the next white space.
 */
import { type Source, SourceToken, type Span } from "./token.ts";
import type { Comment } from "./tree.ts";

/** The words and the comments of a text, both in its order. */
export interface Lexed {
  readonly tokens: readonly SourceToken[];
  readonly comments: readonly Comment[];
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const HASH = 0x23;
const BACKSLASH = 0x5c;
const BYTE_ORDER_MARK = 0xfeff;

/** Cuts a text into words. */
export function lex(source: Source): Lexed {
  const scanner = new Scanner(source);
  scanner.scan();
  return scanner;
}

/** Whether Go's `unicode.IsSpace` holds for a UTF-16 unit. */
export function isSpace(unit: number): boolean {
  if (unit <= SPACE) return unit === SPACE || (unit >= 0x09 && unit <= 0x0d);
  if (unit < 0x85) return false;
  if (unit === 0x85 || unit === 0xa0 || unit === 0x1680 || unit === 0x3000) return true;
  if (unit < 0x2000 || unit > 0x205f) return false;
  return unit <= 0x200a || unit === 0x2028 || unit === 0x2029 || unit === 0x202f || unit === 0x205f;
}

/** A comment of a text, which asks the text where that stands in the file. */
class SourceComment implements Comment {
  readonly text: string;
  readonly column: number;
  readonly glued: boolean;
  readonly #source: Source;
  readonly #span: Span;

  constructor(source: Source, text: string, span: Span & Pick<Comment, "glued">) {
    this.#source = source;
    this.#span = span;
    this.text = text;
    this.column = span.column;
    this.glued = span.glued;
  }

  get start(): number {
    return this.#span.start + (this.#source.origin?.offset ?? 0);
  }

  get end(): number {
    return this.#span.end + (this.#source.origin?.offset ?? 0);
  }

  get line(): number {
    return this.#span.line + (this.#source.origin?.lines ?? 0);
  }
}

class Scanner implements Lexed {
  readonly tokens: SourceToken[] = [];
  readonly comments: Comment[] = [];
  readonly #source: Source;
  readonly #text: string;
  #at = 0;
  #line = 1;
  /** Offset of the first character of the current line. */
  #lineStart = 0;
  /** Where the word that is being read starts and ends: one object for all of them. */
  readonly #span = { start: 0, end: 0, line: 1, column: 1 };

  constructor(source: Source) {
    this.#source = source;
    this.#text = source.text;
    const isStart = source.origin === undefined || source.origin.offset === 0;
    if (isStart && this.#text.charCodeAt(0) === BYTE_ORDER_MARK) this.#at = 1;
  }

  scan(): void {
    const length = this.#text.length;
    while (this.#at < length) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit === LINE_FEED) this.#newLine();
      else if (isSpace(unit)) this.#at++;
      else if (unit === HASH) this.#comment({ glued: false });
      else this.#token(unit);
    }
  }

  #newLine(): void {
    this.#at++;
    this.#line++;
    this.#lineStart = this.#at;
  }

  #token(first: number): void {
    const span = this.#span;
    span.start = this.#at;
    span.line = this.#line;
    span.column = this.#at - this.#lineStart + 1;
    const text = first === QUOTE ? this.#quoted() : this.#word();
    if (text !== undefined) this.tokens.push(new SourceToken(this.#source, text, span));
    if (first !== QUOTE && this.#text.charCodeAt(this.#at) === HASH) this.#comment({ glued: true });
  }

  /** A word ends before white space, a hash or the end. */
  #word(): string {
    const text = this.#text;
    const length = text.length;
    let at = this.#at;
    let end = at;
    let hasReturns = false;
    for (; at < length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === CARRIAGE_RETURN) hasReturns = true;
      else if (unit === HASH || isSpace(unit)) break;
      else end = at + 1;
    }
    this.#at = at;
    this.#span.end = end;
    const raw = text.slice(this.#span.start, end);
    return hasReturns ? raw.replaceAll("\r", "") : raw;
  }

  /** A word in quotes; an opening quote with nothing after it is no word at all. */
  #quoted(): string | undefined {
    const text = this.#text;
    let value = "";
    let from = this.#at + 1;
    let closed = false;
    this.#at = from;
    while (this.#at < text.length && !closed) {
      const unit = text.charCodeAt(this.#at);
      if (unit === LINE_FEED) {
        this.#newLine();
      } else if (unit === QUOTE) {
        closed = true;
        this.#at++;
      } else if (unit === BACKSLASH) {
        const escaped = text.charCodeAt(this.#at + 1);
        // Only a quote can be escaped; a backslash that ends the text is lost.
        if (escaped === QUOTE || Number.isNaN(escaped)) {
          value += text.slice(from, this.#at);
          from = this.#at + 1;
        }
        this.#at++;
        if (escaped === LINE_FEED) this.#newLine();
        else if (!Number.isNaN(escaped)) this.#at++;
      } else {
        this.#at++;
      }
    }
    this.#span.end = this.#at;
    value += text.slice(from, closed ? this.#at - 1 : this.#at);
    return closed || value !== "" ? value : undefined;
  }

  /** A hash between words hides the rest of the line, one within a word only what is glued to it. */
  #comment({ glued }: { readonly glued: boolean }): void {
    const start = this.#at;
    const column = start - this.#lineStart + 1;
    const end = glued ? this.#endOfGlued() : this.#endOfLine();
    const text = this.#text.slice(start, end);
    this.comments.push(new SourceComment(this.#source, text, { start, end, line: this.#line, column, glued }));
    this.#at = end;
  }

  #endOfLine(): number {
    const lineEnd = this.#text.indexOf("\n", this.#at);
    const end = lineEnd === -1 ? this.#text.length : lineEnd;
    return this.#text.charCodeAt(end - 1) === CARRIAGE_RETURN ? end - 1 : end;
  }

  #endOfGlued(): number {
    let end = this.#at;
    for (let at = end; at < this.#text.length; at++) {
      const unit = this.#text.charCodeAt(at);
      if (unit === CARRIAGE_RETURN) continue;
      if (isSpace(unit)) break;
      end = at + 1;
    }
    return end;
  }
}
