/** Changes to files of the workspace as values: what a quick fix, a rename or the formatter wants to do. */
import type { Range } from "./position.ts";

/** A stretch of a file and what shall stand there instead. */
export interface TextEdit {
  readonly range: Range;
  readonly text: string;
}

/** A change that mends a problem, with the words under which it is offered. */
export interface Fix {
  /** An imperative: `Add fallthrough to hosts`. */
  readonly title: string;
  /** Edits that do not overlap; all are made, or none. */
  readonly edits: readonly TextEdit[];
}
