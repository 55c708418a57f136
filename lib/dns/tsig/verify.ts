/** Whether a message is signed by who holds the key, and now (RFC 8945 section 5.2; miekg/dns, tsigVerify). */
import { Rcode } from "../iana/rcode.ts";
import { HEADER_OCTETS } from "../wire/decode.ts";
import { octetAt, u16At } from "../wire/octets.ts";
import { skipName } from "../wire/skip-name.ts";
import { type KeyRing, macOf } from "./keys.ts";
import type { TsigRecord } from "./signed-octets.ts";

/** A signed message: its octets, and its last record. */
interface SignedMessage {
  readonly wire: Uint8Array;
  readonly record: TsigRecord;
  /** The MAC of the request when it is a reply. */
  readonly prior?: Uint8Array;
}

/** What became of it: `verified`, or why not. */
export type Verification =
  | "verified"
  | "unknown key"
  | "no secret"
  | "unknown algorithm"
  | "wrong signature"
  | "wrong time"
  /** A message that says NOTAUTH itself, or whose other data are larger than CoreDNS has room for. */
  | "odd request";

/** What CoreDNS takes for a time of zero, and for a fudge of zero. */
const USUAL_FUDGE_SECONDS = 300;
/** Room that CoreDNS has for the fields of the record. */
const MOST_OCTETS = 4096;
const NOTAUTH_MASK = 0xf;

/** Looks at the signature first and at the time only when that is right (CVE-2017-3142). */
export function verifySigned(
  keys: KeyRing,
  { wire, record, prior = NOTHING }: SignedMessage,
  nowSeconds: number,
): Verification {
  const { rdata } = record;
  if ((octetAt(wire, 3) & NOTAUTH_MASK) === Rcode.NOTAUTH) return "odd request";
  if (rdata.other.length > MOST_OCTETS - record.name.length) return "odd request";
  const filled = filledIn(record, nowSeconds);
  const covered = { message: withoutLast(wire), record: filled, prior, timersOnly: false };
  const mac = macOf(keys, covered);
  if (typeof mac === "string") return mac;
  if (!isEqual(mac, rdata.mac)) return "wrong signature";
  return Math.abs(nowSeconds - filled.rdata.timeSigned) <= filled.rdata.fudge ? "verified" : "wrong time";
}

const NOTHING = new Uint8Array();

/** The record with the times that stand for zeros. */
export function filledIn(record: TsigRecord, nowSeconds: number): TsigRecord {
  const { timeSigned, fudge } = record.rdata;
  const times = { timeSigned: timeSigned || nowSeconds, fudge: fudge || USUAL_FUDGE_SECONDS };
  return { ...record, rdata: { ...record.rdata, ...times } };
}

/** A copy of the message without its last record. The message was read before, so that all its parts are there. */
function withoutLast(wire: Uint8Array): Uint8Array {
  let offset = HEADER_OCTETS;
  for (let questions = u16At(wire, 4); questions > 0; questions--) offset = skipName(wire, offset) + 4;
  let last = offset;
  for (let records = u16At(wire, 6) + u16At(wire, 8) + u16At(wire, 10); records > 0; records--) {
    if (offset >= wire.length) break;
    last = offset;
    offset = skipName(wire, offset);
    offset += 10 + u16At(wire, offset + 8);
  }
  const message = wire.slice(0, last);
  const count = u16At(wire, 10) - 1;
  message[10] = count >> 8;
  message[11] = count;
  return message;
}

/** Compares in a time that does not tell where the difference is. */
function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (const [at, octet] of one.entries()) difference |= octet ^ octetAt(other, at);
  return difference === 0;
}
