/** Queries that are made here, not received. */
import { Opcode } from "../iana/opcode.ts";
import { Rcode } from "../iana/rcode.ts";
import type { Message, Question } from "./message.ts";

/** A query with recursion desired and nothing else (RFC 1035 section 4.1). */
export function queryMessage(question: Question, id: number): Message {
  return {
    id,
    response: false,
    opcode: Opcode.QUERY,
    authoritative: false,
    truncated: false,
    recursionDesired: true,
    recursionAvailable: false,
    zero: false,
    authenticData: false,
    checkingDisabled: false,
    rcode: Rcode.NOERROR,
    question: [question],
    answer: [],
    authority: [],
    additional: [],
  };
}
