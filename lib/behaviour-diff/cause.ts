/** Which edited lines may have changed an answer, as far as the two explanations tell. */
import type { Range } from "../text/position.ts";
import type { Outcome } from "./outcome.ts";
import { pathOf } from "./path.ts";
import type { TextChange } from "./text-changes.ts";

/**
 * Why an answer changed: edits by their numbers, and how that is known. `asked`: with these alone the answer changes.
 * `read`: the two ways lead over these lines. `unknown`: none of the edits could be told from the others.
 */
export interface Cause {
  readonly changes: readonly number[];
  readonly by: "asked" | "read" | "unknown";
}

/** A line of a file of one side. */
interface Line {
  readonly file: string;
  readonly line: number;
}

/** The edits over which the two ways lead: those of the places that decided first, then those of any step. */
export function causeOnTheWay(before: Outcome, after: Outcome, changes: readonly TextChange[]): Cause {
  const deciding = touched(changes, decidingLines(before), decidingLines(after));
  if (deciding.length > 0) return { changes: deciding, by: "read" };
  const onTheWay = touched(changes, wayLines(before), wayLines(after));
  return onTheWay.length > 0 ? { changes: onTheWay, by: "read" } : { changes: [], by: "unknown" };
}

function touched(changes: readonly TextChange[], before: readonly Line[], after: readonly Line[]): readonly number[] {
  return changes.flatMap(({ file, beforeLine, removed, afterLine, added }, index) => {
    const isTouched =
      before.some((one) => one.file === file && one.line >= beforeLine && one.line < beforeLine + removed.length) ||
      after.some((one) => one.file === file && one.line >= afterLine && one.line < afterLine + added.length);
    return isTouched ? [index] : [];
  });
}

function decidingLines({ explanation }: Outcome): readonly Line[] {
  return explanation?.decidedAt === undefined ? [] : [lineOf(explanation.decidedAt)];
}

function wayLines({ explanation }: Outcome): readonly Line[] {
  if (explanation === undefined) return [];
  return pathOf(explanation).flatMap(({ at, rule }) =>
    [at, rule].flatMap((place) => (place === undefined ? [] : [lineOf(place)])),
  );
}

function lineOf({ file, start }: Range): Line {
  return { file, line: start.line };
}
