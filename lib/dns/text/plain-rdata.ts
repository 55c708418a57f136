/** RDATA of plain lines, from text to wire format. Names are in lower case where CoreDNS has them so in its zones. */

import { readIpv6 } from "../../go/address.ts";
import { octetString } from "../../text/octets.ts";
import { RRType } from "../iana/rrtype.ts";
import { octetAt } from "../wire/octets.ts";
import { BACKSLASH, NEWLINE, QUOTE, RETURN } from "./characters.ts";
import { octetsIn, type PlainCursor } from "./plain-cursor.ts";
import { readDnskey, readDs, readNsec, readRrsig } from "./plain-dnssec.ts";
import { readU16 } from "./plain-numbers.ts";
import type { FilledOctets, PlainOrigin } from "./plain-origin.ts";

const DOT = 0x2e;
const COLON = 0x3a;
const MAX_STRING_OCTETS = 255;
const MAX_U16 = 0xff_ff;
const IPV4_FIELDS = 4;
const MAX_ADDRESS_CHARACTERS = 45;
/** Octets that stand for themselves in strings without quotes. */
const WORD_OCTETS = octetsIn(
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_*.:=+/,~@!#$%&'?^|<>[]{}`",
);
const ADDRESS_OCTETS = octetsIn("0123456789abcdefABCDEF:.");

/** What a line's RDATA is read with. */
export interface PlainRdata {
  readonly line: PlainCursor;
  readonly origin: PlainOrigin;
  readonly into: FilledOctets;
}

/** Reads RDATA up to the end of the line; false when it is not plain. */
export function readPlainRdata(type: number, source: PlainRdata): boolean {
  const { line, origin, into } = source;
  into.length = 0;
  switch (type) {
    case RRType.A:
      return readIpv4Into(line, into) && line.isOver();
    case RRType.AAAA:
      return readIpv6Into(line, into) && line.isOver();
    case RRType.NS:
    case RRType.CNAME:
      return origin.readWire(line, into, true) && line.isOver();
    case RRType.PTR:
      return origin.readWire(line, into, false) && line.isOver();
    case RRType.MX:
      return readU16(line, into) && origin.readWire(line, into, true) && line.isOver();
    case RRType.SRV:
      return (
        readU16(line, into) &&
        readU16(line, into) &&
        readU16(line, into) &&
        origin.readWire(line, into, false) &&
        line.isOver()
      );
    case RRType.TXT:
      return readStrings(line, into);
    case RRType.RRSIG:
      return readRrsig(source);
    case RRType.NSEC:
      return readNsec(source);
    case RRType.DS:
      return readDs(source);
    case RRType.DNSKEY:
      return readDnskey(source);
    default:
      return false;
  }
}

/** Reads dotted decimals up to the next blank or the end; false when they are none. */
export function readIpv4Into(line: PlainCursor, into: FilledOctets): boolean {
  const { octets, end } = line;
  let { at } = line;
  for (let field = 0; field < IPV4_FIELDS; field++) {
    let value = 0;
    const from = at;
    for (; at < end; at++) {
      const digit = octetAt(octets, at) - 0x30;
      if (digit < 0 || digit > 9) break;
      // No zero stands before other digits.
      if (at > from && value === 0) return false;
      value = value * 10 + digit;
    }
    if (at === from || at - from > 3 || value > 255) return false;
    into.octets[field] = value;
    if (field < IPV4_FIELDS - 1 && octets[at++] !== DOT) return false;
  }
  into.length = IPV4_FIELDS;
  line.at = at;
  return line.isWordOver();
}

/** Reads an IPv6 address up to the next blank or the end; false when it is none. */
export function readIpv6Into(line: PlainCursor, into: FilledOctets): boolean {
  const { octets, end, at: from } = line;
  let at = from;
  let hasColon = false;
  for (; at < end && ADDRESS_OCTETS[octetAt(octets, at)] === 1; at++) hasColon ||= octets[at] === COLON;
  line.at = at;
  if (!hasColon || at - from > MAX_ADDRESS_CHARACTERS || !line.isWordOver()) return false;
  const address = readIpv6(octetString(octets, from, at));
  if (address === undefined) return false;
  into.octets.set(address);
  into.length = address.length;
  return true;
}

/** One string or more with blanks between them, in quotes or not. */
function readStrings(line: PlainCursor, into: FilledOctets): boolean {
  for (;;) {
    const { octets } = line;
    const lengthAt = into.length;
    // A line may be longer than any RDATA.
    if (lengthAt + MAX_STRING_OCTETS + 1 > MAX_U16) return false;
    const isQuoted = octets[line.at] === QUOTE;
    let at = isQuoted ? line.at + 1 : line.at;
    const from = at;
    // What ends the line ends the string: it is plain neither in quotes nor without them.
    for (; at - from <= MAX_STRING_OCTETS; at++) {
      const octet = octetAt(octets, at);
      if (isQuoted ? !isPlainInQuotes(octet) : WORD_OCTETS[octet] !== 1) break;
      into.octets[lengthAt + 1 + at - from] = octet;
    }
    const length = at - from;
    if (length > MAX_STRING_OCTETS || (!isQuoted && length === 0)) return false;
    if (isQuoted && octets[at++] !== QUOTE) return false;
    into.octets[lengthAt] = length;
    into.length = lengthAt + 1 + length;
    line.at = at;
    if (!line.isWordOver()) return false;
    if (line.isOver()) return true;
  }
}

function isPlainInQuotes(octet: number): boolean {
  return octet !== QUOTE && octet !== BACKSLASH && octet !== NEWLINE && octet !== RETURN;
}
