/** Signatures of RRsets: RRSIG (RFC 4034 section 3) and its elder SIG (RFC 2535). */
import { algorithmByName } from "../iana/dnssec-algorithm.ts";
import { rrtypeByName, rrtypeName } from "../iana/rrtype.ts";
import { readUnsigned } from "../text/number.ts";
import { base64ToEnd, type NumberText, name, u8, u8As, u16, u16As, u32, u32As } from "./field-kinds.ts";
import { type RdataOf, row } from "./fields.ts";

const coveredType: NumberText = {
  read(text) {
    const upper = text.toUpperCase();
    return rrtypeByName(upper) ?? (upper.startsWith("TYPE") ? readUnsigned(text.slice(4), 0xff_ff) : undefined);
  },
  write: rrtypeName,
};

const algorithm: NumberText = {
  read: (text) => readUnsigned(text, 0xff) ?? algorithmByName(text),
  write: String,
};

const DATE = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/;
/** Serial numbers of time start again here (RFC 4034 section 3.1.5). */
const ERA = 0x80_00_00_00;

/** Reads YYYYMMDDHHmmSS as seconds since 1970; `undefined` when there is no such time. */
function readDate(text: string): number | undefined {
  const seconds = Date.parse(text.replace(DATE, "$1-$2-$3T$4:$5:$6Z")) / 1_000;
  // A day that its month does not have is one of the next month.
  if (writeDate(seconds) !== text) return undefined;
  const eras = Math.max(0, Math.trunc(seconds / ERA) - 1);
  return ((seconds - eras * ERA) % 0x1_00_00_00_00) >>> 0;
}

/** Seconds since 1970 as YYYYMMDDHHmmSS (RFC 4034 section 3.2). */
export function writeDate(seconds: number): string {
  const date = new Date(seconds * 1_000);
  const two = (part: number): string => String(part).padStart(2, "0");
  const year = String(date.getUTCFullYear()).padStart(4, "0");
  const day = `${year}${two(date.getUTCMonth() + 1)}${two(date.getUTCDate())}`;
  return `${day}${two(date.getUTCHours())}${two(date.getUTCMinutes())}${two(date.getUTCSeconds())}`;
}

const time: NumberText = {
  read: (text) => readDate(text) ?? readUnsigned(text, 0xff_ff_ff_ff),
  write: writeDate,
};

const fields = {
  typeCovered: u16As("Typecovered", coveredType),
  algorithm: u8As("Algorithm", algorithm),
  labels: u8("Labels"),
  originalTtl: u32("OrigTtl"),
  /** Seconds since 1970, modulo 2^32. */
  expiration: u32As("Expiration", time),
  /** Seconds since 1970, modulo 2^32. */
  inception: u32As("Inception", time),
  keyTag: u16("KeyTag"),
  signer: name("SignerName"),
  signature: base64ToEnd("Signature"),
};

/** The signature of an RRset. */
export const rrsig = row("RRSIG", fields);
/** The signature of a message (RFC 2931) or, once, of an RRset. CoreDNS calls it RRSIG in mistakes. */
export const sig = row("SIG", fields, "RRSIG");

export type RRSIG = RdataOf<typeof rrsig>;
export type SIG = RdataOf<typeof sig>;
