/** The quick fix of a problem on the lines of a step. */
import type { Step } from "../../explanation/explanation.ts";
import type { Fix } from "../../text/edit.ts";
import type { Problem } from "../../text/problem.ts";

/** Finds it among the problems of the text that the step is from; `pathOf` spells a file's name as the workspace does. */
export function fixOfStep(
  { at, rule }: Pick<Step, "at" | "rule">,
  problems: readonly Problem[],
  pathOf: (file: string) => string,
): Fix | undefined {
  const places = rule === undefined ? [at] : [rule, at];
  for (const place of places) {
    const file = pathOf(place.file);
    const found = problems.find(
      ({ fixes = [], range }) =>
        fixes.length > 0 && range.start.line === place.start.line && pathOf(range.file) === file,
    );
    if (found !== undefined) return found.fixes?.[0];
  }
  return undefined;
}
