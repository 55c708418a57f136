/** What `corefile-studio log` prints. */
import { type AnswerState, codeText } from "../../lib/traffic/answer-again.ts";
import type { DecodedMessage } from "../../lib/traffic/decoded/message-table.ts";
import { FORMAT_WORDS, type TrafficFormat } from "../../lib/traffic/format.ts";
import type { CodeCount } from "../../lib/traffic/question-row.ts";
import type { CountedQuestion } from "../../lib/traffic/question-table.ts";
import { printable, printableJson, printableLine } from "../printable.ts";
import type { LogOptions } from "./log-options.ts";

/** A message with where the user finds what it is about. */
export interface PlacedMessage extends Omit<DecodedMessage, "about" | "groups" | "plugin"> {
  readonly places: readonly { readonly file: string; readonly line: number; readonly text: string }[];
}

/** A question that was asked again. */
export interface AskedAgain {
  readonly question: CountedQuestion;
  readonly state: AnswerState;
  /** The code now; undefined where an upstream would have to be asked. */
  readonly now: string | undefined;
}

export interface LogReport {
  readonly source: string;
  readonly format: TrafficFormat;
  readonly lines: number | undefined;
  /** Queries, each as often as it was asked. */
  readonly asked: number;
  readonly questions: readonly CountedQuestion[];
  readonly codes: readonly CodeCount[];
  readonly messages: readonly PlacedMessage[];
  readonly notes: readonly string[];
  /** The configuration that was asked; undefined when there was none. */
  readonly config: string | undefined;
  readonly again: readonly AskedAgain[];
}

/** The report in the format that was asked for. */
export function writeLogReport(report: LogReport, { format, top }: LogOptions): string {
  return format === "json" ? writeJson(report, top) : writeText(report, top);
}

function writeJson(report: LogReport, top: number): string {
  const { questions, again, ...rest } = report;
  const named = ({ question: { source: _, ...question }, now, state }: AskedAgain) => ({
    question,
    ...(now === undefined ? {} : { now }),
    state,
  });
  const asked = again.map(named);
  return `${printableJson({
    ...rest,
    questions: questions.length,
    top: questions.slice(0, top).map(({ source: _, ...question }) => question),
    again: {
      asked: again.length,
      same: again.filter(({ state }) => state === "same").length,
      beyond: again.filter(({ state }) => state === "beyond").length,
      changed: asked.filter(({ state }) => isChanged(state)),
    },
  })}\n`;
}

/** Whether the answer is another than in the log. */
export function isChanged(state: AnswerState): boolean {
  return state === "fails" || state === "differs";
}

function writeText(report: LogReport, top: number): string {
  const { source, format, lines, asked, questions, notes } = report;
  const size = lines === undefined ? "" : `${counted(lines, "line")}, `;
  const head = [
    `${source}: ${FORMAT_WORDS[format]}, ${size}${counted(asked, "query", "queries")} for ${counted(questions.length, "question")}`,
    ...notes.map((note) => `  ${note}`),
  ];
  const parts = [head, messageLines(report), questionLines(report, top), againLines(report)];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.map(printableLine).join("\n"))
    .join("\n\n")}\n`;
}

function messageLines({ messages }: LogReport): readonly string[] {
  if (messages.length === 0) return [];
  return [
    "What went wrong",
    ...messages.flatMap(({ count, meaning, advice, names, places, text }) => [
      `  ${count} × ${meaning}${names.length === 0 ? "" : ` (${names.join(", ")})`}`,
      ...places.map(({ file, line, text: words }) => `      ${file}:${line}: ${words}`),
      ...(advice === "" ? [] : [`      ${advice}`]),
      `      in the log: ${text}`,
    ]),
  ];
}

function questionLines({ questions, codes }: LogReport, top: number): readonly string[] {
  if (questions.length === 0 || top === 0) return [];
  const shown = questions.slice(0, top);
  const rest = questions.length - shown.length;
  return [
    `Asked most${codes.length === 0 ? "" : ` (replies: ${codes.map(({ code, count }) => `${codeText(code)} ${count}`).join(", ")})`}`,
    ...shown.map(
      (question) => `  ${String(question.count).padStart(7)}  ${questionText(question)}  ${codesText(question.codes)}`,
    ),
    ...(rest === 0 ? [] : [`  and ${rest} more`]),
  ];
}

function againLines({ config, again }: LogReport): readonly string[] {
  if (config === undefined || again.length === 0) return [];
  const of = (state: AnswerState): readonly AskedAgain[] => again.filter((one) => one.state === state);
  const fails = of("fails");
  const differs = of("differs");
  const beyond = of("beyond").length;
  const changed = fails.length + differs.length;
  const verdict =
    changed === 0
      ? "all are answered as before"
      : `${counted(changed, "question")} would be answered differently, ${fails.length} of them would fail`;
  return [
    `Asked again: ${counted(again.length - beyond, "question")} put to ${config}; ${verdict}`,
    ...[...fails, ...differs].map(
      ({ question, state, now }) =>
        `  ${state === "fails" ? "✗" : "≠"} ${questionText(question)}  ${codesText(question.codes)} → ${codeText(now)}  (${question.count} ×)`,
    ),
    ...(beyond === 0
      ? []
      : [`  ${counted(beyond, "question")} not compared: an upstream would have to be asked (--network)`]),
  ];
}

function questionText({ name, type, class: qclass, from, via }: CountedQuestion): string {
  const who = from === undefined ? "" : ` from ${from}`;
  return `${name} ${type}${qclass === undefined ? "" : ` ${qclass}`}${who}${via === "tcp" ? " over TCP" : ""}`;
}

function codesText(codes: readonly CodeCount[]): string {
  return codes.length === 0 ? "" : codes.map(({ code }) => codeText(code)).join(" or ");
}

function counted(count: number, one: string, more = `${one}s`): string {
  return printable(`${count} ${count === 1 ? one : more}`);
}
