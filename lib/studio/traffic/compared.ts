/** The questions of a log beside what they get now. */
import { type AnswerState, answerState } from "../../traffic/answer-again.ts";
import type { CountedQuestion } from "../../traffic/question-table.ts";
import type { AnswerNow } from "./traffic-slice.ts";

const ORDER: Readonly<Record<AnswerState, number>> = { fails: 0, differs: 1, beyond: 2, same: 3 };

export interface ComparedQuestion {
  readonly question: CountedQuestion;
  readonly now: AnswerNow | undefined;
  readonly state: AnswerState;
}

/** Each question with its answer; what differs comes first, then the most asked. */
export function compared(
  questions: readonly CountedQuestion[],
  answers: readonly AnswerNow[],
): readonly ComparedQuestion[] {
  const all = questions.map((question, at): ComparedQuestion => {
    const now = answers[at];
    return { question, now, state: answerState(question.codes, now?.code) };
  });
  // Sorting keeps what is alike in its order: the most asked first.
  return all.sort((left, right) => ORDER[left.state] - ORDER[right.state]);
}

/** What it comes to, for people; `asked` are those that were asked. */
export function verdictOf(questions: readonly ComparedQuestion[], asked: number): string {
  if (asked === 0) return "Not asked yet.";
  const fails = questions.filter(({ state }) => state === "fails").length;
  const changed = fails + questions.filter(({ state }) => state === "differs").length;
  const of = `Of ${counted(asked, "question")}`;
  if (changed === 0) return `${of}, none would be answered differently.`;
  return `${of}, ${changed.toLocaleString("en")} would be answered differently; ${fails.toLocaleString("en")} of them would fail.`;
}

/** `1 query`, `12,000 queries`. */
export function counted(count: number, one: string, more = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : more}`;
}
