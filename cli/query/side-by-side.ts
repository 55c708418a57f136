/** `query --engine both`: one question to both engines, their replies beside each other, and where they differ. */
import type { Received } from "../../lib/api/ask.ts";
import { LISTENER_OF } from "../../lib/api/ask-transport.ts";
import {
  differencesInWords,
  haveDifferences,
  type ReplyRow,
  repliesSideBySide,
} from "../../lib/behaviour-diff/replies.ts";
import { writeExplanation } from "../../lib/explanation/explanation-text.ts";
import { alignColumns } from "../../lib/text/columns.ts";
import { chooseListener } from "../../server/client/choose-listener.ts";
import { describeAsked } from "../../server/client/describe-asked.ts";
import type { BadQuestion } from "../../server/client/question.ts";
import { askExplained, type ExplainedAnswer } from "../../server/engine/ask.ts";
import type { Running } from "../../server/engine/engine.ts";
import { printable, printableJson, printableLine } from "../printable.ts";
import type { QueryOptions } from "../query-options.ts";
import type { ChosenEngine } from "./engines.ts";

/** An engine that serves. */
export interface ServingEngine extends ChosenEngine {
  readonly running: Running;
}

/** The replies differ. */
const DIFFERENT = 4;

interface Printed {
  readonly text: string;
  readonly exitCode: number;
}

/** Asks both, one after the other: each may ask the same upstreams. */
export async function askBoth(
  [left, right]: readonly [ServingEngine, ServingEngine],
  options: QueryOptions,
  signal: AbortSignal,
): Promise<Printed | BadQuestion> {
  const one = await askOne(left, options, signal);
  if ("error" in one) return one;
  const other = await askOne(right, options, signal);
  if ("error" in other) return other;
  const rows = repliesSideBySide(one.received, other.received);
  const exitCode = exitCodeOf([one.received, other.received], rows);
  if (options.json) return { text: `${printableJson(asJson([one, other], rows, options))}\n`, exitCode };
  const titles = [left.title, right.title] as const;
  const why = options.explain ? [whyOf(left, one), whyOf(right, other)].join("") : "";
  const table = alignColumns([["", "", ...titles], ...rowsOf(rows), byRow(one, other)]).map(printableLine);
  return { text: `${table.join("\n")}\n\n;; ${differencesInWords(rows)}\n${why}`, exitCode };
}

function askOne(
  { running }: ServingEngine,
  options: QueryOptions,
  signal: AbortSignal,
): ReturnType<typeof askExplained> {
  const { request, destination } = options;
  const listener = chooseListener(running.listeners, destination, LISTENER_OF[request.transport]);
  if (listener === undefined) {
    const there = running.listeners.map(({ label }) => label).join(", ");
    return Promise.resolve({ error: `the Corefile has no listener for this question`, help: `It has ${there}.` });
  }
  return askExplained(running, { listener, request, sourceAddress: request.clientAddress, signal });
}

function exitCodeOf(received: readonly Received[], rows: readonly ReplyRow[]): number {
  if (received.some((one) => one.kind === "nothing" && one.because === "cancelled")) return 130;
  if (haveDifferences(rows)) return DIFFERENT;
  return received.some(({ kind }) => kind === "reply") ? 0 : 3;
}

function rowsOf(rows: readonly ReplyRow[]): readonly (readonly string[])[] {
  return rows.map(({ part, left, right, isSame }) => [isSame ? " " : "≠", part, left, right]);
}

/** Who answered is what each engine tells, and no part of the reply. */
function byRow(one: ExplainedAnswer, other: ExplainedAnswer): readonly string[] {
  return [" ", "by", one.explanation?.answeredBy ?? "?", other.explanation?.answeredBy ?? "?"];
}

function whyOf({ title, notTold }: ServingEngine, { explanation }: ExplainedAnswer): string {
  const told = explanation === undefined ? `${notTold}\n` : writeExplanation(explanation, printableLine);
  return `\n== ${printable(title)}\n${told}`;
}

function asJson([one, other]: readonly ExplainedAnswer[], rows: readonly ReplyRow[], { request }: QueryOptions) {
  const side = (answer: ExplainedAnswer | undefined) =>
    answer === undefined ? undefined : { received: answer.received, explanation: answer.explanation };
  return {
    asked: one === undefined ? undefined : describeAsked(one.question, request.name),
    builtIn: side(one),
    coredns: side(other),
    isSame: !haveDifferences(rows),
    differences: rows.filter(({ isSame }) => !isSame),
  };
}
