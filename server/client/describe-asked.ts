/** A question as it was sent, for people. */
import type { AskReply } from "../../lib/api/ask.ts";
import { className } from "../../lib/dns/iana/class.ts";
import { rrtypeName } from "../../lib/dns/iana/rrtype.ts";
import { isInternational } from "../../lib/dns/name/a-labels.ts";
import type { EncodedQuestion } from "./question.ts";

/** The question; with the name as it was typed when that went out in other letters. */
export function describeAsked(question: EncodedQuestion, typed: string): AskReply["asked"] {
  return {
    name: question.name,
    ...(isInternational(typed) && !typed.includes("\\") ? { typed } : {}),
    type: rrtypeName(question.type),
    class: className(question.class),
    wireHex: Buffer.from(question.wire).toString("hex"),
  };
}
