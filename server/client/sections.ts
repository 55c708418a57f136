/**
 * The frame of a message: header, questions, and where each record's RDATA stands (RFC 1035 section 4.1). It reads the
 * bytes on its own, so that a fault of the engine's encoder cannot hide behind the same fault in its decoder.
 */
import { type Name, nameOfLabels } from "../../lib/dns/name/name.ts";
import { octetString } from "../../lib/text/octets.ts";

const HEADER_OCTETS = 12;

export interface FrameQuestion {
  readonly name: Name;
  readonly type: number;
  readonly class: number;
}

export interface FrameRecord extends FrameQuestion {
  readonly ttlSeconds: number;
  /** Where RDATA starts and ends in the message. */
  readonly start: number;
  readonly end: number;
}

export interface Frame {
  readonly wire: Uint8Array;
  readonly id: number;
  /** The second word of the header: QR, opcode, flags, RCODE. */
  readonly bits: number;
  readonly question: readonly FrameQuestion[];
  readonly answer: readonly FrameRecord[];
  readonly authority: readonly FrameRecord[];
  readonly additional: readonly FrameRecord[];
  /** Octets behind the last record; 0 in a good message. */
  readonly trailingOctets: number;
}

/** Bytes that are no message, with the reason and the place. */
export class UnreadableMessage extends Error {
  override readonly name = "UnreadableMessage";
}

/** Reads the frame. Throws `UnreadableMessage`. */
export function readFrame(wire: Uint8Array): Frame {
  if (wire.length < HEADER_OCTETS)
    throw new UnreadableMessage(`${wire.length} octets, but a header has ${HEADER_OCTETS}`);
  const cursor = { wire, at: HEADER_OCTETS };
  const count = (index: number): number => uint16At(wire, 4 + 2 * index);
  const records = (index: number): FrameRecord[] => Array.from({ length: count(index) }, () => readRecord(cursor));
  const question = Array.from({ length: count(0) }, () => readQuestion(cursor));
  const answer = records(1);
  const authority = records(2);
  const additional = records(3);
  const trailingOctets = wire.length - cursor.at;
  return {
    wire,
    id: uint16At(wire, 0),
    bits: uint16At(wire, 2),
    question,
    answer,
    authority,
    additional,
    trailingOctets,
  };
}

interface Cursor {
  readonly wire: Uint8Array;
  at: number;
}

function readQuestion(cursor: Cursor): FrameQuestion {
  const { name, next } = readNameAt(cursor.wire, cursor.at);
  cursor.at = next + 4;
  return { name, type: uint16At(cursor.wire, next), class: uint16At(cursor.wire, next + 2) };
}

function readRecord(cursor: Cursor): FrameRecord {
  const { name, type, class: rrclass } = readQuestion(cursor);
  const { wire, at } = cursor;
  const ttlSeconds = uint32At(wire, at);
  const start = at + 6;
  const end = start + uint16At(wire, at + 4);
  if (end > wire.length) throw new UnreadableMessage(`RDATA at octet ${start} goes past the end of the message`);
  cursor.at = end;
  return { name, type, class: rrclass, ttlSeconds, start, end };
}

/** Reads a name with its compression pointers, which must point backwards; gives the place behind it too. */
export function readNameAt(wire: Uint8Array, start: number): { readonly name: Name; readonly next: number } {
  const labels: string[] = [];
  let octets = 1;
  let next: number | undefined;
  let limit = start;
  for (let at = start; ; ) {
    const length = wire[at];
    if (length === undefined)
      throw new UnreadableMessage(`the name at octet ${start} goes past the end of the message`);
    if (length === 0) return { name: nameOfLabels(labels), next: next ?? at + 1 };
    if (length >= 0xc0) {
      const target = uint16At(wire, at) & 0x3f_ff;
      if (target >= limit)
        throw new UnreadableMessage(`the compression pointer at octet ${at} does not point backwards`);
      next ??= at + 2;
      limit = target;
      at = target;
      continue;
    }
    if (length > 63) throw new UnreadableMessage(`the label at octet ${at} has a reserved type`);
    octets += length + 1;
    if (octets > 255) throw new UnreadableMessage(`the name at octet ${start} is longer than 255 octets`);
    if (at + 1 + length > wire.length) throw new UnreadableMessage(`the label at octet ${at} goes past the end`);
    labels.push(octetString(wire, at + 1, at + 1 + length));
    at += 1 + length;
  }
}

/** A 16-bit number in network order. Throws `UnreadableMessage` past the end. */
export function uint16At(wire: Uint8Array, at: number): number {
  const high = wire[at];
  const low = wire[at + 1];
  if (high === undefined || low === undefined)
    throw new UnreadableMessage(`octet ${at} is past the end of the message`);
  return high * 0x1_00 + low;
}

/** A 32-bit number in network order. Throws `UnreadableMessage` past the end. */
export function uint32At(wire: Uint8Array, at: number): number {
  return uint16At(wire, at) * 0x1_00_00 + uint16At(wire, at + 2);
}
