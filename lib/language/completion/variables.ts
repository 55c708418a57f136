/** Environment variables inside words: `{$NAME}` and `{%NAME%}`. */

import type { Completion } from "../completions.ts";
import type { Asked } from "../corefile/asked.ts";
import { partialWord } from "../corefile/spot.ts";
import { shownValue } from "../corefile/variable-value.ts";

/** Variables for a reference that is being written; `skip` is what stands before it in its word. */
export interface VariableCompletions {
  readonly items: readonly Completion[];
  readonly skip: number;
}

/** Undefined when no reference is open at the place. */
export function completeVariable({ workspace, spot }: Asked): VariableCompletions | undefined {
  if (spot.token === undefined || spot.kind === "comment") return undefined;
  const open = /\{([$%])[^{}%\s]*$/.exec(partialWord(spot));
  if (open === null) return undefined;
  const close = open[1] === "$" ? "}" : "%}";
  const items = Object.entries(workspace.environment)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): Completion => {
      const label = `{${open[1]}${name}${close}`;
      return { label, kind: "variable", detail: shownValue(name, value), insert: label };
    })
    .sort((left, right) => (left.label < right.label ? -1 : 1));
  return { items, skip: open.index };
}
