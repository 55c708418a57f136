/** What autopath tried, told to those who watch. */
import { className } from "../../dns/iana/class.ts";
import { rcodeText } from "../../dns/iana/rcode.ts";
import { rrtypeName } from "../../dns/iana/rrtype.ts";
import type { Message } from "../../dns/message/message.ts";
import type { Why } from "../../explanation/why.ts";
import type { Range } from "../../text/position.ts";
import type { Tried } from "./search.ts";
import { words } from "./words.ts";

/** Notes one name. */
export function noteTried({ name, outcome }: Tried, why: Why): void {
  const rcode = rcodeText(outcome.reply?.message.rcode ?? outcome.rcode);
  why.note(outcome.reply === undefined ? words.triedInVain({ name, rcode }) : words.tried({ name, rcode }));
}

/** A name that is there. */
export interface FoundName {
  readonly asked: Message;
  readonly first: Tried;
  readonly tried: Tried;
  /** The reply as it goes back. */
  readonly under: Message;
  readonly rule: Range | undefined;
}

/** States that a name is there, and what became of its reply. */
export function explainFound({ asked, first, tried, under, rule }: FoundName, why: Why): void {
  const { name, outcome } = tried;
  if (tried === first) why.because("passed", words.foundFirst({ name }), { rule });
  else {
    const after = { ...asked, question: asked.question.map((question) => ({ ...question, name })) };
    const shown = { rule, before: questionText(asked), after: questionText(after) };
    why.because("changed", words.found({ name }), shown);
  }
  const reply = outcome.reply?.message;
  const [alias] = under.answer;
  if (reply === undefined || under === reply) return;
  if (under.answer.length === reply.answer.length || alias?.rdata.kind !== "CNAME")
    why.back("changed", words.nameBack());
  else why.back("changed", words.alias({ name: alias.name, target: alias.rdata.target }));
}

/** States that no name is there. */
export function explainNone(
  { first, count, rule }: Pick<FoundName, "first" | "rule"> & { count: number },
  why: Why,
): void {
  why.because("passed", words.none({ count }), { rule });
  if (first.outcome.reply !== undefined) why.back("changed", words.firstReply({ name: first.name }));
}

function questionText({ question }: Message): string {
  return question.map(({ name, class: of, type }) => `${name} ${className(of)} ${rrtypeName(type)}`).join(", ");
}
