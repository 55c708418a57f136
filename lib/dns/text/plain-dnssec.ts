/** RDATA of signed zones in plain lines, from text to wire format. Names keep their case, as CoreDNS leaves it in its zones. */
import { OCTET_VALUES, octetAt } from "../wire/octets.ts";
import { octetOf, windowOf } from "../wire/type-bitmap.ts";
import { SPACE, TAB } from "./characters.ts";
import type { PlainCursor } from "./plain-cursor.ts";
import { putU16, putU32, readU8, readU16, readU32 } from "./plain-numbers.ts";
import type { FilledOctets } from "./plain-origin.ts";
import type { PlainRdata } from "./plain-rdata.ts";
import { readPlainTime } from "./plain-time.ts";
import { readWord, typeOfWord } from "./plain-words.ts";

const MAX_RDATA_OCTETS = 0xff_ff;
const EQUALS = 0x3d;
const NO_DIGIT = 0xff;

/** The value of each digit of base64, and `NO_DIGIT` for all other octets. */
const BASE64 = digits("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
const HEX = digits("0123456789abcdef", "0123456789ABCDEF");

function digits(...alphabets: readonly string[]): Uint8Array {
  const values = new Uint8Array(OCTET_VALUES).fill(NO_DIGIT);
  for (const alphabet of alphabets) {
    for (let value = 0; value < alphabet.length; value++) values[alphabet.charCodeAt(value)] = value;
  }
  return values;
}

/** Reads the RDATA of a DS record; false when it is not plain. */
export function readDs({ line, into }: PlainRdata): boolean {
  return readU16(line, into) && readU8(line, into) && readU8(line, into) && readHexToEnd(line, into);
}

/** Reads the RDATA of a DNSKEY record; false when it is not plain. */
export function readDnskey({ line, into }: PlainRdata): boolean {
  return readU16(line, into) && readU8(line, into) && readU8(line, into) && readBase64ToEnd(line, into);
}

/** Reads the RDATA of an RRSIG record; false when it is not plain. */
export function readRrsig({ line, origin, into }: PlainRdata): boolean {
  const covered = readType(line);
  if (covered === undefined || !line.blanks()) return false;
  putU16(into, covered);
  return (
    readU8(line, into) &&
    readU8(line, into) &&
    readU32(line, into) &&
    readTime(line, into) &&
    readTime(line, into) &&
    readU16(line, into) &&
    origin.readWire(line, into, false) &&
    line.blanks() &&
    readBase64ToEnd(line, into)
  );
}

/** Reads the RDATA of an NSEC record; false when it is not plain. */
export function readNsec({ line, origin, into }: PlainRdata): boolean {
  return origin.readWire(line, into, false) && line.blanks() && readTypes(line, into);
}

function readType(line: PlainCursor): number | undefined {
  return typeOfWord(readWord(line));
}

/** One type or more in ascending order, as a bitmap (RFC 4034 section 4.1.2). */
function readTypes(line: PlainCursor, into: FilledOctets): boolean {
  const { octets } = into;
  let windowAt: number | undefined;
  let last = 0;
  do {
    const type = readType(line);
    if (type === undefined || type <= last) return false;
    const window = windowOf(type);
    if (windowAt === undefined || octets[windowAt] !== window) {
      windowAt = into.length;
      octets[into.length++] = window;
      octets[into.length++] = 0;
    }
    const place = windowAt + 2 + octetOf(type);
    while (into.length <= place) octets[into.length++] = 0;
    octets[place] = octetAt(octets, place) | (0x80 >> (type & 7));
    octets[windowAt + 1] = into.length - windowAt - 2;
    last = type;
  } while (!line.isOver());
  return true;
}

function readTime(line: PlainCursor, into: FilledOctets): boolean {
  const seconds = readPlainTime(line);
  if (seconds < 0 || !line.blanks()) return false;
  putU32(into, seconds);
  return true;
}

/** A digit or more with blanks anywhere between them, and padding behind the last if it needs some. */
function readBase64ToEnd(line: PlainCursor, into: FilledOctets): boolean {
  const { octets, end } = line;
  // A line may be longer than any RDATA.
  if (end - line.at > MAX_RDATA_OCTETS - into.length) return false;
  const to = into.octets;
  let { length } = into;
  let bits = 0;
  let count = 0;
  let padding = 0;
  for (let at = line.at; at < end; at++) {
    const octet = octetAt(octets, at);
    const value = octetAt(BASE64, octet);
    if (value === NO_DIGIT) {
      if (octet === EQUALS) padding++;
      else if (octet !== SPACE && octet !== TAB) return false;
      continue;
    }
    if (padding > 0) return false;
    bits = (bits << 6) | value;
    if ((++count & 3) !== 0) continue;
    to[length++] = bits >> 16;
    to[length++] = bits >> 8;
    to[length++] = bits;
  }
  const left = count & 3;
  if (count === 0 || left === 1 || padding !== ((4 - left) & 3)) return false;
  if (left > 1) to[length++] = left === 2 ? bits >> 4 : bits >> 10;
  if (left === 3) to[length++] = bits >> 2;
  into.length = length;
  return true;
}

/** Two digits or more with blanks anywhere between them. */
function readHexToEnd(line: PlainCursor, into: FilledOctets): boolean {
  const { octets, end } = line;
  if (end - line.at > MAX_RDATA_OCTETS - into.length) return false;
  let high = NO_DIGIT;
  const before = into.length;
  for (let at = line.at; at < end; at++) {
    const octet = octetAt(octets, at);
    if (octet === SPACE || octet === TAB) continue;
    const value = octetAt(HEX, octet);
    if (value === NO_DIGIT) return false;
    if (high === NO_DIGIT) {
      high = value;
      continue;
    }
    into.octets[into.length++] = (high << 4) | value;
    high = NO_DIGIT;
  }
  return high === NO_DIGIT && into.length > before;
}
