/** From bytes to messages (RFC 1035 section 4.1), as strict and as lenient as CoreDNS is. */
import { RRType } from "../iana/rrtype.ts";
import type { Edns, EdnsOption, Header, Message, Question, ResourceRecord } from "../message/message.ts";
import { codecOfType } from "../rdata/table.ts";
import { checkEdnsOption } from "./edns-check.ts";
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

function u16At(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
}

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
    if (error instanceof WireError) throw new WireError(error.message.replace("dns: ", ""), `bad question ${part}: `);
    throw error;
  }
}

/** Mutable while the message is being read. */
interface Reading {
  readonly reader: WireReader;
  edns: Edns | undefined;
  extendedRcode: number;
}

/**
 * Reads a whole message. Throws `WireError` and nothing else. Counts that are too large are no fault when the message
 * ends where a record could start; octets behind the last record are dropped.
 */
export function decodeMessage(bytes: Uint8Array): Message {
  needHeader(bytes);
  const reader = new WireReader(bytes, HEADER_OCTETS);
  const reading: Reading = { reader, edns: undefined, extendedRcode: 0 };
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
    rcode: (bits & 0xf) | reading.extendedRcode,
    question,
    answer,
    authority,
    additional,
    edns: reading.edns,
  };
}

function readQuestions(reader: WireReader, count: number): readonly Question[] {
  if (count === 0) return NONE;
  const questions = [readQuestion(reader)];
  while (questions.length < count) questions.push(readQuestion(reader));
  return questions;
}

function readRecords(reading: Reading, count: number, additional: boolean): readonly ResourceRecord[] {
  const { reader } = reading;
  if (count === 0 || reader.atEnd) return NONE;
  const records: ResourceRecord[] = [];
  for (let at = 0; at < count && !reader.atEnd; at++) {
    const record = readRecord(reading, additional);
    if (record !== undefined) records.push(record);
  }
  return records;
}

/** Reads a record; the OPT record of the additional section becomes the message's EDNS, the last one if many. */
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
  if (type === RRType.OPT && additional) readEdns(reading, recordClass, ttl);
  else record = { name, type, class: recordClass, ttl, rdata: readRdata(reader, type) };
  if (reader.offset !== end) throw new WireError("bad rdlength");
  reader.limit = messageEnd;
  return record;
}

/** The field in which a record's fixed part breaks off. */
function shortField(octets: number): string {
  return octets >= 4 && octets < 8 ? "uint32" : "uint16";
}

function readRdata(reader: WireReader, type: number): ResourceRecord["rdata"] {
  const start = reader.offset;
  const codec = codecOfType(type);
  if (codec === undefined && !reader.atEnd) checkTextless(reader, type);
  if (codec === undefined || reader.atEnd) return { kind: "UNKNOWN", data: reader.rest() };
  const rdata = codec.decode(reader);
  if (rdata !== undefined) return rdata;
  reader.offset = start;
  return { kind: "UNKNOWN", data: reader.rest() };
}

/** ANY and NXNAME have no RDATA; the options of an OPT record out of its place must be sound all the same. */
function checkTextless(reader: WireReader, type: number): void {
  if (type === RRType.ANY || type === RRType.NXNAME) throw new WireError("bad rdlength");
  if (type !== RRType.OPT) return;
  const start = reader.offset;
  readOptions(reader);
  reader.offset = start;
}

function readOptions(reader: WireReader): readonly EdnsOption[] {
  if (reader.atEnd) return NONE;
  const options: EdnsOption[] = [];
  while (!reader.atEnd) {
    reader.need(4, "opt");
    const code = reader.u16();
    const data = reader.take(reader.u16(), "opt");
    checkEdnsOption(code, data);
    options.push({ code, data });
  }
  return options;
}

function readEdns(reading: Reading, udpSize: number, ttl: number): void {
  const options = readOptions(reading.reader);
  reading.extendedRcode = (ttl >>> 24) << 4;
  reading.edns = {
    version: (ttl >>> 16) & 0xff,
    udpSize,
    dnssecOk: (ttl & 0x80_00) !== 0,
    z: ttl & 0x7f_ff,
    options,
  };
}
