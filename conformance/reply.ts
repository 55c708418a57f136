/** Replies in the form of the recordings: codes and flags by name, records in presentation form. */
import type { Answer } from "./ask.ts";
import type { HttpsReply } from "./ask-https.ts";
import type { RecordedReply } from "./case.ts";
import { Cursor, Unreadable } from "./cursor.ts";
import { showRdata } from "./rdata.ts";
import { className, rcodeName, typeName, typeNumber } from "./registries.ts";
import { tsigError } from "./tsig.ts";

const HEADER_OCTETS = 12;
const UPDATE = 5;
const OPT = typeNumber("OPT");

const FLAGS = [
  ["QR", 0x80_00],
  ["AA", 0x04_00],
  ["TC", 0x02_00],
  ["RD", 0x01_00],
  ["RA", 0x00_80],
  ["AD", 0x00_20],
  ["CD", 0x00_10],
] as const;

/** What came back, as a recording has it. Throws `Unreadable` when the bytes are no message. */
export function showAnswer(answer: Answer): RecordedReply {
  if (answer.kind === "refusal") return { http: { ...showHttp(answer.http), body: answer.http.body.toString() } };
  const shown = answer.kind === "message" ? showMessage(answer.wire) : showTransfer(answer.wires);
  const http = answer.kind === "message" ? answer.http : undefined;
  return {
    ...shown,
    ...(http === undefined ? {} : { http: showHttp(http) }),
    ...(answer.forged === true ? { signature: "wrong" } : {}),
  };
}

function showTransfer(wires: readonly Buffer[]): RecordedReply {
  const messages = wires.map(readMessage);
  return {
    messages: messages.length,
    rcode: messages[0] === undefined ? null : rcodeOf(messages[0]),
    answer: messages.flatMap((message) => message.answer),
  };
}

/** The lines of an HTTP reply that say something about the message. */
function showHttp({ status, contentType, cacheControl }: HttpsReply): RecordedReply {
  return {
    status,
    ...(contentType === undefined ? {} : { content_type: contentType }),
    ...(cacheControl === undefined ? {} : { cache_control: cacheControl }),
  };
}

function showMessage(wire: Buffer): RecordedReply {
  const message = readMessage(wire);
  const { bits, question, answer, authority, additional, edns } = message;
  const signature = tsigError(wire);
  const flags = FLAGS.filter(([, bit]) => (bits & bit) !== 0).map(([name]) => name);
  return {
    rcode: rcodeOf(message),
    flags: flags.join(" "),
    question,
    answer,
    authority,
    additional: signature === undefined ? additional : additional.slice(0, -1),
    ...(edns === undefined ? {} : { edns: showEdns(edns) }),
    ...(signature === undefined ? {} : { tsig: { error: rcodeName(signature) } }),
  };
}

/** The OPT record, as it stands on the wire. */
interface Edns {
  readonly size: number;
  /** High bits of the return code, version and flags (RFC 6891 section 6.1.3). */
  readonly extended: number;
  readonly options: Cursor;
}

interface Message {
  readonly bits: number;
  readonly question: readonly string[];
  readonly answer: readonly string[];
  readonly authority: readonly string[];
  readonly additional: readonly string[];
  readonly edns: Edns | undefined;
}

/** Reads a message; octets after its last record count for nothing. */
function readMessage(wire: Buffer): Message {
  const header = new Cursor(wire, { at: 0, end: HEADER_OCTETS });
  header.number(2);
  const bits = header.number(2);
  const [questions = 0, answers = 0, authorities = 0, additionals = 0] = times(4, () => header.number(2));
  const cursor = new Cursor(wire, { at: HEADER_OCTETS, end: wire.length });
  const question = times(questions, () => readQuestion(cursor));
  // What made the recordings reads no reply to an update whose zone section asks for something else (RFC 2136 section 2.3).
  if (((bits >> 11) & 0xf) === UPDATE && question.some((text) => !text.endsWith(" SOA"))) throw new Unreadable();
  const answer = times(answers, () => readRecord(cursor));
  const authority = times(authorities, () => readRecord(cursor));
  const additional = times(additionals, () => readRecord(cursor));
  return {
    bits,
    question,
    answer: answer.filter(isShown),
    authority: authority.filter(isShown),
    additional: additional.filter(isShown),
    edns: additional.find((record): record is Edns => !isShown(record)),
  };
}

function times<T>(count: number, read: () => T): T[] {
  return Array.from({ length: count }, read);
}

function isShown(record: string | Edns): record is string {
  return typeof record === "string";
}

function readQuestion(cursor: Cursor): string {
  const name = cursor.name();
  const type = typeName(cursor.number(2));
  return `${name} ${className(cursor.number(2))} ${type}`;
}

/** `NAME TTL CLASS TYPE RDATA`, or the OPT record. */
function readRecord(cursor: Cursor): string | Edns {
  const name = cursor.name();
  const type = cursor.number(2);
  const rrclass = cursor.number(2);
  const ttl = cursor.number(4);
  const length = cursor.number(2);
  const rdata = new Cursor(cursor.wire, { at: cursor.at, end: cursor.at + length });
  cursor.take(length);
  if (type === OPT) return { size: rrclass, extended: ttl, options: rdata };
  return `${name} ${ttl} ${className(rrclass)} ${typeName(type)} ${showRdata(rdata, type, rrclass)}`;
}

function rcodeOf({ bits, edns }: Message): string {
  return rcodeName((bits & 0x0f) | ((edns === undefined ? 0 : edns.extended >>> 24) << 4));
}

function showEdns({ size, extended, options }: Edns): RecordedReply {
  const shown: string[] = [];
  while (!options.atEnd) {
    const code = options.number(2);
    shown.push(`${code}:${options.take(options.number(2)).toString("hex")}`);
  }
  return { version: (extended >>> 16) & 0xff, size, do: (extended & 0x80_00) !== 0, options: shown };
}
