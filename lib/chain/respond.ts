/** The start of every reply: what it repeats of the request (RFC 1035 section 4.1.1; CoreDNS, dns.Msg.SetReply). */
import { Opcode } from "../dns/iana/opcode.ts";
import { Rcode } from "../dns/iana/rcode.ts";
import type { Message } from "../dns/message/message.ts";

/** What a plugin says beyond the echo of the request. */
export type ReplyFields = Partial<Omit<Message, "id" | "opcode" | "response" | "question">>;

/** A reply to a request: its ID, opcode and first question, RD and CD for a QUERY, and the fields given. */
export function replyTo(request: Message, fields: ReplyFields = {}): Message {
  const query = request.opcode === Opcode.QUERY;
  return {
    id: request.id,
    response: true,
    opcode: request.opcode,
    authoritative: fields.authoritative ?? false,
    truncated: fields.truncated ?? false,
    recursionDesired: fields.recursionDesired ?? (query && request.recursionDesired),
    recursionAvailable: fields.recursionAvailable ?? false,
    zero: fields.zero ?? false,
    authenticData: fields.authenticData ?? false,
    checkingDisabled: fields.checkingDisabled ?? (query && request.checkingDisabled),
    rcode: fields.rcode ?? Rcode.NOERROR,
    question: request.question.length > 1 ? request.question.slice(0, 1) : request.question,
    answer: fields.answer ?? [],
    authority: fields.authority ?? [],
    additional: fields.additional ?? [],
    edns: fields.edns,
  };
}
