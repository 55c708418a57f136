/** What stands in the editor's margin after a question: in which order lines acted, which one decided, which never did. */
import { type Explanation, NOT_REACHED } from "../../explanation/explanation.ts";
import { traceOf } from "../../explanation/trace.ts";
import type { Range } from "../../text/position.ts";

export interface LineMark {
  readonly file: string;
  readonly line: number;
  readonly kind: "acted" | "decided" | "rule" | "not-reached";
  /** The places in the order of acting that this line had, from 1; empty when it did not act. */
  readonly turns: readonly number[];
  /** The same sentences as in Why, one per turn. */
  readonly sentences: readonly string[];
  /** Index of the first step, to select it in Why. */
  readonly step: number | undefined;
  /** A word or two for the end of the line; only the decider has one. */
  readonly trailer?: string;
}

/** Marks per line; a line that acted twice has one mark with both turns. */
export function lineMarks(explanation: Explanation): readonly LineMark[] {
  const marks = new Map<string, LineMark>();
  const { down, decider } = traceOf(explanation);
  for (const { index, step } of down) {
    const isDecider = index === decider?.index;
    add(marks, step.at, {
      kind: isDecider ? "decided" : "acted",
      turns: [index + 1],
      sentences: [`${step.plugin} ${step.verdict}${step.reason ? `: ${step.reason.sentence}` : ""}`],
      step: index,
      ...(isDecider ? { trailer: `${step.verdict} ${explanation.reply.rcode}` } : {}),
    });
    if (step.rule !== undefined && !isSameLine(step.rule, step.at)) {
      add(marks, step.rule, {
        kind: "rule",
        turns: [index + 1],
        sentences: [`This line decided what ${step.plugin} did.`],
        step: index,
      });
    }
  }
  const chosen = explanation.dispatch.find(({ match }) => match === "longest match");
  if (chosen?.viewAt !== undefined) {
    const sentences = [`view ${chosen.view ?? ""} matched, so its block took the question`];
    add(marks, chosen.viewAt, { kind: "acted", turns: [], sentences, step: undefined });
  }
  for (const { plugin, at, because, inRequestPath } of explanation.notReached) {
    if (!inRequestPath) continue;
    const sentences = [`${plugin} ${NOT_REACHED}: ${because}`];
    add(marks, at, { kind: "not-reached", turns: [], sentences, step: undefined });
  }
  return [...marks.values()];
}

function add(marks: Map<string, LineMark>, at: Range, mark: Omit<LineMark, "file" | "line">): void {
  const key = `${at.file}\n${at.start.line}`;
  const before = marks.get(key);
  if (before === undefined) {
    marks.set(key, { file: at.file, line: at.start.line, ...mark });
    return;
  }
  const trailer = mark.trailer ?? before.trailer;
  marks.set(key, {
    ...before,
    kind: mark.kind === "decided" || before.kind === "not-reached" ? mark.kind : before.kind,
    turns: [...before.turns, ...mark.turns],
    sentences: [...before.sentences, ...mark.sentences],
    ...(trailer === undefined ? {} : { trailer }),
  });
}

const isSameLine = (a: Range, b: Range): boolean => a.file === b.file && a.start.line === b.start.line;
