/** What becomes of zone text, of RDATA and of whole messages, in one text each, as the program wrote it that recorded them. */
import { Class } from "../iana/class.ts";
import { RRType } from "../iana/rrtype.ts";
import type { Edns, Message, ResourceRecord } from "../message/message.ts";
import { queryMessage } from "../message/query-message.ts";
import { type Name, ROOT, readName } from "../name/name.ts";
import { writeMessage } from "../text/message.ts";
import { writeRecord } from "../text/record.ts";
import { RecordReader } from "../text/record-reader.ts";
import { TextError } from "../text/text-error.ts";
import { decodeMessage } from "../wire/decode.ts";
import { encodeMessage } from "../wire/encode.ts";
import { messageLength } from "../wire/length.ts";
import { truncate } from "../wire/truncate.ts";
import { WireError } from "../wire/wire-error.ts";

const ORIGIN = readName("example.org.");
/** A reply without a question whose one answer is of the name `a.`, up to its type. */
const BEFORE_TYPE = "000080000000000100000000016100";
const BEFORE_RDATA = BEFORE_TYPE.length / 2 + 10;

const nameOf = (text: string): Name => readName(text) ?? ROOT;
const octetsOf = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (octet) => Number.parseInt(octet, 16));
const hexOf = (octets: Uint8Array): string =>
  Array.from(octets, (octet) => octet.toString(16).padStart(2, "0")).join("");

/** The records of a zone file `zones/db`, and what stops it. */
export function zoneOutcome(text: string): string {
  const reader = new RecordReader(text, { origin: ORIGIN, file: "zones/db", include: undefined });
  const lines: string[] = [];
  for (let next = reader.next(); next !== undefined; next = reader.next()) {
    lines.push(next instanceof TextError ? next.message : writeRecord(next));
    if (next instanceof TextError) break;
  }
  return lines.join("\n");
}

/** A type and RDATA in hexadecimal digits: the record as text, its RDATA written again with the length of the message, and compressed if that is shorter. */
export function rdataOutcome(given: string): string {
  const [type = "", rdata = ""] = given.split(" ");
  const length = (rdata.length / 2).toString(16).padStart(4, "0");
  const lines: string[] = [];
  return orError(lines, () => {
    const message = decodeMessage(octetsOf(`${BEFORE_TYPE}${type}000100000000${length}${rdata}`));
    lines.push(...message.answer.map(writeRecord));
    const plain = encodeMessage(message);
    lines.push(`${hexOf(plain.subarray(BEFORE_RDATA))} ${messageLength(message)}`);
    const compressed = encodeMessage(message, { compress: true });
    if (compressed.length !== plain.length)
      lines.push(`${hexOf(compressed.subarray(BEFORE_RDATA))} ${messageLength(message, true)}`);
  });
}

/** A message in hexadecimal digits: as text, and written again, with its computed length. */
export function messageOutcome(hex: string): string {
  const lines: string[] = [];
  return orError(lines, () => {
    const message = decodeMessage(octetsOf(hex));
    lines.push(writeMessage(message));
    for (const compress of [false, true])
      lines.push(`${hexOf(encodeMessage(message, { compress }))} ${messageLength(message, compress)}`);
  });
}

/**
 * A reply with so many pairs of MX records, each name met twice: how long it gets, and a sum over its octets. One for fewer
 * than 65536 octets has them in all sections, with an OPT record, and is cut to that size.
 */
export function manyOutcome(given: string): string {
  const [count = 0, size = 0] = given.split(" ").map(Number);
  const records: ResourceRecord[] = [];
  for (let at = 0; at < count; at++) {
    for (const owner of [at, count - at]) {
      const rdata = { kind: "MX", preference: at, exchange: nameOf(`t${at}.example.net.`) } as const;
      records.push({ name: nameOf(`o${owner}.example.org.`), type: RRType.MX, class: Class.IN, ttl: 60, rdata });
    }
  }
  const query = queryMessage({ name: nameOf("www.example.org."), type: RRType.A, class: Class.IN }, 1);
  const { message, compress } =
    size < 65_536
      ? truncate({ ...query, ...inSections(records, count), edns: EDNS }, size, true)
      : { message: { ...query, answer: records }, compress: true };
  const octets = encodeMessage(message, { compress });
  const sum = octets.reduce((before, octet, at) => (before * 31 + octet + at) % 1_000_003, 0);
  return `${octets.length} octets, sum ${sum}, counted ${messageLength(message, compress)}`;
}

const EDNS: Edns = { version: 0, udpSize: 1232, dnssecOk: false, z: 0, options: [] };

function inSections(records: readonly ResourceRecord[], count: number): Partial<Message> {
  const half = Math.floor(count / 2);
  return { answer: records.slice(0, half), authority: records.slice(half, count), additional: records.slice(count) };
}

function orError(lines: string[], task: () => void): string {
  try {
    task();
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    lines.push(error.message);
  }
  return lines.join("\n");
}
