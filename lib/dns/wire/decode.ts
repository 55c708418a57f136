/** From bytes to messages (RFC 1035 section 4.1), as strict and as lenient as CoreDNS is. */
import { RRType } from "../iana/rrtype.ts";
import type { Edns, Header, Message, Question, ResourceRecord } from "../message/message.ts";
import { type Name, ROOT } from "../name/name.ts";
import { decodeRdata } from "../rdata/decode.ts";
import { ednsOptionOctets, readEdnsOptions } from "./edns-options.ts";
import { usualEdnsPlace } from "./edns-place.ts";
import { u16At } from "./octets.ts";
import { WireReader } from "./reader.ts";
import { WireError } from "./wire-error.ts";

/** Octets of a header. */
export const HEADER_OCTETS = 12;

/** The header with its four counts, as they came: a count may say more than the message holds. */
export interface WireHeader extends Header {
  readonly questionCount: number;
  readonly answerCount: number;
  readonly authorityCount: number;
  readonly additionalCount: number;
}

/** A question and the offset behind it. */
export interface WireQuestion {
  readonly question: Question;
  readonly end: number;
}

/** Octets of type, class, TTL and length of a record. */
const RECORD_OCTETS = 10;
const NONE: readonly never[] = [];
const HEADER_PARTS = ["id", "bits", "question count", "answer count", "ns count", "extra count"];

function needHeader(bytes: Uint8Array): void {
  if (bytes.length >= HEADER_OCTETS) return;
  throw new WireError("overflow unpacking uint16", `bad header ${HEADER_PARTS[bytes.length >> 1]}: `);
}

/** Reads the header alone; its RCODE has no EDNS bits. Throws `WireError` when there are less than twelve octets. */
export function decodeHeader(bytes: Uint8Array): WireHeader {
  needHeader(bytes);
  const bits = u16At(bytes, 2);
  return {
    id: u16At(bytes, 0),
    response: (bits & 0x80_00) !== 0,
    opcode: (bits >> 11) & 0xf,
    authoritative: (bits & 0x04_00) !== 0,
    truncated: (bits & 0x02_00) !== 0,
    recursionDesired: (bits & 0x01_00) !== 0,
    recursionAvailable: (bits & 0x80) !== 0,
    zero: (bits & 0x40) !== 0,
    authenticData: (bits & 0x20) !== 0,
    checkingDisabled: (bits & 0x10) !== 0,
    rcode: bits & 0xf,
    questionCount: u16At(bytes, 4),
    answerCount: u16At(bytes, 6),
    authorityCount: u16At(bytes, 8),
    additionalCount: u16At(bytes, 10),
  };
}

/** Reads the first question; `undefined` when nothing comes after the header. Throws `WireError` for a bad one. */
export function decodeQuestion(bytes: Uint8Array): WireQuestion | undefined {
  needHeader(bytes);
  if (bytes.length === HEADER_OCTETS || u16At(bytes, 4) === 0) return undefined;
  const reader = new WireReader(bytes, HEADER_OCTETS);
  const question = readQuestion(reader);
  return { question, end: reader.offset };
}

/** A question may end with the message behind any of its parts. */
function readQuestion(reader: WireReader): Question {
  let part = "name";
  try {
    const name = reader.name();
    part = "qtype";
    const type = reader.atEnd ? 0 : reader.u16();
    part = "qclass";
    return { name, type, class: reader.atEnd ? 0 : reader.u16() };
  } catch (error) {
    throw new WireError(WireError.caught(error).message.replace("dns: ", ""), `bad question ${part}: `);
  }
}

/** The questions before the first that cannot be read. Throws `WireError` when there is no header. */
export function decodeQuestions(bytes: Uint8Array): readonly Question[] {
  needHeader(bytes);
  const reader = new WireReader(bytes, HEADER_OCTETS);
  const questions: Question[] = [];
  try {
    while (questions.length < u16At(bytes, 4)) questions.push(readQuestion(reader));
    return questions;
  } catch (error) {
    return WireError.caught(error) && questions;
  }
}

/** Mutable while the message is being read. */
interface Reading {
  readonly reader: WireReader;
  /** The last OPT record of the additional section so far, with its TTL field and its place. */
  edns: Edns | undefined;
  ednsTtl: number;
  ednsPlace: number;
}

/**
 * Reads a whole message. Throws `WireError` and nothing else. Counts that are too large are no fault when the message
 * ends where a record could start; octets behind the last record are dropped.
 */
export function decodeMessage(bytes: Uint8Array): Message {
  needHeader(bytes);
  const reader = new WireReader(bytes, HEADER_OCTETS);
  const reading: Reading = { reader, edns: undefined, ednsTtl: 0, ednsPlace: 0 };
  let question: readonly Question[] = NONE;
  let answer: readonly ResourceRecord[] = NONE;
  let authority: readonly ResourceRecord[] = NONE;
  let additional: readonly ResourceRecord[] = NONE;
  if (!reader.atEnd) {
    question = readQuestions(reader, u16At(bytes, 4));
    answer = readRecords(reading, u16At(bytes, 6), false);
    authority = readRecords(reading, u16At(bytes, 8), false);
    additional = readRecords(reading, u16At(bytes, 10), true);
  }
  const bits = u16At(bytes, 2);
  return {
    id: u16At(bytes, 0),
    response: (bits & 0x80_00) !== 0,
    opcode: (bits >> 11) & 0xf,
    authoritative: (bits & 0x04_00) !== 0,
    truncated: (bits & 0x02_00) !== 0,
    recursionDesired: (bits & 0x01_00) !== 0,
    recursionAvailable: (bits & 0x80) !== 0,
    zero: (bits & 0x40) !== 0,
    authenticData: (bits & 0x20) !== 0,
    checkingDisabled: (bits & 0x10) !== 0,
    rcode: (bits & 0xf) | ((reading.ednsTtl >>> 24) << 4),
    question,
    answer,
    authority,
    additional,
    edns: reading.edns,
    ednsPlace: placeOf(reading, additional),
  };
}

/** The place of the OPT record where it is not where it is written anyway. */
function placeOf({ edns, ednsPlace }: Reading, additional: readonly ResourceRecord[]): number | undefined {
  return edns === undefined || ednsPlace === usualEdnsPlace(additional) ? undefined : ednsPlace;
}

function readQuestions(reader: WireReader, count: number): readonly Question[] {
  if (count === 0) return NONE;
  const questions = [readQuestion(reader)];
  while (questions.length < count) questions.push(readQuestion(reader));
  return questions;
}

function readRecords(reading: Reading, count: number, additional: boolean): readonly ResourceRecord[] {
  const { reader } = reading;
  if (count === 0) return NONE;
  const records: ResourceRecord[] = [];
  for (let at = 0; at < count && !reader.atEnd; at++) {
    const { edns, ednsTtl } = reading;
    const record = readRecord(reading, additional);
    if (record !== undefined) records.push(record);
    else {
      // Only the last OPT record is the message's; the one before it is a record like any.
      if (edns !== undefined) records.splice(reading.ednsPlace, 0, optRecord(edns, ednsTtl));
      reading.ednsPlace = records.length;
    }
  }
  return records;
}

/** Reads a record; undefined for an OPT record of the additional section, which becomes the message's EDNS. */
function readRecord(reading: Reading, additional: boolean): ResourceRecord | undefined {
  const { reader } = reading;
  const { bytes } = reader;
  const name = reader.name();
  if (reader.left < RECORD_OCTETS) throw new WireError(`overflow unpacking ${shortField(reader.left)}`);
  const start = reader.offset + RECORD_OCTETS;
  const type = u16At(bytes, start - 10);
  const recordClass = u16At(bytes, start - 8);
  const ttl = ((u16At(bytes, start - 6) << 16) >>> 0) + u16At(bytes, start - 4);
  const end = start + u16At(bytes, start - 2);
  const messageEnd = reader.limit;
  if (end > messageEnd) throw new WireError("overflowing header size");
  reader.offset = start;
  reader.limit = end;
  let record: ResourceRecord | undefined;
  if (type === RRType.OPT && additional) {
    reading.edns = readEdns(reader, { name, udpSize: recordClass, ttl });
    reading.ednsTtl = ttl;
  } else record = { name, type, class: recordClass, ttl, rdata: readRdata(reader, type) };
  if (reader.offset !== end) throw new WireError("bad rdlength");
  reader.limit = messageEnd;
  return record;
}

/** The field in which a record's fixed part breaks off. */
function shortField(octets: number): string {
  return octets < 4 || octets > 7 ? "uint16" : "uint32";
}

/** ANY and NXNAME have no RDATA; an OPT record out of its place is read as one in it. */
function readRdata(reader: WireReader, type: number): ResourceRecord["rdata"] {
  if (type === RRType.OPT) return { kind: "UNKNOWN", data: ednsOptionOctets(readEdnsOptions(reader)) };
  if (!reader.atEnd && (type === RRType.ANY || type === RRType.NXNAME)) throw new WireError("bad rdlength");
  return decodeRdata(reader, type);
}

interface OptHead {
  readonly name: Name;
  readonly udpSize: number;
  readonly ttl: number;
}

function readEdns(reader: WireReader, { name, udpSize, ttl }: OptHead): Edns {
  const edns = {
    version: (ttl >>> 16) & 0xff,
    udpSize,
    dnssecOk: (ttl & 0x80_00) !== 0,
    z: ttl & 0x7f_ff,
    options: readEdnsOptions(reader),
  };
  return name === ROOT ? edns : { ...edns, owner: name };
}

function optRecord({ owner, udpSize, options }: Edns, ttl: number): ResourceRecord {
  const rdata = { kind: "UNKNOWN", data: ednsOptionOctets(options) } as const;
  return { name: owner ?? ROOT, type: RRType.OPT, class: udpSize, ttl, rdata };
}
