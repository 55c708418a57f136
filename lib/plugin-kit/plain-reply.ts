/**
 * Whether a reply can go to the client as the bytes that came: a walk over them that makes nothing. What it is not
 * sure of is left to the decoder.
 */
import { RRType } from "../dns/iana/rrtype.ts";
import { HEADER_OCTETS } from "../dns/wire/decode.ts";

const RESPONSE = 0x80;
const MAX_POINTERS = 126;

function u16At(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

/**
 * The RCODE, with the EDNS bits, of a plain reply to `question`; undefined when the reply is anything else. Plain is what
 * any decoder takes, and what CoreDNS would write again octet for octet but for compression: the question that was asked,
 * records of common types to the last octet, and nothing in an OPT record. `question` are the octets of a message with
 * one question that was sent uncompressed.
 */
export function plainRcode(reply: Uint8Array, question: Uint8Array): number | undefined {
  const length = reply.length;
  if (length < HEADER_OCTETS || ((reply[2] ?? 0) & RESPONSE) === 0 || u16At(reply, 4) !== 1) return undefined;
  const answers = u16At(reply, 6) + u16At(reply, 8);
  const records = answers + u16At(reply, 10);
  let rcode = (reply[3] ?? 0) & 0xf;
  let offset = endOfSameQuestion(reply, question);
  let hasOpt = false;
  for (let record = 0; record < records && offset >= 0; record++) {
    const owner = endOfName(reply, offset);
    if (owner < 0 || owner + 10 > length) return undefined;
    const start = owner + 10;
    const end = start + u16At(reply, owner + 8);
    if (end > length) return undefined;
    if (u16At(reply, owner) === RRType.OPT) {
      if (hasOpt || record < answers || reply[offset] !== 0 || end !== start) return undefined;
      hasOpt = true;
      rcode |= (reply[owner + 4] ?? 0) << 4;
    } else if (!isPlainRdata(reply, u16At(reply, owner), { start, end })) return undefined;
    offset = end;
  }
  return offset === length ? rcode : undefined;
}

/** The offset behind the question when it is the one that was asked but for the case of its letters, else -1. */
function endOfSameQuestion(reply: Uint8Array, question: Uint8Array): number {
  const typeAt = endOfName(question, HEADER_OCTETS);
  const end = typeAt + 4;
  if (typeAt < 0 || end > reply.length) return -1;
  for (let at = HEADER_OCTETS; at < end; at++) {
    const asked = question[at] ?? 0;
    const came = reply[at] ?? 0;
    if (asked !== came && (at >= typeAt || lower(asked) !== lower(came))) return -1;
  }
  return end;
}

/** Lengths of labels are below the letters, so a whole name can be folded. */
function lower(octet: number): number {
  return octet >= 0x41 && octet <= 0x5a ? octet | 0x20 : octet;
}

/**
 * The offset behind a name whose pointers only lead back (RFC 1035 section 4.1.4), that is not too long and stays before
 * `limit`, else -1.
 */
function endOfName(bytes: Uint8Array, start: number, limit: number = bytes.length): number {
  let end = -1;
  let octets = 1;
  let pointers = 0;
  for (let at = start; ; ) {
    const octet = at < limit ? bytes[at] : undefined;
    if (octet === undefined || octets > 255) return -1;
    if (octet === 0) return end < 0 ? at + 1 : end;
    if (octet <= 0x3f) {
      octets += octet + 1;
      at += octet + 1;
      continue;
    }
    const target = u16At(bytes, at) & 0x3f_ff;
    if (octet < 0xc0 || at + 2 > limit || target >= at || target < HEADER_OCTETS || ++pointers > MAX_POINTERS)
      return -1;
    if (end < 0) end = at + 2;
    at = target;
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** True for the common types when nothing in their data can be wrong. */
function isPlainRdata(bytes: Uint8Array, type: number, { start, end }: Span): boolean {
  switch (type) {
    case RRType.A:
      return end - start === 4;
    case RRType.AAAA:
      return end - start === 16;
    case RRType.NS:
    case RRType.CNAME:
    case RRType.PTR:
      return endOfName(bytes, start, end) === end;
    case RRType.MX:
      return end - start > 2 && endOfName(bytes, start + 2, end) === end;
    case RRType.SOA: {
      const mailbox = endOfName(bytes, start, end);
      return mailbox > 0 && endOfName(bytes, mailbox, end) === end - 20;
    }
    case RRType.TXT:
      return isStrings(bytes, start, end);
    case RRType.SRV:
      return end - start > 6 && endOfName(bytes, start + 6, end) === end;
    case RRType.DS:
    case RRType.DNSKEY:
      return end - start >= 4;
    case RRType.RRSIG:
      return end - start > 18 && endOfName(bytes, start + 18, end) > 0;
    default:
      return false;
  }
}

/** One or more character-strings that end where the RDATA ends. */
function isStrings(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at < end) at += 1 + (bytes[at] ?? 0);
  return at === end && end > start;
}
