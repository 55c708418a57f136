/** An explanation as a list: nested steps flattened into a way down the chain and a way back up. */
import type { Explanation, Step } from "../chain/explanation.ts";
import type { Position, Range } from "../corefile/position.ts";

/** One row of the way. */
export interface TraceRow {
  /** Counts from 0 in the order in which the plugins acted; rows of the way up carry the number of their way down. */
  readonly index: number;
  readonly step: Step;
  /** How deep it is nested beyond a plain chain: 0 for the chain itself, more for a query that a plugin made of its own. */
  readonly depth: number;
}

export interface Trace {
  readonly down: readonly TraceRow[];
  /** Steps that touched the reply on its way back, the innermost first. */
  readonly up: readonly TraceRow[];
  /** The row that decided: the one that answered, blocked or failed last. */
  readonly decider: TraceRow | undefined;
}

/** Flattens an explanation. */
export function traceOf({ steps, answeredBy }: Explanation): Trace {
  const down: TraceRow[] = [];
  const walk = (list: readonly Step[], depth: number): void => {
    list.forEach((step, place) => {
      down.push({ index: down.length, step, depth: depth + (place > 0 ? 1 : 0) });
      walk(step.steps, depth + (place > 0 ? 1 : 0));
    });
  };
  walk(steps, 0);
  const up = down.filter(({ step }) => step.verdict === "changed the answer").reverse();
  return { down, up, decider: findDecider(down, answeredBy) };
}

function findDecider(rows: readonly TraceRow[], answeredBy: string | undefined): TraceRow | undefined {
  const ends = rows.filter(
    ({ step }) => step.verdict === "answered" || step.verdict === "blocked" || step.verdict === "failed",
  );
  return (
    ends.findLast(({ step }) => step.plugin === answeredBy) ??
    ends.at(-1) ??
    rows.findLast(({ step }) => step.plugin === answeredBy)
  );
}

/** A sentence with a capital at its start, unless it starts with a name: that of the plugin, of a file, of a zone. */
export function asSentence(text: string, plugin?: string): string {
  const [first = ""] = text.split(" ", 1);
  return first !== plugin && /^[a-z][a-z'-]*[,;]?$/.test(first) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** "Corefile:4:5", or without the column when it starts its line. */
export function writePlace({ file, start }: Range): string {
  return `${shortFile(file)}:${start.line}:${start.column}`;
}

/** The last part of a path, which is how people name a file. */
export function shortFile(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1);
}

/** The verdict in one sentence for people: what the line above the trace says. */
export function verdictSentence(explanation: Explanation): string {
  const { reply, dispatch, answeredBy } = explanation;
  const { decider, down } = traceOf(explanation);
  if (decider?.step.reason !== undefined) return decider.step.reason.sentence;
  if (dispatch.every(({ match }) => match !== "longest match") && down.length === 0) {
    return "No server block on this listener takes this name, so the server refused it.";
  }
  if (!reply.sent) return "No reply was sent.";
  if (answeredBy !== undefined) return `${answeredBy} made the answer.`;
  return `The chain ended without an answer, so the server replied ${reply.rcode}.`;
}

/** The whole explanation as plain text, for the clipboard. */
export function writeExplanation(explanation: Explanation): string {
  const { question, client, listener, dispatch, notReached, reply } = explanation;
  const trace = traceOf(explanation);
  const rows = trace.down.map(({ index, step, depth }) => {
    const sentence = step.reason === undefined ? "" : `  ${step.reason.sentence}`;
    return `${String(index + 1).padStart(3)}  ${"  ".repeat(depth)}${step.plugin.padEnd(14)} ${step.verdict.padEnd(20)} ${writePlace(step.at)}${sentence}`;
  });
  return [
    `${question.name} ${question.class} ${question.type} from ${client.address} over ${client.transport} at ${listener}`,
    `${reply.rcode}: ${verdictSentence(explanation)}`,
    "",
    "Server block",
    ...dispatch.map(
      ({ zone, match, at, view }) => `     ${zone}${view ? ` [view ${view}]` : ""}  ${match}  ${writePlace(at)}`,
    ),
    "",
    "Chain",
    ...rows,
    ...notReached.map(
      ({ plugin, because, at }) =>
        `  -  ${plugin.padEnd(14)} ${"not reached".padEnd(20)} ${writePlace(at)}  ${because}`,
    ),
    "",
  ].join("\n");
}

/** True when a place lies on a line of a file. */
export function isOnLine(range: Range, file: string, line: number): boolean {
  return range.file === file && range.start.line <= line && line <= endLine(range.start, range.end);
}

const endLine = (start: Position, end: Position): number =>
  end.column === 1 && end.line > start.line ? end.line - 1 : end.line;
