/** Changes to files of the workspace as values: what a quick fix, a rename or the formatter wants to do. */
import type { Range } from "./position.ts";

/** A stretch of a file and what should stand there instead. */
export interface TextEdit {
  readonly range: Range;
  readonly text: string;
}

/** A file that is not there yet. */
export interface NewFile {
  /** As CoreDNS names it: absolute, or from its working folder. */
  readonly file: string;
  readonly text: string;
}

/** A change that mends a problem, with the words under which it is offered. */
export interface Fix {
  /** An imperative: `Add fallthrough to hosts`. */
  readonly title: string;
  /** Edits that do not overlap; all are made, or none. */
  readonly edits: readonly TextEdit[];
  /** Files that it makes. */
  readonly creates?: readonly NewFile[];
}

/** A text with edits made, whose offsets are those of the text as it is. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits.toSorted((left, right) => left.range.start.offset - right.range.start.offset);
  const parts: string[] = [];
  let at = 0;
  for (const { range, text: inserted } of ordered) {
    parts.push(text.slice(at, range.start.offset), inserted);
    at = Math.max(at, range.end.offset);
  }
  return parts.join("") + text.slice(at);
}
