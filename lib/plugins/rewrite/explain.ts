/** Puts into words what the rules did, for those who watch. */
import type { Query } from "../../chain/query.ts";
import type { Why } from "../../chain/why.ts";
import type { Message } from "../../dns/message/message.ts";
import { writeMessage } from "../../dns/text/message.ts";
import { writeQuestion } from "../../dns/text/record.ts";
import type { Rule } from "./rule.ts";
import { words } from "./words.ts";

/** Notes a rule that is for the query. */
export function explainApplied({ kind, at }: Rule, why: Why): void {
  why.note({ words, code: "applied", facts: { field: kind, line: at.start.line }, rule: at });
}

/** A query before and after the rules. */
export interface Rewritten {
  readonly asked: Message;
  readonly query: Query;
  readonly rules: number;
}

/** States what became of the question. */
export function explainQuestion({ asked, query, rules }: Rewritten, why: Why): void {
  const before = questionText(asked);
  const after = questionText(query.request);
  if (before !== after) {
    why.because("changed the question", { words, code: "question", facts: { before, after }, before, after });
  } else if (asked.edns !== query.request.edns) {
    why.because("changed the question", { words, code: "options", facts: {} });
  } else why.because("passed on", { words, code: "noRule", facts: { count: rules, question: before } });
}

/** A reply before and after the rules. */
export interface RewrittenReply {
  readonly asked: Message;
  readonly query: Query;
  readonly before: Message;
  readonly after: Message;
}

/** States that the reply was changed, unless the question was: that says more. */
export function explainReply({ asked, query, before, after }: RewrittenReply, why: Why): void {
  if (questionText(asked) !== questionText(query.request) || asked.edns?.options !== query.request.edns?.options)
    return;
  const shown = { before: writeMessage(before), after: writeMessage(after) };
  if (shown.before === shown.after) why.because("passed on", { words, code: "nothingToDo", facts: {} });
  else why.because("changed the answer", { words, code: "reply", facts: {}, ...shown });
}

/** `name class type`, separated by spaces. */
function questionText({ question }: Message): string {
  const [first] = question;
  return first === undefined ? "" : writeQuestion(first).slice(1).replace(/\s+/g, " ");
}
