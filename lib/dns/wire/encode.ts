/** From messages to bytes (RFC 1035 section 4.1), names compressed where CoreDNS compresses them. */
import { RRType } from "../iana/rrtype.ts";
import type { Edns, Message, ResourceRecord } from "../message/message.ts";
import { ROOT } from "../name/name.ts";
import { encodeRdataInto } from "../rdata/encode.ts";
import { HEADER_OCTETS } from "./decode.ts";
import { writeEdnsOptions } from "./edns-options.ts";
import { WireError } from "./wire-error.ts";
import { WireWriter } from "./writer.ts";

/** How a message is encoded. */
export interface EncodeOptions {
  /** True to compress names (section 4.1.4). */
  readonly compress?: boolean;
  /** Where to write; a message that does not fit goes into a buffer of its own. */
  readonly buffer?: Uint8Array;
}

const MAX_RDATA = 0xff_ff;
const scratch = new Uint8Array(0x1_00_00);
const writer = new WireWriter(scratch);

/**
 * Encodes a message. The result is a view on `options.buffer` when the message fits there, else bytes of its own.
 * Throws `WireError` for what has no wire format, such as an extended RCODE without EDNS.
 */
export function encodeMessage(message: Message, options: EncodeOptions = {}): Uint8Array {
  const buffer = options.buffer ?? scratch;
  const compress = (options.compress ?? false) && isCompressible(message);
  writer.reset(buffer, compress);
  writeMessage(message);
  const { bytes, offset } = writer;
  return bytes === scratch ? bytes.slice(0, offset) : bytes.subarray(0, offset);
}

/** With nothing but one question there is nothing to point to. */
function isCompressible({ question, answer, authority, additional }: Message): boolean {
  return question.length > 1 || answer.length > 0 || authority.length > 0 || additional.length > 0;
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
    writer.name(name, true);
    writer.u16(type);
    writer.u16(questionClass);
  }
  for (const record of answer) writeRecord(record);
  for (const record of authority) writeRecord(record);
  const place = edns === undefined ? -1 : placeOfEdns(message);
  for (let at = 0; at < additional.length; at++) {
    if (at === place && edns !== undefined) writeEdns(edns, message.rcode);
    const record = additional[at];
    if (record !== undefined) writeRecord(record);
  }
  if (place >= additional.length && edns !== undefined) writeEdns(edns, message.rcode);
}

/** Where the OPT record came, else behind all but a signature, which must be the last record (RFC 8945 section 5.1). */
function placeOfEdns({ additional, ednsPlace }: Message): number {
  if (ednsPlace !== undefined) return ednsPlace;
  const last = additional.length - 1;
  return additional[last]?.type === RRType.TSIG ? last : additional.length;
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
  writer.name(record.name, true);
  writer.u16(record.type);
  writer.u16(record.class);
  writer.u32(record.ttl);
  writer.u16(0);
  const start = writer.offset;
  encodeRdataInto(writer, record);
  const length = writer.offset - start;
  if (length > MAX_RDATA) throw new WireError("bad rdata");
  writer.setU16(start - 2, length);
}

/** The OPT record (RFC 6891 section 6.1.2). */
function writeEdns(edns: Edns, rcode: number): void {
  writer.name(edns.owner ?? ROOT, true);
  writer.u16(RRType.OPT);
  writer.u16(edns.udpSize);
  writer.u8(rcode >> 4);
  writer.u8(edns.version);
  writer.u16((edns.dnssecOk ? 0x80_00 : 0) | (edns.z & 0x7f_ff));
  writer.u16(0);
  const start = writer.offset;
  writeEdnsOptions(writer, edns.options);
  const length = writer.offset - start;
  if (length > MAX_RDATA) throw new WireError("bad rdata");
  writer.setU16(start - 2, length);
}

/** Gives a message another ID, in place. */
export function patchId(bytes: Uint8Array, id: number): void {
  if (bytes.length < HEADER_OCTETS) throw new WireError("buffer size too small");
  bytes[0] = id >> 8;
  bytes[1] = id;
}
