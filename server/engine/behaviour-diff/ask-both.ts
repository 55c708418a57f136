/** A stream of questions put to both sides, each different one once. */
import { changeKind, firstDifference } from "../../../lib/behaviour-diff/compare.ts";
import type { LineText } from "../../../lib/behaviour-diff/path.ts";
import { type PlacedQuestion, questionKey } from "../../../lib/questions/placed-question.ts";
import type { StartedSide } from "./started-side.ts";
import { Tally } from "./tally.ts";

/** A side that serves, and the texts that its explanations lead to. */
export interface AskedSide {
  readonly started: Pick<StartedSide, "ask">;
  readonly lineText: LineText;
}

/** How far it is. */
export interface Progress {
  /** Different questions that were asked. */
  readonly asked: number;
  /** Questions that came, those that came again included. */
  readonly come: number;
  /** How many there are, when that is known. */
  readonly total?: number | undefined;
  readonly changed: number;
}

/** What goes with the questions. */
export interface AskingOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called now and then. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly total?: number | undefined;
}

/** What came of them. */
export interface Asked {
  readonly tally: Tally;
  readonly asked: number;
  readonly askedTimes: number;
  /** Different questions beyond the limit. */
  readonly leftOut: number;
  readonly isWhole: boolean;
}

/** So many different questions are kept apart: each is a short text. */
const MAX_DIFFERENT = 1_000_000;
const TELL_EVERY = 50;

/** Asks all of them, one after the other, so that both sides see the same questions in the same order. */
export async function askBoth(
  questions: AsyncIterable<PlacedQuestion> | Iterable<PlacedQuestion>,
  { before, after }: { readonly before: AskedSide; readonly after: AskedSide },
  { signal, onProgress, total }: AskingOptions,
): Promise<Asked> {
  const tally = new Tally();
  const seen = new Set<string>();
  let [come, askedTimes, leftOut] = [0, 0, 0];
  const tell = (): void => onProgress?.({ asked: seen.size, come, total, changed: seen.size - tally.counts.same });
  for await (const question of questions) {
    if (signal?.aborted === true) return { tally, asked: seen.size, askedTimes, leftOut, isWhole: false };
    const { count = 1 } = question;
    come += 1;
    const key = questionKey(question);
    if (seen.has(key)) {
      askedTimes += count;
      tally.again(key, count);
      continue;
    }
    if (seen.size >= MAX_DIFFERENT) {
      leftOut += 1;
      continue;
    }
    const [old, now] = await Promise.all([before.started.ask(question), after.started.ask(question)]);
    seen.add(key);
    askedTimes += count;
    const sides = [
      { outcome: old, lineText: before.lineText },
      { outcome: now, lineText: after.lineText },
    ] as const;
    if (old.madeUpBy.length + now.madeUpBy.length > 0) tally.madeUp += 1;
    const found = () => ({ question, before: old, after: now, firstDifference: firstDifference(...sides) });
    tally.add(key, { kind: changeKind(...sides), count }, found);
    if (seen.size % TELL_EVERY === 0) tell();
  }
  tell();
  return { tally, asked: seen.size, askedTimes, leftOut, isWhole: true };
}
