/** An explanation as text: which block took the question, each plugin on the way down and up again, and who was not reached. */
import type { Explanation, Step } from "../lib/chain/explanation.ts";
import type { Range } from "../lib/corefile/position.ts";
import { alignColumns } from "../server/client/dig-text.ts";
import { printableLine } from "./printable.ts";

/** The whole text, ending in a line feed; nothing in it steers a terminal. */
export function writeExplanation(explanation: Explanation): string {
  const { question, client, listener, dispatch, steps, notReached, reply } = explanation;
  const from = `${client.address}#${client.port} over ${client.transport.toUpperCase()}`;
  const sent = reply.sent ? `${reply.rcode}, ${count(reply.answers, "answer")}` : "no reply was sent";
  return [
    printableLine(`WHY  ${question.name} ${question.class} ${question.type} from ${from}`),
    printableLine(`     ${sent}; ${decider(explanation)} (${milliseconds(explanation.tookMicros)})`),
    ...section(
      `DISPATCH  ${listener}`,
      dispatch.map((entry) => [zoneText(entry), entry.match, place(entry.at)]),
    ),
    ...section(
      "DOWN",
      steps.flatMap((step) => downRows(step, 0)),
    ),
    ...section("UP", steps.flatMap(upRows)),
    ...section(
      "NOT REACHED",
      notReached.map((entry) => [entry.plugin, entry.because, place(entry.at)]),
    ),
    "",
  ].join("\n");
}

function decider({ answeredBy, decidedAt, steps }: Explanation): string {
  const where = decidedAt === undefined ? "" : `, decided by ${place(decidedAt)}`;
  if (answeredBy !== undefined) return `answered by ${answeredBy}${where}`;
  return steps.length === 0 ? "the server answered by itself" : `no plugin answered${where}`;
}

function zoneText({ zone, view }: { readonly zone: string; readonly view?: string | undefined }): string {
  return view === undefined || view === "" ? zone : `${zone} [view ${view}]`;
}

/** The way down: a plugin each, those that it called indented below it, with what it noted. */
function downRows(step: Step, depth: number): string[][] {
  const own = [
    `${"  ".repeat(depth)}${step.plugin}`,
    step.verdict,
    place(step.rule ?? step.at),
    milliseconds(step.tookMicros),
    [step.reason?.sentence, change(step, "changed the question"), upstream(step)]
      .filter((part) => part !== undefined)
      .join("; "),
  ];
  const notes = step.notes.map((note) => [
    "",
    "",
    note.rule === undefined ? "" : place(note.rule),
    "",
    note.reason.sentence,
  ]);
  return [own, ...notes, ...step.steps.flatMap((inner) => downRows(inner, depth + 1))];
}

/** The way up: who changed the answer, the innermost first. */
function upRows(step: Step): string[][] {
  const inner = step.steps.flatMap(upRows);
  if (step.verdict !== "changed the answer") return inner;
  return [...inner, [step.plugin, step.verdict, place(step.rule ?? step.at), change(step, "changed the answer") ?? ""]];
}

function change({ verdict, before, after }: Step, wanted: Step["verdict"]): string | undefined {
  if (verdict !== wanted || (before === undefined && after === undefined)) return undefined;
  return `${before ?? "nothing"} → ${after ?? "nothing"}`;
}

function upstream({ upstream: address }: Step): string | undefined {
  return address === undefined ? undefined : `asked ${address}`;
}

/** A place as compilers write it: `Corefile:3:5`. */
export function place({ file, start }: Range): string {
  return `${file}:${start.line}:${start.column}`;
}

function milliseconds(micros: number): string {
  return `${(micros / 1000).toFixed(micros < 10_000 ? 2 : 0)} ms`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

/** A heading and its rows in columns; nothing when there are no rows. */
function section(heading: string, rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const shown = rows.map((row) => row.map(printableLine));
  return ["", printableLine(heading), ...alignColumns(shown).map((line) => `  ${line}`)];
}
