/** `query --times`: one question asked many times of the same engine, and how often which reply came. */

import type { Listener } from "../../lib/api/engine.ts";
import { runOf } from "../../lib/api/one-run.ts";
import { answerLabel, distributionOf, type OneRun, writeDistribution } from "../../lib/explanation/distribution.ts";
import { writeExplanation } from "../../lib/explanation/explanation-text.ts";
import { describeAsked } from "../../server/client/describe-asked.ts";
import type { BadQuestion } from "../../server/client/question.ts";
import { askExplained } from "../../server/engine/ask.ts";
import type { Running } from "../../server/engine/engine.ts";
import { printable, printableJson, printableLine } from "../printable.ts";
import type { QueryOptions } from "../query-options.ts";

interface AskingManyTimes {
  readonly running: Running;
  readonly listener: Listener;
  readonly options: QueryOptions;
  readonly signal: AbortSignal;
}

interface Printed {
  readonly text: string;
  readonly exitCode: number;
}

/** Asks one time after the other, each from a port of its own, until all are done or the signal says stop. */
export async function askManyTimes({
  running,
  listener,
  options,
  signal,
}: AskingManyTimes): Promise<Printed | BadQuestion> {
  const { request } = options;
  const runs: OneRun[] = [];
  let asked: ReturnType<typeof describeAsked> | undefined;
  while (runs.length < options.times) {
    const one = await askExplained(running, { listener, request, countsAs: request.clientAddress, signal });
    if ("error" in one) return one;
    asked ??= describeAsked(one.question, request.name);
    if (one.received.kind === "nothing" && one.received.because === "cancelled") break;
    runs.push(runOf(one.received, one.explanation));
  }
  const distribution = distributionOf(runs);
  const exitCode = exitCodeOf(runs, options.times);
  if (options.json) {
    const { label, bound } = listener;
    const told = { asked, listener: { label, bound }, wanted: options.times, distribution, runs: runs.map(briefly) };
    return { text: `${printableJson(told)}\n`, exitCode };
  }
  const head = `;; ${asked?.name ?? request.name} ${asked?.class ?? ""} ${asked?.type ?? ""} at ${listener.label}`;
  const text = writeDistribution(distribution);
  return { text: `${printable(`${head}\n\n${text}`)}${options.explain ? explained(runs) : ""}`, exitCode };
}

/** Why each different answer came, its first run for all. */
function explained(runs: readonly OneRun[]): string {
  const seen = new Set<string>();
  const told = runs.flatMap((run) => {
    const label = answerLabel(run);
    if (seen.has(label) || run.explanation === undefined) return [];
    seen.add(label);
    return [`\n${printableLine(`== ${label}`)}\n${writeExplanation(run.explanation, printableLine)}`];
  });
  return told.join("");
}

function briefly({ rcode, records, explanation }: OneRun) {
  return { rcode, records, answeredBy: explanation?.answeredBy, decidedAt: explanation?.decidedAt };
}

function exitCodeOf(runs: readonly OneRun[], wanted: number): number {
  if (runs.length < wanted) return 130;
  return runs.every(({ rcode }) => rcode === "") ? 3 : 0;
}
