/** An explanation as a list: nested steps flattened into a way down the chain and a way back up. */
import type { AskedHere, Explanation, Step } from "./explanation.ts";

/** One row of the way. */
export interface TraceRow {
  /** Counts from 0 in the order in which the plugins acted; rows of the way up carry the number of their way down. */
  readonly index: number;
  readonly step: Step;
  /** How deep it is nested beyond a plain chain: 0 for the chain itself, more for a query that a plugin made of its own. */
  readonly depth: number;
  /** The question of the plugin's own that the step is one of: to a listener of this configuration, or a look-up. */
  readonly behind: AskedHere | undefined;
  /** True for its first step. */
  readonly isFirst: boolean;
}

export interface Trace {
  readonly down: readonly TraceRow[];
  /** Steps that did something on the way back, the innermost first. */
  readonly up: readonly TraceRow[];
  /** The row that decided: the one that answered, refused or failed last; of a question that is not done, the one that waits. */
  readonly decider: TraceRow | undefined;
}

/** Flattens an explanation, with those of listeners of its own that were asked as upstreams. */
export function traceOf({ steps, answeredBy }: Pick<Explanation, "steps" | "answeredBy">): Trace {
  const down: TraceRow[] = [];
  const walk = (
    list: readonly Step[],
    { depth, behind, isFirst }: Pick<TraceRow, "depth" | "behind" | "isFirst">,
  ): void => {
    for (const [place, step] of list.entries()) {
      const own = depth + (place > 0 ? 1 : 0);
      down.push({ index: down.length, step, depth: own, behind, isFirst: isFirst && place === 0 });
      for (const asked of step.askedHere ?? [])
        walk(asked.explanation?.steps ?? [], { depth: own + 1, behind: asked, isFirst: true });
      walk(step.steps, { depth: own, behind, isFirst: false });
    }
  };
  walk(steps, { depth: 0, behind: undefined, isFirst: false });
  const up = down.filter(({ step }) => step.back !== undefined).reverse();
  return { down, up, decider: findDecider(down, answeredBy) };
}

const DECIDING: ReadonlySet<Step["verdict"]> = new Set(["answered", "refused", "failed", "waiting"]);

function findDecider(rows: readonly TraceRow[], answeredBy: string | undefined): TraceRow | undefined {
  const own = rows.filter(({ behind }) => behind === undefined);
  const ends = own.filter(({ step }) => DECIDING.has(step.verdict));
  return (
    ends.findLast(({ step }) => step.plugin === answeredBy) ??
    ends.at(-1) ??
    own.findLast(({ step }) => step.plugin === answeredBy)
  );
}
