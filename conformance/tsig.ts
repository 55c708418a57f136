/** Signs questions and checks the signatures of replies (RFC 8945), with code that is not the engine's own. */
import { createHmac } from "node:crypto";
import { Cursor } from "./cursor.ts";
import { typeNumber } from "./registries.ts";
import { encodeName, words } from "./words.ts";

/** A key as a case writes it, the secret in Base64; `time` is seconds since 1970 in the place of now. */
export interface CaseKey {
  readonly name: string;
  readonly secret: string;
  readonly algorithm?: string | undefined;
  readonly time?: number | undefined;
}

const FUDGE = 300;
const CLASS_ANY = 255;
const HEADER_OCTETS = 12;
const TSIG = typeNumber("TSIG");

/** What the signature of a message covers beside it. */
interface Covering {
  readonly prior: Buffer;
  readonly timersOnly: boolean;
}

/** The message with a TSIG record behind all others. */
export function signed(message: Buffer, key: CaseKey): Buffer {
  const algorithm = key.algorithm ?? "hmac-sha256.";
  const record: Tsig = {
    name: encodeName(key.name),
    algorithm: encodeName(algorithm),
    times: Buffer.concat([u48(key.time ?? Math.floor(Date.now() / 1000)), words(FUDGE)]),
    mac: Buffer.alloc(0),
    id: message.readUInt16BE(0),
    error: 0,
    other: Buffer.alloc(0),
  };
  const mac = macOf(key, { message, record }, { prior: Buffer.alloc(0), timersOnly: false });
  const rdata = Buffer.concat([record.algorithm, record.times, words(mac.length), mac, words(record.id, 0, 0)]);
  const counted = Buffer.from(message);
  counted.writeUInt16BE(message.readUInt16BE(10) + 1, 10);
  return Buffer.concat([counted, record.name, words(TSIG, CLASS_ANY, 0, 0, rdata.length), rdata]);
}

/** True when these replies to a signed request carry signatures and one of them is wrong. */
export function isForged(request: Buffer, replies: readonly Buffer[], key: CaseKey): boolean {
  let prior = lastTsig(request)?.record.mac ?? Buffer.alloc(0);
  for (const [index, reply] of replies.entries()) {
    const found = lastTsig(reply);
    if (found === undefined || found.record.mac.length === 0) continue;
    const mac = macOf(key, found, { prior, timersOnly: index > 0 });
    if (!mac.equals(found.record.mac)) return true;
    prior = found.record.mac;
  }
  return false;
}

/** The error of a message's TSIG record; undefined when it has none. */
export function tsigError(message: Buffer): number | undefined {
  return lastTsig(message)?.record.error;
}

interface Tsig {
  readonly name: Buffer;
  readonly algorithm: Buffer;
  /** The time and the fudge. */
  readonly times: Buffer;
  readonly mac: Buffer;
  readonly id: number;
  readonly error: number;
  readonly other: Buffer;
}

interface SignedMessage {
  /** Without the TSIG record. */
  readonly message: Buffer;
  readonly record: Tsig;
}

function macOf(key: CaseKey, { message, record }: SignedMessage, { prior, timersOnly }: Covering): Buffer {
  const [, hash = "sha256", cut] = /^hmac-(md5|sha\d+)(?:-(\d+))?/i.exec(key.algorithm ?? "hmac-sha256.") ?? [];
  const identified = Buffer.from(message);
  identified.writeUInt16BE(record.id, 0);
  const mac = createHmac(hash.toLowerCase(), Buffer.from(key.secret, "base64"));
  if (prior.length > 0) mac.update(words(prior.length)).update(prior);
  mac.update(identified);
  if (timersOnly) mac.update(record.times);
  else {
    mac
      .update(lower(record.name))
      .update(words(CLASS_ANY, 0, 0))
      .update(lower(record.algorithm))
      .update(record.times);
    mac.update(words(record.error, record.other.length)).update(record.other);
  }
  const whole = mac.digest();
  return cut === undefined ? whole : whole.subarray(0, Number(cut) / 8);
}

/** Letters of labels in lower case; lengths of labels are below all letters. */
function lower(name: Buffer): Buffer {
  return Buffer.from(name.map((octet) => (octet >= 0x41 && octet <= 0x5a ? octet + 0x20 : octet)));
}

function u48(seconds: number): Buffer {
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(seconds, 0, 6);
  return bytes;
}

function lastTsig(message: Buffer): SignedMessage | undefined {
  const count = (at: number): number => message.readUInt16BE(at);
  const cursor = new Cursor(message, { at: HEADER_OCTETS, end: message.length });
  for (let left = count(4); left > 0; left--) {
    cursor.name();
    cursor.take(4);
  }
  let start = cursor.at;
  let type = 0;
  for (let left = count(6) + count(8) + count(10); left > 0; left--) {
    start = cursor.at;
    cursor.name();
    type = cursor.number(2);
    cursor.take(6);
    cursor.take(cursor.number(2));
  }
  if (count(10) === 0 || type !== TSIG) return undefined;
  const stripped = Buffer.from(message.subarray(0, start));
  stripped.writeUInt16BE(count(10) - 1, 10);
  return { message: stripped, record: readTsig(message, start) };
}

function readTsig(message: Buffer, start: number): Tsig {
  const cursor = new Cursor(message, { at: start, end: message.length });
  const name = encodeName(cursor.name());
  cursor.take(10);
  const algorithm = encodeName(cursor.name());
  const times = cursor.take(8);
  const mac = cursor.take(cursor.number(2));
  const id = cursor.number(2);
  const error = cursor.number(2);
  return { name, algorithm, times, mac, id, error, other: cursor.take(cursor.number(2)) };
}
