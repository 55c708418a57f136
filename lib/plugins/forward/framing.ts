/**
 * Whether a reply can go to the client as the bytes that came: a walk over them that makes nothing. What it is not
 * sure of is left to the decoder.
 */
import { RRType } from "../../dns/iana/rrtype.ts";
import { HEADER_OCTETS } from "../../dns/wire/decode.ts";

/** What the walk found. */
export interface Framing {
  /**
   * `plain`: a message that any decoder takes, with the question asked. `framed`: its records follow each other to the
   * last octet, but what is in them was not looked at. `odd`: anything else.
   */
  readonly kind: "plain" | "framed" | "odd";
  /** The RCODE with the EDNS bits, when `plain`. */
  readonly rcode: number;
}

const RESPONSE = 0x80;
const MAX_POINTERS = 126;
const ODD: Framing = { kind: "odd", rcode: 0 };
const FRAMED: Framing = { kind: "framed", rcode: 0 };

function u16At(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

/** Walks a reply to `question`: the octets of a message with one question that was sent uncompressed. */
export function frame(reply: Uint8Array, question: Uint8Array): Framing {
  const length = reply.length;
  if (length < HEADER_OCTETS || ((reply[2] ?? 0) & RESPONSE) === 0 || u16At(reply, 4) !== 1) return ODD;
  const behindQuestion = endOfSameQuestion(reply, question);
  if (behindQuestion < 0) return ODD;
  const answers = u16At(reply, 6) + u16At(reply, 8);
  const records = answers + u16At(reply, 10);
  let rcode = (reply[3] ?? 0) & 0xf;
  let offset = behindQuestion;
  let isPlain = true;
  for (let record = 0; record < records; record++) {
    const owner = endOfName(reply, offset);
    if (owner < 0 || owner + 10 > length) return ODD;
    const start = owner + 10;
    const end = start + u16At(reply, owner + 8);
    if (end > length) return ODD;
    if (u16At(reply, owner) === RRType.OPT) {
      isPlain &&= record >= answers && reply[offset] === 0 && end === start && rcode <= 0xf;
      rcode |= (reply[owner + 4] ?? 0) << 4;
    } else isPlain &&= isPlainRdata(reply, u16At(reply, owner), { start, end });
    offset = end;
  }
  if (offset !== length) return ODD;
  return isPlain ? { kind: "plain", rcode } : FRAMED;
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
    default:
      return false;
  }
}
