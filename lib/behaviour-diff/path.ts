/** The way of a question as a list of steps, so that two ways can be laid side by side. */
import type { Explanation, Reason, Step } from "../explanation/explanation.ts";
import type { Range } from "../text/position.ts";

/** One step on the way. */
export interface PathStep {
  /** The plugin; `server` for the choice of the block. */
  readonly plugin: string;
  readonly verdict: string;
  /** What was done, as a sentence. */
  readonly sentence: string;
  readonly at?: Range | undefined;
  /** The rule, entry or record that decided. */
  readonly rule?: Range | undefined;
  readonly code: string;
  readonly upstream?: string | undefined;
}

/** Gives the text of a line of one side's files; undefined where that is not known. */
export type LineText = (place: Range) => string | undefined;

/** The steps in the order in which they were made: the block, the plugins on the way down, and on the way back. */
export function pathOf(explanation: Explanation): readonly PathStep[] {
  const { dispatch, steps } = explanation;
  const chosen = dispatch.find(({ match }) => match === "longest match");
  const first: PathStep = {
    plugin: "server",
    verdict: chosen === undefined ? "no block" : "chosen",
    sentence:
      chosen === undefined
        ? "No server block takes this name."
        : `The block of ${chosen.zone}${chosen.view === undefined ? "" : ` (view ${chosen.view})`} takes it.`,
    code: chosen === undefined ? "" : `${chosen.zone} ${chosen.view ?? ""}`,
    at: chosen?.at,
  };
  return [first, ...steps.flatMap(ofStep)];
}

function ofStep(step: Step): readonly PathStep[] {
  const { plugin, verdict, reason, at, rule, upstream, steps, back, askedHere = [] } = step;
  const down = { plugin, verdict, ...wordsOf(reason, verdict), at, rule: rule ?? step.notes.at(-1)?.rule, upstream };
  const nested = askedHere.flatMap(({ explanation }) => (explanation === undefined ? [] : pathOf(explanation)));
  const up =
    back === undefined
      ? []
      : [{ plugin, verdict: back.verdict, ...wordsOf(back.reason, back.verdict), at, rule: back.rule }];
  return [down, ...nested, ...steps.flatMap(ofStep), ...up];
}

function wordsOf(reason: Reason | undefined, verdict: string): Pick<PathStep, "sentence" | "code"> {
  return { sentence: reason?.sentence ?? verdict, code: reason?.code ?? "" };
}

/** What makes a step the same on both sides: where a line stands does not matter, what it says does. */
export function stepKey({ plugin, verdict, code, upstream = "", rule }: PathStep, lineText: LineText): string {
  const deciding = rule === undefined ? "" : (lineText(rule)?.trim().replace(/\s+/g, " ") ?? "");
  return [plugin, verdict, code, upstream, deciding].join("\0");
}
