/** Tokens: the words of a Corefile as CoreDNS's lexer cuts them, each of which knows where it stands. */
import type { Position, Range } from "./position.ts";

/** A text and the name under which CoreDNS reports its lines. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/** A word of a configuration. */
export interface Token {
  /** The word without its quotes; with variables replaced where CoreDNS replaces them. */
  readonly text: string;
  /** The line that CoreDNS reports, which is where the word starts. */
  readonly line: number;
  /** The file that CoreDNS reports: as the caller named it, or the path of an imported file. */
  readonly file: string;
  /** Where the word stands in its own file, quotes included; through imports and snippets, too. */
  readonly range: Range;
}

/** Where a word starts and ends in its text. Lines and columns count from 1, offsets from 0. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

/** A token of a text. Its range is made on demand: a large Corefile has many tokens, and few are ever looked at. */
export class SourceToken implements Token {
  readonly source: Source;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;

  constructor(source: Source, text: string, span: Span) {
    this.source = source;
    this.text = text;
    this.start = span.start;
    this.end = span.end;
    this.line = span.line;
    this.column = span.column;
  }

  /** The file that CoreDNS reports. */
  get file(): string {
    return this.source.file;
  }

  /** The word as it is written, quotes and escapes included. */
  get raw(): string {
    return this.source.text.slice(this.start, this.end);
  }

  /** Where the word stands. */
  get range(): Range {
    return rangeOf(this.source, this);
  }

  /** The same word, at the same place, with another text. */
  withText(text: string): SourceToken {
    return text === this.text ? this : new SourceToken(this.source, text, this);
  }
}

/** The range of a span, which may go over several lines. */
export function rangeOf(source: Source, span: Span): Range {
  const start: Position = { offset: span.start, line: span.line, column: span.column };
  return { file: source.file, start, end: advance(source.text, start, span.end) };
}

/** The range from the start of one token to the end of another one of the same file. */
export function rangeBetween(first: Token, last: Token): Range {
  return { file: first.range.file, start: first.range.start, end: last.range.end };
}

/** How many line breaks stand in a text; CoreDNS adds them to the line of a quoted word. */
export function countLineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

function advance(text: string, from: Position, offset: number): Position {
  let { line, column } = from;
  for (let at = from.offset; at < offset; at++) {
    if (text.charCodeAt(at) === 0x0a) {
      line++;
      column = 1;
    } else {
      column++;
    }
  }
  return { offset, line, column };
}
