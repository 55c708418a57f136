/** Where something stands in a text: the one notion of place that parser, explanation, editor and CLI share. */

/** A place between two characters. Offsets count UTF-16 units from 0, lines and columns from 1. */
export interface Position {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** A stretch of a file of the workspace. */
export interface Range {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}
