/** From lines and columns to offsets and back, for texts whose lines CoreDNS counts by line feeds. */

import { utf8Length } from "./octets.ts";
import type { Position, Range } from "./position.ts";

/** Where the lines of a text begin. */
export class LineIndex {
  readonly file: string;
  readonly text: string;
  readonly #starts: readonly number[];

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
    const starts = [0];
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.#starts = starts;
  }

  /** How many lines there are; an empty text has one. */
  get lineCount(): number {
    return this.#starts.length;
  }

  /** Offset of the first character of a line, from 1; lines outside of the text are taken for its first or last. */
  startOfLine(line: number): number {
    return this.#starts[Math.min(Math.max(line, 1), this.#starts.length) - 1] ?? 0;
  }

  /** Offset behind the last character of a line, before the line break. */
  endOfLine(line: number): number {
    const next = this.#starts[Math.max(line, 1)];
    if (next === undefined) return this.text.length;
    return this.text.charAt(next - 2) === "\r" ? next - 2 : next - 1;
  }

  /** The offset of a column that counts octets from 1. */
  offsetOfOctet(line: number, column: number): number {
    const start = this.startOfLine(line);
    const end = this.endOfLine(line);
    let at = start;
    for (let octets = 1; at < end && octets < column; ) {
      const character = String.fromCodePoint(this.text.codePointAt(at) ?? 0);
      octets += utf8Length(character);
      at += character.length;
    }
    return Math.min(at, end);
  }

  /** The position of an offset. */
  position(offset: number): Position {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return { offset, line: low, column: offset - (this.#starts[low - 1] ?? 0) + 1 };
  }

  /** The range between two offsets. */
  range(start: number, end: number): Range {
    return { file: this.file, start: this.position(start), end: this.position(end) };
  }

  /** What is written on a line, without the blanks around it. */
  contentOfLine(line: number): Range {
    const start = this.startOfLine(line);
    const end = this.endOfLine(line);
    const content = this.text.slice(start, end);
    const from = start + content.length - content.trimStart().length;
    return this.range(Math.min(from, end), Math.max(Math.min(from, end), start + content.trimEnd().length));
  }
}
