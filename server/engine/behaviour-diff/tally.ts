/** Counts what changes, and keeps the changes that tell most: in bounded memory, however many questions there are. */
import type { KindCounts } from "../../../lib/behaviour-diff/behaviour-diff.ts";
import { CHANGE_KINDS, type ChangeKind, type FirstDifference } from "../../../lib/behaviour-diff/compare.ts";
import type { Outcome } from "../../../lib/behaviour-diff/outcome.ts";
import type { PlacedQuestion } from "../../../lib/questions/placed-question.ts";

/** A change whose cause is not looked for yet. */
export interface FoundChange {
  readonly question: PlacedQuestion;
  readonly kind: Exclude<ChangeKind, "same">;
  readonly before: Outcome;
  readonly after: Outcome;
  readonly firstDifference: FirstDifference | undefined;
  count: number;
}

/** So many of each kind are kept with all that is known of them. */
const MOST_OF_A_KIND = 300;

export class Tally {
  readonly #counts: Record<ChangeKind, number>;
  readonly #kept = new Map<string, FoundChange>();
  readonly #ofKind: Record<ChangeKind, number>;
  madeUp = 0;
  unlisted = 0;

  constructor() {
    this.#counts = noCounts();
    this.#ofKind = noCounts();
  }

  get counts(): KindCounts {
    return { ...this.#counts };
  }

  /** What was found of a question that was asked for the first time. */
  add(
    key: string,
    { kind, count }: { readonly kind: ChangeKind; readonly count: number },
    found: () => Omit<FoundChange, "kind" | "count">,
  ): void {
    this.#counts[kind] += 1;
    if (kind === "same") return;
    if (this.#ofKind[kind] >= MOST_OF_A_KIND) {
      this.unlisted += 1;
      return;
    }
    this.#ofKind[kind] += 1;
    this.#kept.set(key, { ...found(), kind, count });
  }

  /** A question that came again. */
  again(key: string, count: number): void {
    const change = this.#kept.get(key);
    if (change !== undefined) change.count += count;
  }

  /** The worst first, those that were asked often before others. */
  changes(): readonly FoundChange[] {
    return [...this.#kept.values()].sort(
      (one, other) => CHANGE_KINDS.indexOf(one.kind) - CHANGE_KINDS.indexOf(other.kind) || other.count - one.count,
    );
  }
}

function noCounts(): Record<ChangeKind, number> {
  return { fails: 0, rcode: 0, answer: 0, upstream: 0, plugin: 0, path: 0, ttl: 0, same: 0 };
}
