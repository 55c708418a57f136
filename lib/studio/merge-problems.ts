/** What the page finds by itself at each key, and what the server told a moment ago, as one list. */

import type { Position, Range } from "../text/position.ts";
import type { Problem } from "../text/problem.ts";
import type { TextChange } from "../text/text-change.ts";

/** A change of a file, with its places. */
export interface FileChange extends TextChange {
  readonly file: string;
  /** Where the text that gave way began and ended. */
  readonly start: Pick<Position, "line" | "column">;
  readonly end: Pick<Position, "line" | "column">;
}

/** The server's problems that the page did not find by itself: those of this machine, of variables, of other files. */
export function onlyServers(server: readonly Problem[], local: readonly Problem[]): readonly Problem[] {
  const known = new Set(local.map(keyOf));
  return server.filter((problem) => !known.has(keyOf(problem)));
}

const keyOf = ({ message, range }: Problem): string => `${range.start.line} ${message}`;

/** Problems where their words are after a change; those whose words it touched are dropped, as nobody looked at them yet. */
export function moveProblems(
  problems: readonly Problem[],
  change: FileChange,
  isFile: (file: string) => boolean,
): readonly Problem[] {
  return problems.flatMap((problem) => {
    if (!isFile(problem.range.file)) return [problem];
    const range = moveRange(problem.range, change);
    return range === undefined ? [] : [{ ...problem, range }];
  });
}

function moveRange(range: Range, change: FileChange): Range | undefined {
  if (range.end.offset <= change.offset) return range;
  if (range.start.offset < change.offset + change.removed) return undefined;
  return { ...range, start: movePosition(range.start, change), end: movePosition(range.end, change) };
}

function movePosition({ offset, line, column }: Position, change: FileChange): Position {
  const { inserted, removed, start, end } = change;
  const breaks = inserted.split("\n").length - 1;
  const lastLine = inserted.length - (inserted.lastIndexOf("\n") + 1);
  const newColumn = breaks === 0 ? start.column + lastLine : lastLine + 1;
  return {
    offset: offset + inserted.length - removed,
    line: line + breaks - (end.line - start.line),
    column: line === end.line ? column - end.column + newColumn : column,
  };
}
