/** Making a reply fit the size that the client takes (RFC 1035 section 4.2.1, RFC 2181 section 9). */
import type { Message, ResourceRecord } from "../message/message.ts";
import { isSigned } from "../message/signed.ts";
import { ednsLength, measureQuestions, measureRecord, messageLength } from "./length.ts";
import type { LengthMeter } from "./meter.ts";

/** A reply that fits, and whether its names must be compressed for that. */
export interface Truncated {
  readonly message: Message;
  readonly compress: boolean;
}

/**
 * Cuts off records behind the first that does not fit, section by section, and sets TC then. A message that fits
 * without compression is not compressed. The OPT record always stays, behind all others; a signed message is left alone, and `compress`
 * is what it was, as CoreDNS has it.
 */
export function truncate(message: Message, size: number, compress = false): Truncated {
  if (isSigned(message)) return { message, compress };
  if (messageLength(message, false) <= size) return { message, compress: false };
  const room: Room = {
    limit: size - (message.edns === undefined ? 0 : ednsLength(message.edns)),
    meter: measureQuestions(message, true),
  };
  const answer = fitting(message.answer, room);
  const authority = fitting(message.authority, room);
  const additional = fitting(message.additional, room);
  const cut =
    answer.length < message.answer.length ||
    authority.length < message.authority.length ||
    additional.length < message.additional.length;
  const truncated = message.truncated || cut;
  const sections = { answer, authority, additional, ednsPlace: additional.length };
  return { message: { ...message, truncated, ...sections }, compress: true };
}

interface Room {
  readonly limit: number;
  readonly meter: LengthMeter;
}

/** The records that still fit; the first that does not leaves no room for anything behind it. */
function fitting(records: readonly ResourceRecord[], { limit, meter }: Room): readonly ResourceRecord[] {
  for (const [at, record] of records.entries()) {
    if (meter.length >= limit) return records.slice(0, at);
    measureRecord(record, meter);
    if (meter.length > limit) {
      meter.length = limit;
      return records.slice(0, at);
    }
  }
  return records;
}
