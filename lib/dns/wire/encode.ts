/** From messages to bytes (RFC 1035 section 4.1), names compressed where CoreDNS compresses them. */
import { RRType } from "../iana/rrtype.ts";
import type { Edns, Message, ResourceRecord } from "../message/message.ts";
import { ROOT } from "../name/name.ts";
import { encodeRdataInto } from "../rdata/encode.ts";
import { HEADER_OCTETS } from "./decode.ts";
import { writeEdnsOptions } from "./edns-options.ts";
import { usualEdnsPlace } from "./edns-place.ts";
import { WireError } from "./wire-error.ts";
import { WireWriter } from "./writer.ts";

/** How a message is encoded. */
export interface EncodeOptions {
  /** True to compress names (section 4.1.4). */
  readonly compress?: boolean;
  /** Where to write; a message that does not fit goes into a buffer of its own. */
  readonly buffer?: Uint8Array;
}

const MAX_MESSAGE_OCTETS = 0xff_ff;
const scratch = new Uint8Array(MAX_MESSAGE_OCTETS);
const writer = new WireWriter(scratch);

/**
 * Encodes a message. The result is a view on `options.buffer` when the message fits there, else bytes of its own.
 * Throws `WireError` for what has no wire format, such as an extended RCODE without EDNS.
 */
export function encodeMessage(message: Message, options: EncodeOptions = {}): Uint8Array {
  const buffer = options.buffer ?? scratch;
  writer.reset(buffer, options.compress === true && isCompressible(message));
  writeMessage(message);
  const { bytes, offset } = writer;
  return bytes === scratch ? bytes.slice(0, offset) : bytes.subarray(0, offset);
}

/** With nothing but one question there is nothing to point to. */
function isCompressible({ question, answer, authority, additional }: Message): boolean {
  return answer.length + authority.length + additional.length > 0 || question.length > 1;
}

function writeMessage(message: Message): void {
  const { question, answer, authority, additional, edns } = message;
  if (message.rcode < 0 || message.rcode > 0xf_ff) throw new WireError("bad rcode");
  if (message.rcode > 0xf && edns === undefined) throw new WireError("bad extended rcode");
  writer.u16(message.id);
  writer.u16(flagBits(message));
  writer.u16(question.length);
  writer.u16(answer.length);
  writer.u16(authority.length);
  writer.u16(additional.length + (edns === undefined ? 0 : 1));
  for (const { name, type, class: questionClass } of question) {
    writer.compressedName(name);
    writer.u16(type);
    writer.u16(questionClass);
  }
  for (const record of answer) writeRecord(record);
  for (const record of authority) writeRecord(record);
  if (edns === undefined) {
    for (const record of additional) writeRecord(record);
    return;
  }
  const place = message.ednsPlace ?? usualEdnsPlace(additional);
  for (const record of additional.slice(0, place)) writeRecord(record);
  writeEdns(edns, message.rcode);
  for (const record of additional.slice(place)) writeRecord(record);
}

/** The second word of the header. */
function flagBits(message: Message): number {
  return (
    (message.response ? 0x80_00 : 0) |
    (message.opcode << 11) |
    (message.authoritative ? 0x04_00 : 0) |
    (message.truncated ? 0x02_00 : 0) |
    (message.recursionDesired ? 0x01_00 : 0) |
    (message.recursionAvailable ? 0x80 : 0) |
    (message.zero ? 0x40 : 0) |
    (message.authenticData ? 0x20 : 0) |
    (message.checkingDisabled ? 0x10 : 0) |
    (message.rcode & 0xf)
  );
}

function writeRecord(record: ResourceRecord): void {
  writer.compressedName(record.name);
  writer.u16(record.type);
  writer.u16(record.class);
  writer.u32(record.ttl);
  const start = writer.startSized();
  encodeRdataInto(writer, record);
  writer.endSized(start);
}

/** The OPT record (RFC 6891 section 6.1.2). */
function writeEdns(edns: Edns, rcode: number): void {
  writer.compressedName(edns.owner ?? ROOT);
  writer.u16(RRType.OPT);
  writer.u16(edns.udpSize);
  writer.u8(rcode >> 4);
  writer.u8(edns.version);
  writer.u16((edns.dnssecOk ? 0x80_00 : 0) | (edns.z & 0x7f_ff));
  const start = writer.startSized();
  writeEdnsOptions(writer, edns.options);
  writer.endSized(start);
}

/** Gives a message another ID, in place. */
export function patchId(bytes: Uint8Array, id: number): void {
  if (bytes.length < HEADER_OCTETS) throw new WireError("buffer size too small");
  bytes[0] = id >> 8;
  bytes[1] = id;
}
