/** Puts into words what the rules did, for those who watch. */
import type { Query } from "../../chain/query.ts";
import { rrtypeName } from "../../dns/iana/rrtype.ts";
import type { Message } from "../../dns/message/message.ts";
import { writeQuestion } from "../../dns/text/record.ts";
import { compareReplies } from "../../explanation/reply-changes.ts";
import type { Why } from "../../explanation/why.ts";
import type { Rule } from "./rule.ts";
import { words } from "./words.ts";

/** Notes a rule that is for the query. */
export function explainApplied({ kind, at }: Rule, why: Why): void {
  why.note(words.applied({ field: kind, line: at.start.line }), { rule: at });
  why.uses(at);
}

/** Notes a rule whose pattern would be for the name without its dot. */
export function explainMissed({ missesDot, at }: Rule, { qname }: Query, why: Why): void {
  if (missesDot?.(qname) !== true) return;
  why.note(words.finalDot({ line: at.start.line, name: qname.replace(/\.$/, "") }), { rule: at });
}

/** Notes that the rules behind this one are not tried. */
export function explainStop({ at }: Rule, why: Why): void {
  why.note(words.stops({ line: at.start.line }), { rule: at });
}

/** A query before and after the rules. */
export interface Rewritten {
  readonly asked: Message;
  readonly query: Query;
  readonly rules: number;
  /** True when rules for the reply wait for it. */
  readonly waits: boolean;
}

/** States what became of the question. */
export function explainQuestion({ asked, query, rules, waits }: Rewritten, why: Why): void {
  const before = questionText(asked);
  const after = questionText(query.request);
  if (before !== after) {
    const to = whatChanged(asked, query.request).to;
    why.because("changed", words.question({ before, after, to }), { before, after });
  } else if (asked.edns !== query.request.edns) {
    why.because("changed", words.options());
  } else if (waits) why.because("passed", words.forReply({ question: before }));
  else why.because("passed", words.noRule({ count: rules, question: before }));
}

/** A reply before and after the rules. */
export interface RewrittenReply {
  readonly before: Message;
  readonly after: Message;
}

/** States what became of the reply that came back. */
export function explainReply({ before, after }: RewrittenReply, why: Why): void {
  const changes = compareReplies(before, after);
  if (changes.length === 0) why.note(words.nothingToDo());
  else if (changes.every(({ part }) => part !== "question")) why.back("changed", words.reply());
  else {
    const { what } = whatChanged(before, after);
    const onlyQuestion = changes.length === 1 && before.answer.length > 0;
    why.back("changed", onlyQuestion ? words.questionBack({ what }) : words.putBack({ what }));
  }
}

/** The part of the question that differs, and what it is after the change. */
function whatChanged(before: Message, after: Message): { readonly what: string; readonly to: string } {
  const [one] = before.question;
  const [other] = after.question;
  if (one === undefined || other === undefined) return { what: "question", to: questionText(after) };
  const isSameName = one.name === other.name;
  if (!isSameName && one.type === other.type && one.class === other.class)
    return { what: "name", to: other.name === "." ? "." : other.name.replace(/\.$/, "") };
  if (isSameName && one.class === other.class) return { what: "type", to: `type ${rrtypeName(other.type)}` };
  return { what: "question", to: questionText(after) };
}

/** `name class type`, separated by spaces. */
function questionText({ question }: Message): string {
  const [first] = question;
  return first === undefined ? "" : writeQuestion(first).slice(1).replace(/\s+/g, " ");
}
