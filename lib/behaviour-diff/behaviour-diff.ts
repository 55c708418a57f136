/** What changes between two configurations, out of the questions that both were asked. */
import type { PlacedQuestion } from "../questions/placed-question.ts";
import type { Cause } from "./cause.ts";
import { CHANGE_KINDS, type ChangeKind, type FirstDifference } from "./compare.ts";
import type { Outcome } from "./outcome.ts";
import type { TextChange } from "./text-changes.ts";

/** A question that is answered in another way. */
export interface BehaviourChange {
  readonly question: PlacedQuestion;
  /** How often it was asked. */
  readonly count: number;
  readonly kind: Exclude<ChangeKind, "same">;
  readonly before: Outcome;
  readonly after: Outcome;
  readonly firstDifference?: FirstDifference | undefined;
  readonly cause: Cause;
}

/** How many questions changed in each way. */
export type KindCounts = Readonly<Record<ChangeKind, number>>;

/** The result. */
export interface BehaviourDiff {
  /** Different questions that were asked. */
  readonly asked: number;
  /** The same, each as often as it was asked in the log that it comes from. */
  readonly askedTimes: number;
  /** Questions beyond a limit. */
  readonly leftOut: number;
  /** Different questions by kind. */
  readonly counts: KindCounts;
  /** Changes, the worst first, those that were asked often before others. */
  readonly changes: readonly BehaviourChange[];
  /** Changes beyond those that are listed. */
  readonly unlisted: number;
  /** The edits that causes name by number. */
  readonly edits: readonly TextChange[];
  /** Questions that an upstream would answer of which nothing is known here. */
  readonly madeUp: number;
  /** False when it was cancelled before all questions were asked. */
  readonly isWhole: boolean;
}

/** What makes the exit code 1. */
export const FAIL_ON = ["any", "rcode", "answer", "plugin"] as const;
export type FailOn = (typeof FAIL_ON)[number];

const COUNTED: Readonly<Record<FailOn, ReadonlySet<ChangeKind>>> = {
  rcode: new Set<ChangeKind>(["fails", "rcode"]),
  answer: new Set<ChangeKind>(["fails", "rcode", "answer", "upstream"]),
  plugin: new Set<ChangeKind>(["fails", "rcode", "answer", "upstream", "plugin"]),
  any: new Set<ChangeKind>(CHANGE_KINDS.filter((kind) => kind !== "same")),
};

/** How many questions changed in a way that counts. */
export function countOf(counts: KindCounts, failOn: FailOn): number {
  return CHANGE_KINDS.reduce((sum, kind) => (COUNTED[failOn].has(kind) ? sum + counts[kind] : sum), 0);
}

/** Changes with the same cause, in the order of the worst of them. */
export interface CauseGroup<Change> {
  readonly cause: Cause;
  readonly changes: readonly Change[];
}

/** Groups by the edits that caused them. */
export function groupByCause<Change extends { readonly cause: Cause }>(
  changes: readonly Change[],
): readonly CauseGroup<Change>[] {
  const groups = new Map<string, { readonly cause: Cause; readonly changes: Change[] }>();
  for (const change of changes) {
    const key = change.cause.changes.join(" ");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { cause: change.cause, changes: [change] });
    else group.changes.push(change);
  }
  return [...groups.values()];
}
