/** An explanation as text, for the terminal and the clipboard: the sentence, the block, the way down and up, the rest. */

import { alignColumns } from "../text/columns.ts";
import type { Range } from "../text/position.ts";
import { type DispatchLine, foldDispatch, zoneText } from "./dispatch-lines.ts";
import type { Counterfactual, Explanation, Step } from "./explanation.ts";
import { changeText } from "./reply-changes.ts";
import { type TraceRow, traceOf } from "./trace.ts";

/** More changes of one reply than these are counted. */
const MAX_CHANGES = 20;

/** The whole text, ending in a line feed. `clean` makes a cell fit to be shown where it goes. */
export function writeExplanation(explanation: Explanation, clean: (cell: string) => string = onOneLine): string {
  const { question, client, listener, notReached, reply, counterfactual } = explanation;
  const trace = traceOf(explanation);
  const took = milliseconds(explanation.tookMicros);
  const dispatch = foldDispatch(explanation.dispatch);
  const from = `${client.address}#${client.port} over ${client.transport.toUpperCase()}`;
  const answers = reply.answers === undefined ? "" : `, ${count(reply.answers, "answer")}`;
  const sent = reply.sent ? `${reply.rcode}${answers}` : "no reply was sent";
  const section = (heading: string, rows: readonly (readonly string[])[]): readonly string[] =>
    rows.length === 0
      ? []
      : ["", clean(heading), ...alignColumns(rows.map((row) => row.map(clean))).map((line) => `  ${line}`)];
  return [
    clean(`WHY  ${question.name} ${question.class} ${question.type} from ${from}`),
    ...(counterfactual === undefined ? [] : [clean(`     ${whatIf(counterfactual)}`)]),
    clean(`     ${explanation.inWords}`),
    clean(`     ${explanation.unfinished === true ? "no reply so far" : `${sent}; ${decider(explanation)}`} (${took})`),
    ...section(`DISPATCH  ${listener}`, dispatch.shown.map(dispatchRow)),
    ...(dispatch.words === "" ? [] : [`  ${dispatch.words}`]),
    ...section(
      "SERVER",
      (explanation.server ?? []).map(({ reason }) => [reason.sentence]),
    ),
    ...section("DOWN", trace.down.flatMap(downRows)),
    ...section("UP", trace.up.flatMap(upRows)),
    ...section(
      "NOT REACHED",
      notReached.map((entry) => [entry.plugin, entry.because, placeText(entry.at)]),
    ),
    "",
  ].join("\n");
}

function decider({ answeredBy, decidedAt, steps }: Explanation): string {
  const where = decidedAt === undefined ? "" : `, decided by ${placeText(decidedAt)}`;
  if (answeredBy !== undefined) return `answered by ${answeredBy}${where}`;
  return steps.length === 0 ? "the server answered by itself" : `no plugin answered${where}`;
}

function dispatchRow(line: DispatchLine): readonly string[] {
  return [zoneText(line), line.match, placeText(line.at)];
}

/** The way down: a plugin each, those that it called indented below it, with what it noted. */
function downRows({ step, depth, behind, isFirst }: TraceRow): readonly (readonly string[])[] {
  const indent = "  ".repeat(depth);
  const said = [
    step.reason?.sentence,
    writeChange(step),
    step.upstream === undefined ? undefined : `asked ${step.upstream}`,
  ];
  const sentence = said.filter((part) => part !== undefined).join("; ");
  const own = [`${indent}${step.plugin}`, step.verdict, placeText(step.rule ?? step.at), milliseconds(step.tookMicros)];
  const notes = step.notes.map(({ reason, rule }) => [
    "",
    "",
    rule === undefined ? "" : placeText(rule),
    "",
    reason.sentence,
  ]);
  const heading =
    isFirst && behind !== undefined ? [[`${indent}${innerHeading(behind)}`, "", "", "", aboutInner(behind)]] : [];
  return [...heading, [...own, sentence], ...notes];
}

/** What a nested question is: one to an own listener, or a look-up. */
export function innerHeading({ lookUp, listener }: NonNullable<TraceRow["behind"]>): string {
  return lookUp === undefined ? `at ${listener}` : `look-up of ${lookUp}`;
}

function aboutInner({ explanation }: NonNullable<TraceRow["behind"]>): string {
  return explanation === undefined ? "" : `this Corefile itself: ${explanation.inWords}`;
}

/** The way up: who did something to the reply, the innermost first, and each record that it changed. */
function upRows({ step: { plugin, at, back } }: TraceRow): readonly (readonly string[])[] {
  if (back === undefined) return [];
  const { verdict, reason, rule, changes } = back;
  const own = [plugin, verdict, placeText(rule ?? at), reason?.sentence ?? ""];
  const shown = changes.slice(0, MAX_CHANGES).map((one) => ["", "", "", changeText(one)]);
  const more = changes.length - shown.length;
  return [own, ...shown, ...(more > 0 ? [["", "", "", `${more} more changes`]] : [])];
}

/** What a step changed of the question, on one line; undefined when it did not. */
export function writeChange({ before, after }: Pick<Step, "before" | "after">): string | undefined {
  return before === undefined && after === undefined ? undefined : `${before ?? "nothing"} → ${after ?? "nothing"}`;
}

/** Says of a counterfactual that it is one. */
export function whatIf({ plugin, at }: Counterfactual): string {
  return `Counterfactual: what if the question came to ${plugin} (${placeText(at)}): the plugins before it are left out.`;
}

/** A place as compilers write it: `Corefile:3:5`. */
export function placeText({ file, start }: Range): string {
  return `${file}:${start.line}:${start.column}`;
}

function milliseconds(micros: number): string {
  return `${(micros / 1000).toFixed(micros < 10_000 ? 2 : 0)} ms`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

function onOneLine(cell: string): string {
  return cell.replace(/\s*\n\s*/g, " ");
}
