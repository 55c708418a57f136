/** The lines of a hosts file with the place of each word: an address, names, and a comment behind a hash. */
import type { LineIndex } from "../corefile/line-index.ts";

/** A word and its offsets in the text. */
export interface HostsWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A line of the file. */
export interface HostsLine {
  /** From 1. */
  readonly line: number;
  readonly address: HostsWord | undefined;
  readonly names: readonly HostsWord[];
  /** Offset of the hash. */
  readonly comment: number | undefined;
}

/** White space as Go's `strings.Fields` has it, as far as ASCII goes. */
const WORD = /[^ \t\n\v\f\r]+/g;

/** Reads one line that begins at an offset. */
export function readHostsLine(content: string, { start, line }: { start: number; line: number }): HostsLine {
  const hash = content.indexOf("#");
  const words = [...(hash < 0 ? content : content.slice(0, hash)).matchAll(WORD)].map((match) => {
    return { text: match[0], start: start + match.index, end: start + match.index + match[0].length };
  });
  const [address, ...names] = words;
  return { line, address, names, comment: hash < 0 ? undefined : start + hash };
}

/** All lines of a file. */
export function readHostsLines(lines: LineIndex): readonly HostsLine[] {
  return Array.from({ length: lines.lineCount }, (_, index) => {
    const start = lines.startOfLine(index + 1);
    return readHostsLine(lines.text.slice(start, lines.endOfLine(index + 1)), { start, line: index + 1 });
  });
}
