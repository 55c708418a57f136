/** Tokens: the words of a Corefile as CoreDNS's lexer cuts them, each of which knows where it stands. */
import type { Position, Range } from "../text/position.ts";

/** Where a text starts in its file: after so many characters and lines. */
interface Origin {
  readonly offset: number;
  readonly lines: number;
}

/** A text and the name under which CoreDNS reports its lines. */
export interface Source {
  readonly file: string;
  readonly text: string;
  /** Where the text starts in its file, when it is a later part of it; always at the start of a line. */
  readonly origin?: Origin;
}

const WHOLE_FILE: Origin = { offset: 0, lines: 0 };

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

/** Where a word starts and ends. Lines and columns count from 1, offsets from 0. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

/**
 * A token of a text, which knows where it stands in the text and asks the text where that is in the file. Its range is
 * made on demand: a large Corefile has many tokens, and few are ever looked at.
 */
export class SourceToken implements Token {
  readonly source: Source;
  readonly text: string;
  readonly column: number;
  readonly #start: number;
  readonly #end: number;
  readonly #line: number;

  /** The span counts from the start of the source's text. */
  constructor(source: Source, text: string, span: Span) {
    this.source = source;
    this.text = text;
    this.column = span.column;
    this.#start = span.start;
    this.#end = span.end;
    this.#line = span.line;
  }

  get start(): number {
    return this.#start + (this.source.origin ?? WHOLE_FILE).offset;
  }

  get end(): number {
    return this.#end + (this.source.origin ?? WHOLE_FILE).offset;
  }

  get line(): number {
    return this.#line + (this.source.origin ?? WHOLE_FILE).lines;
  }

  /** The file that CoreDNS reports. */
  get file(): string {
    return this.source.file;
  }

  /** The word as it is written, quotes and escapes included. */
  get raw(): string {
    return this.source.text.slice(this.#start, this.#end);
  }

  /** Where the word stands. */
  get range(): Range {
    return rangeOf(this.source, this.#span);
  }

  /** Where parts of the word stand, by offsets in `raw`: the first part first, none over another. */
  rangesOfParts(parts: readonly { readonly from: number; readonly to: number }[]): readonly Range[] {
    const { start, line, column } = this.#span;
    let at: Position = { offset: start, line, column };
    return parts.map(({ from, to }) => {
      at = advance(this.source.text, at, start + from);
      const range = rangeOf(this.source, { ...at, start: at.offset, end: start + to });
      at = advance(this.source.text, at, start + to);
      return range;
    });
  }

  /** The same word, at the same place, with another text. */
  withText(text: string): SourceToken {
    return text === this.text ? this : new SourceToken(this.source, text, this.#span);
  }

  get #span(): Span {
    return { start: this.#start, end: this.#end, line: this.#line, column: this.column };
  }
}

/** The range in the file of a span of the source's text; it may go over several lines. */
function rangeOf({ file, text, origin = WHOLE_FILE }: Source, { start, end, line, column }: Span): Range {
  const first: Position = { offset: start, line, column };
  return { file, start: moved(first, origin), end: moved(advance(text, first, end), origin) };
}

function moved({ offset, line, column }: Position, origin: Origin): Position {
  return { offset: offset + origin.offset, line: line + origin.lines, column };
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
