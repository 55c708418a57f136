/** What is done with a message before anybody reads it: only its header decides (miekg/dns, DefaultMsgAcceptFunc). */
import { Opcode } from "../dns/iana/opcode.ts";
import { Rcode } from "../dns/iana/rcode.ts";
import type { Message, Question } from "../dns/message/message.ts";
import { decodeHeader, decodeMessage, decodeQuestion, HEADER_OCTETS } from "../dns/wire/decode.ts";
import { WireError } from "../dns/wire/wire-error.ts";

/** `ignore`: no reply at all, because the message is a response or has no whole header. */
export type Acceptance = "accept" | "ignore" | "format error" | "not implemented";

const NONE: ReadonlySet<number> = new Set();

/** Decides by the header. `opcodes` are those beside QUERY and NOTIFY that a block of the listener takes. */
export function acceptance(bytes: Uint8Array, opcodes: ReadonlySet<number> = NONE): Acceptance {
  if (bytes.length < HEADER_OCTETS) return "ignore";
  const flags = bytes[2] ?? 0;
  if (flags >= 0x80) return "ignore";
  const opcode = (flags >> 3) & 0xf;
  const questions = count(bytes, 4);
  if (opcode !== Opcode.QUERY && opcode !== Opcode.NOTIFY) {
    if (!opcodes.has(opcode)) return "not implemented";
    return questions === 1 ? "accept" : "format error";
  }
  // NOTIFY may carry a SOA in the answer section (RFC 1996 section 3.7), IXFR one in the authority section (RFC 1995).
  const fits = questions === 1 && count(bytes, 6) <= 1 && count(bytes, 8) <= 1 && count(bytes, 10) <= 2;
  return fits ? "accept" : "format error";
}

function count(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
}

/** The message, or undefined for bytes that are none. */
export function readable(bytes: Uint8Array): Message | undefined {
  try {
    return decodeMessage(bytes);
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

/** Why a message was turned away. */
export type Rejection = "format error" | "not implemented" | "unreadable";

/**
 * The reply to a message that is not dispatched: its header's bits, and its question when that could be read before the
 * fault came (`unreadable`). Of a rejected opcode the opcode stays; all other replies say QUERY.
 */
export function rejectionReply(bytes: Uint8Array, rejection: Rejection): Message {
  const header = decodeHeader(bytes);
  const notImplemented = rejection === "not implemented";
  return {
    id: header.id,
    response: true,
    opcode: notImplemented ? header.opcode : Opcode.QUERY,
    authoritative: false,
    truncated: header.truncated,
    recursionDesired: header.recursionDesired,
    recursionAvailable: header.recursionAvailable,
    zero: false,
    authenticData: header.authenticData,
    checkingDisabled: header.checkingDisabled,
    rcode: notImplemented ? Rcode.NOTIMP : Rcode.FORMERR,
    question: rejection === "unreadable" ? readableQuestion(bytes) : [],
    answer: [],
    authority: [],
    additional: [],
  };
}

function readableQuestion(bytes: Uint8Array): readonly Question[] {
  try {
    const read = decodeQuestion(bytes);
    return read === undefined ? [] : [read.question];
  } catch (error) {
    if (error instanceof WireError) return [];
    throw error;
  }
}
