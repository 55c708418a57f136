/** A question asked many times, one after the other, to see what chance does with it. */
import type { AskReply } from "../../api/ask.ts";
import { runOf } from "../../api/one-run.ts";
import { answerLabel, type Distribution, distributionOf, type OneRun } from "../../explanation/distribution.ts";
import { failureOf } from "../api-client.ts";
import { failureSentence } from "./reply-words.ts";

/** What came of it so far. */
export interface Repeated {
  /** How often it was to be asked. */
  readonly wanted: number;
  readonly distribution: Distribution;
  /** The reply of the first run with each answer, by the label of its share. */
  readonly samples: Readonly<Record<string, AskReply>>;
  /** Why it ended early. */
  readonly endedEarly?: string | undefined;
}

/** How to ask, and whom to tell. */
export interface Repeating {
  readonly wanted: number;
  /** The reply that has come already. */
  readonly first: AskReply;
  ask(): Promise<AskReply>;
  isStopped(): boolean;
  /** Told from time to time. */
  show(soFar: Repeated): void;
  nowMs(): number;
}

const SHOW_EVERY_MS = 100;

/** Asks until it was often enough, somebody stops it, or it fails; what came till then counts. */
export async function repeat({ wanted, first, ask, isStopped, show, nowMs }: Repeating): Promise<Repeated> {
  const runs: OneRun[] = [];
  const samples: Record<string, AskReply> = {};
  const take = (reply: AskReply): void => {
    const run = runOf(reply.received, reply.explanation);
    samples[answerLabel(run)] ??= reply;
    runs.push(run);
  };
  const soFar = (endedEarly?: string): Repeated => ({
    wanted,
    distribution: distributionOf(runs),
    samples: { ...samples },
    ...(endedEarly === undefined ? {} : { endedEarly }),
  });
  take(first);
  let shownMs = nowMs();
  while (runs.length < wanted) {
    if (isStopped()) return soFar("Stopped.");
    try {
      const reply = await ask();
      if (reply.received.kind === "nothing" && reply.received.because === "cancelled") return soFar("Stopped.");
      take(reply);
    } catch (thrown) {
      return soFar(failureSentence(failureOf(thrown)));
    }
    if (nowMs() - shownMs < SHOW_EVERY_MS) continue;
    shownMs = nowMs();
    show(soFar());
  }
  return soFar();
}
