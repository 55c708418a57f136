/** What readers of captures want of a DNS message, read in place. */
import { className } from "../dns/iana/class.ts";
import { rcodeText } from "../dns/iana/rcode.ts";
import { RRType, rrtypeName } from "../dns/iana/rrtype.ts";
import { decodeHeader, decodeQuestion } from "../dns/wire/decode.ts";
import { u16At } from "../dns/wire/octets.ts";
import { skipName } from "../dns/wire/skip-name.ts";
import { WireError } from "../dns/wire/wire-error.ts";
import type { SkipReason } from "./sink.ts";

/** A query, or the reply to one. */
export interface SeenMessage {
  readonly id: number;
  readonly isReply: boolean;
  readonly name: string;
  readonly type: string;
  readonly class: string;
  readonly do: boolean;
  /** The code, with its EDNS bits. */
  readonly rcode: string;
}

/** More records than any message has room for. */
const MOST_RECORDS = 8192;
/** After the owner name: type, class, TTL, length. */
const RECORD_OCTETS = 10;

/** Reads a message; why it is left out as text. Never throws. */
export function seenMessage(octets: Uint8Array): SeenMessage | SkipReason {
  try {
    const header = decodeHeader(octets);
    if (header.opcode !== 0 || header.questionCount !== 1)
      return header.questionCount > 1 ? "malformed" : "not a query";
    const read = decodeQuestion(octets);
    if (read === undefined) return "malformed";
    const { question, end } = read;
    const records = header.answerCount + header.authorityCount + header.additionalCount;
    const opt = optTtl(octets, end, Math.min(records, MOST_RECORDS));
    return {
      id: header.id,
      isReply: header.response,
      name: question.name,
      type: rrtypeName(question.type),
      class: className(question.class),
      do: (opt & 0x8000) !== 0,
      rcode: rcodeText(header.rcode | ((opt >>> 24) << 4)),
    };
  } catch (error) {
    if (error instanceof WireError) return "malformed";
    throw error;
  }
}

/** The TTL field of the OPT record; 0 without one, and where the records cannot be read up to it. */
function optTtl(octets: Uint8Array, start: number, records: number): number {
  let at = start;
  for (let left = records; left > 0 && at < octets.length; left--) {
    // The root alone is the owner of an OPT record.
    const isRoot = octets[at] === 0;
    const fields = nameEnd(octets, at);
    if (fields === undefined) return 0;
    if (isRoot && u16At(octets, fields) === RRType.OPT) {
      return ((u16At(octets, fields + 4) << 16) | u16At(octets, fields + 6)) >>> 0;
    }
    at = fields + RECORD_OCTETS + u16At(octets, fields + 8);
  }
  return 0;
}

function nameEnd(octets: Uint8Array, at: number): number | undefined {
  try {
    return skipName(octets, at);
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
