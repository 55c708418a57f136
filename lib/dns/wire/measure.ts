/** What can be told of an encoded message by walking over it: no record is made, no string, no copy. */
import { RRType } from "../iana/rrtype.ts";
import { MAX_LABEL_OCTETS } from "../name/label.ts";
import { HEADER_OCTETS } from "./decode.ts";
import { octetAt, u16At } from "./octets.ts";

/** What a message's bytes say of it. */
export interface WireMeasure {
  /** Octets as `messageLength` counts them without compression. */
  readonly octets: number;
  /** The RCODE with its EDNS bits. */
  readonly rcode: number;
}

/** For types whose RDATA may hold compressed names: the octets before the first name, how many names, the octets behind. */
const NAMES_IN_RDATA: ReadonlyMap<number, readonly [number, number, number]> = new Map([
  [RRType.NS, [0, 1, 0]],
  [RRType.CNAME, [0, 1, 0]],
  [RRType.PTR, [0, 1, 0]],
  [RRType.DNAME, [0, 1, 0]],
  [RRType.SOA, [0, 2, 20]],
  [RRType.MX, [2, 1, 0]],
  [RRType.SRV, [6, 1, 0]],
]);

/** Types whose RDATA CoreDNS counts as it stands. */
const PLAIN: ReadonlySet<number> = new Set([RRType.A, RRType.AAAA, RRType.OPT]);

/** A pointer to the message's first octet (RFC 1035 section 4.1.4). */
const FIRST_POINTER = 0xc0_00;

/** Where the walk stands, and what it has counted. */
interface Walk {
  offset: number;
  octets: number;
}

/**
 * Measures a message; undefined when a record of another type is in it, whose length CoreDNS counts in a way of its own,
 * or when the bytes are no message: decode it then.
 */
export function measureWire(bytes: Uint8Array): WireMeasure | undefined {
  const walk: Walk = { offset: HEADER_OCTETS, octets: HEADER_OCTETS };
  for (let left = u16At(bytes, 4); left > 0; left--) {
    if (!skipName(bytes, walk)) return undefined;
    walk.offset += 4;
    walk.octets += 4;
  }
  let rcode = octetAt(bytes, 3) & 0xf;
  for (let left = u16At(bytes, 6) + u16At(bytes, 8) + u16At(bytes, 10); left > 0; left--) {
    if (!skipName(bytes, walk)) return undefined;
    const type = u16At(bytes, walk.offset);
    if (type === RRType.OPT) rcode |= octetAt(bytes, walk.offset + 4) << 4;
    const length = u16At(bytes, walk.offset + 8);
    walk.offset += 10;
    walk.octets += 10;
    if (walk.offset + length > bytes.length || !skipRdata(bytes, walk, { type, length })) return undefined;
  }
  return walk.offset === bytes.length ? { octets: walk.octets, rcode } : undefined;
}

function skipRdata(bytes: Uint8Array, walk: Walk, { type, length }: { type: number; length: number }): boolean {
  const end = walk.offset + length;
  if (PLAIN.has(type)) {
    walk.offset = end;
    walk.octets += length;
    return true;
  }
  const form = NAMES_IN_RDATA.get(type);
  if (form === undefined) return false;
  const [before, names, behind] = form;
  walk.offset += before;
  walk.octets += before + behind;
  for (let name = 0; name < names; name++) if (!skipName(bytes, walk)) return false;
  walk.offset += behind;
  return walk.offset === end;
}

/** Goes behind a name, and counts it with what its pointers lead to. */
function skipName(bytes: Uint8Array, walk: Walk): boolean {
  let at = walk.offset;
  let behind: number | undefined;
  for (;;) {
    const octet = bytes[at] ?? NaN;
    if (octet === 0) break;
    if (octet <= MAX_LABEL_OCTETS) {
      walk.octets += octet + 1;
      at += octet + 1;
      continue;
    }
    const target = u16At(bytes, at) - FIRST_POINTER;
    // Pointers lead back; one that does not is for the decoder to judge, and so is what is neither label nor pointer.
    if (target < 0 || target >= at) return false;
    behind ??= at + 2;
    at = target;
  }
  walk.octets += 1;
  walk.offset = behind ?? at + 1;
  return true;
}
