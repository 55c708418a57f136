/** An explanation as markdown, for a comment or an issue: the sentence first, then its tables. */
import { foldDispatch, zoneText } from "./dispatch-lines.ts";
import type { Explanation } from "./explanation.ts";
import { innerHeading, placeText, whatIf, writeChange } from "./explanation-text.ts";
import { changeText } from "./reply-changes.ts";
import { type TraceRow, traceOf } from "./trace.ts";

/** The whole text, ending in a line feed. */
export function writeMarkdown(explanation: Explanation): string {
  const { question, client, listener, reply, counterfactual, notReached, server = [] } = explanation;
  const { down, up } = traceOf(explanation);
  const { shown, words } = foldDispatch(explanation.dispatch);
  const answers = reply.answers === undefined ? "" : `, answers: ${reply.answers}`;
  const sent = reply.sent ? `${reply.rcode}${answers}` : "no reply";
  const asked = code(`${question.name} ${question.class} ${question.type}`);
  return [
    `### Why ${asked} gets ${code(sent)}`,
    ...(counterfactual === undefined ? [] : [text(whatIf(counterfactual))]),
    text(explanation.inWords),
    `Asked from ${code(client.address)} over ${client.transport.toUpperCase()} at ${code(listener)}.`,
    table(
      ["Server block", "Match", "Line"],
      shown.map((line) => [code(zoneText(line)), text(line.match), code(placeText(line.at))]),
    ),
    text(words),
    ...server.map(({ reason }) => `- ${text(reason.sentence)}`),
    table(["Down the chain", "Verdict", "Why", "Line"], down.map(downRow)),
    table(["On the way back", "Verdict", "What changed", "Line"], up.map(upRow)),
    table(
      ["Not reached", "Why", "Line"],
      notReached.map(({ plugin, because, at }) => [code(plugin), text(because), code(placeText(at))]),
    ),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .replaceAll(/^(- .*)\n\n(?=- )/gm, "$1\n")
    .concat("\n");
}

function downRow({ step, depth, behind, isFirst }: TraceRow): readonly string[] {
  const inner = isFirst && behind !== undefined ? [`${innerHeading(behind)} of this Corefile`] : [];
  const said = [
    ...inner,
    step.reason?.sentence ?? "",
    writeChange(step) ?? "",
    step.upstream === undefined ? "" : `asked ${step.upstream}`,
    ...step.notes.map(({ reason }) => reason.sentence),
  ];
  const indent = "↳ ".repeat(depth);
  const why = said.filter((part) => part !== "").map(text);
  return [`${indent}${code(step.plugin)}`, step.verdict, why.join("<br>"), code(placeText(step.rule ?? step.at))];
}

function upRow({ step: { plugin, at, back } }: TraceRow): readonly string[] {
  const changes = (back?.changes ?? []).slice(0, MOST_CHANGES).map((change) => code(changeText(change)));
  const said = [text(back?.reason?.sentence ?? ""), ...changes].filter((part) => part !== "");
  return [code(plugin), back?.verdict ?? "", said.join("<br>"), code(placeText(back?.rule ?? at))];
}

const MOST_CHANGES = 20;

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  return [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Words as they are: what markdown or HTML would take for its own is escaped. */
function text(words: string): string {
  return words.replaceAll(/\s*\n\s*/g, " ").replaceAll(/[\\`*_<>[\]|]/g, "\\$&");
}

/** Literal text; a longer fence than any within. */
function code(words: string): string {
  const plain = words.replaceAll(/\s*\n\s*/g, " ").replaceAll("|", "\\|");
  const longest = (plain.match(/`+/g) ?? []).reduce((most, { length }) => Math.max(most, length), 0);
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${plain}${fence}` : `${fence} ${plain} ${fence}`;
}
