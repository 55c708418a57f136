/**
 * Which edits change an answer: found by making some of them and asking again, down to the smallest set that still gives
 * the new answer. Where there are too many edits, or none of them starts alone, the two explanations have to tell.
 */
import { type Cause, causeOnTheWay } from "../../../lib/behaviour-diff/cause.ts";
import { type ChangeKind, changeKind, type Sided } from "../../../lib/behaviour-diff/compare.ts";
import type { Outcome } from "../../../lib/behaviour-diff/outcome.ts";
import { type LineText, type PathStep, pathOf } from "../../../lib/behaviour-diff/path.ts";
import type { TextChange } from "../../../lib/behaviour-diff/text-changes.ts";
import type { PlacedQuestion } from "../../../lib/questions/placed-question.ts";
import type { FoundChange } from "./tally.ts";

/** A configuration with some of the edits, which answers questions. */
export interface TriedSide {
  ask(question: PlacedQuestion): Promise<Outcome>;
  readonly lineText: LineText;
  stop(): void;
}

/** What causes are looked for with. */
export interface CauseSearch {
  readonly edits: readonly TextChange[];
  /** The texts of the newer side. */
  readonly lineText: LineText;
  /** Starts the older side with these edits; undefined when CoreDNS would not start with it. */
  start(edits: readonly TextChange[]): Promise<TriedSide | undefined>;
  readonly signal?: AbortSignal | undefined;
}

/** Beyond so many edits each one costs a start that nobody wants to wait for. */
const MAX_EDITS = 24;
/** So many starts in all, and so many questions at each. */
const MAX_STARTS = 60;
const MAX_QUESTIONS = 200;

/** The cause of each change, in their order. */
export async function findCauses(changes: readonly FoundChange[], search: CauseSearch): Promise<readonly Cause[]> {
  const { edits } = search;
  const guess = ({ before, after }: FoundChange): Cause => causeOnTheWay(before, after, edits);
  if (edits.length === 1) return changes.map(() => ({ changes: [0], by: "asked" }));
  if (edits.length === 0 || edits.length > MAX_EDITS) return changes.map(guess);
  const found = await new Shrinking(search).shrink(changes.slice(0, MAX_QUESTIONS));
  return changes.map((change) => found.get(change) ?? likeOthers(change, found) ?? guess(change));
}

/** Changes that were not tried: as those with the same first different step. */
function likeOthers(change: FoundChange, found: ReadonlyMap<FoundChange, Cause>): Cause | undefined {
  const guess = change.firstDifference?.after?.rule ?? change.firstDifference?.after?.at;
  if (guess === undefined) return undefined;
  for (const [{ kind, firstDifference }, cause] of found) {
    const other = firstDifference?.after?.rule ?? firstDifference?.after?.at;
    if (kind === change.kind && other?.file === guess.file && other.start.line === guess.start.line) return cause;
  }
  return undefined;
}

/** Kinds of difference that may be left when an edit gives the new answer: not all questions before it were asked, so caches hold less. */
const SETTLED: Readonly<Record<FoundChange["kind"], ReadonlySet<ChangeKind>>> = {
  fails: new Set<ChangeKind>(["same", "ttl", "path", "plugin"]),
  rcode: new Set<ChangeKind>(["same", "ttl", "path", "plugin"]),
  answer: new Set<ChangeKind>(["same", "ttl", "path", "plugin"]),
  upstream: new Set<ChangeKind>(["same", "ttl", "path", "plugin"]),
  plugin: new Set<ChangeKind>(["same", "ttl", "path"]),
  ttl: new Set<ChangeKind>(["same", "path"]),
  path: new Set<ChangeKind>(["same"]),
};

/** Whether an outcome that was tried is the new one, as far as this change is about it. */
function isSettled({ kind, after, firstDifference }: FoundChange, tried: Sided, lineText: LineText): boolean {
  if (SETTLED[kind].has(changeKind(tried, { outcome: after, lineText }))) return true;
  if (kind !== "path" || tried.outcome.explanation === undefined) return false;
  const [wanted, step] = [firstDifference?.after, pathOf(tried.outcome.explanation)[(firstDifference?.step ?? 0) - 1]];
  const written = (one: PathStep | undefined, text: LineText) =>
    one?.at === undefined ? undefined : text(one.at)?.trim();
  return step?.plugin === wanted?.plugin && written(step, tried.lineText) === written(wanted, lineText);
}

class Shrinking {
  readonly #search: CauseSearch;
  readonly #found = new Map<FoundChange, Cause>();
  #starts = 0;

  constructor(search: CauseSearch) {
    this.#search = search;
  }

  async shrink(changes: readonly FoundChange[]): Promise<ReadonlyMap<FoundChange, Cause>> {
    let left = changes;
    const all = this.#search.edits.map((_, index) => index);
    for (const index of all) {
      const { holding, others } = await this.#try(left, [index]);
      for (const change of holding) this.#found.set(change, { changes: [index], by: "asked" });
      left = others;
      if (left.length === 0) return this.#found;
    }
    await this.#leaveOut(left, all, 0);
    return this.#found;
  }

  /** Leaves out one edit after the other while the new answer stays. */
  async #leaveOut(changes: readonly FoundChange[], edits: readonly number[], from: number): Promise<void> {
    const [at, edit] = [from, edits[from]];
    if (changes.length === 0) return;
    if (edit === undefined || this.#starts >= MAX_STARTS) {
      // All of them together, when there was no time to leave any out, tell nothing.
      const isTold = edits.length < this.#search.edits.length || edit === undefined;
      if (isTold) for (const change of changes) this.#found.set(change, { changes: edits, by: "asked" });
      return;
    }
    const without = edits.filter((one) => one !== edit);
    const { holding, others } = await this.#try(changes, without);
    await this.#leaveOut(holding, without, at);
    await this.#leaveOut(others, edits, at + 1);
  }

  /** Which of the changes come with these edits alone. */
  async #try(
    changes: readonly FoundChange[],
    edits: readonly number[],
  ): Promise<{ readonly holding: readonly FoundChange[]; readonly others: readonly FoundChange[] }> {
    const { signal, start, lineText } = this.#search;
    const none = { holding: [], others: changes };
    if (changes.length === 0 || edits.length === 0 || this.#starts >= MAX_STARTS || signal?.aborted === true)
      return none;
    this.#starts += 1;
    const side = await start(edits.flatMap((index) => this.#search.edits[index] ?? []));
    if (side === undefined) return none;
    const [holding, others]: [FoundChange[], FoundChange[]] = [[], []];
    try {
      for (const change of changes) {
        const tried = { outcome: await side.ask(change.question), lineText: side.lineText };
        (isSettled(change, tried, lineText) ? holding : others).push(change);
      }
    } finally {
      side.stop();
    }
    return { holding, others };
  }
}
