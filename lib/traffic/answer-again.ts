/** A question of a log asked again: what it gets now beside what it got then. */
import type { CodeCount } from "./question-row.ts";
import { NO_REPLY } from "./sink.ts";

/** What came of asking again. `same`: one of the codes of then, or none is known. `fails`: it got an answer then. */
export type AnswerState = "fails" | "differs" | "same" | "beyond";

/** Codes that tell what there is, and what there is not. */
const ANSWERS: ReadonlySet<string> = new Set(["NOERROR", "NXDOMAIN"]);

/** Compares; `now` is undefined where an upstream would have to be asked. */
export function answerState(then: readonly CodeCount[], now: string | undefined): AnswerState {
  if (now === undefined) return "beyond";
  if (then.length === 0 || then.some(({ code }) => code === now)) return "same";
  return !ANSWERS.has(now) && then.some(({ code }) => ANSWERS.has(code)) ? "fails" : "differs";
}

/** A code for people. */
export function codeText(code: string | undefined): string {
  if (code === undefined) return "not known";
  return code === NO_REPLY ? "no reply" : code;
}
