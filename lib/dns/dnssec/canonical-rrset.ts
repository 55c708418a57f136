/** RRsets as they are signed (RFC 4034 section 6): canonical names, original TTL, in the order of their RDATA. */

import { RRType } from "../iana/rrtype.ts";
import type { ResourceRecord } from "../message/message.ts";
import { MAX_NAME_OCTETS } from "../name/label.ts";
import { canonical, countLabels, labels, type Name } from "../name/name.ts";
import { encodeRdataInto } from "../rdata/encode.ts";
import { octetAt } from "../wire/octets.ts";
import { WireWriter } from "../wire/writer.ts";

/** Types in whose RDATA names are put in lower case (RFC 4034 section 6.2, RFC 6840 section 5.1). */
const LOWERED: ReadonlySet<number> = new Set([
  RRType.NS,
  RRType.MD,
  RRType.MF,
  RRType.CNAME,
  RRType.SOA,
  RRType.MB,
  RRType.MG,
  RRType.MR,
  RRType.PTR,
  RRType.MINFO,
  RRType.MX,
  RRType.RP,
  RRType.AFSDB,
  RRType.RT,
  RRType.SIG,
  RRType.PX,
  RRType.NAPTR,
  RRType.KX,
  RRType.SRV,
  RRType.DNAME,
]);

/** Writes names as they are, or in lower case; never compressed, and of any length, as CoreDNS does. */
export class CanonicalWriter extends WireWriter {
  lowers = false;

  override name(name: Name): void {
    super.name(this.lowers ? canonical(name) : name);
  }

  override compressedName(name: Name): void {
    this.name(name);
  }
}

/** What a signature says of the RRset that it covers. */
export interface Covering {
  /** Labels of the owner without a wildcard's asterisk. */
  readonly labels: number;
  readonly originalTtl: number;
}

interface Written {
  readonly octets: Uint8Array;
  readonly rdata: Uint8Array;
}

/** The octets of an RRset's records, one after the other; equal ones count once. Throws `WireError`. */
export function canonicalRrset(rrset: readonly ResourceRecord[], covering: Covering): Uint8Array {
  const written = rrset.map((record) => writeCanonical(record, covering));
  written.sort((a, b) => compareOctets(a.rdata, b.rdata));
  const writer = new CanonicalWriter();
  let before: Uint8Array | undefined;
  for (const { octets } of written) {
    if (before === undefined || compareOctets(before, octets) !== 0) writer.raw(octets);
    before = octets;
  }
  return writer.bytes.subarray(0, writer.offset);
}

function writeCanonical(record: ResourceRecord, { labels: count, originalTtl }: Covering): Written {
  const writer = new CanonicalWriter(new Uint8Array(MAX_NAME_OCTETS));
  writer.lowers = true;
  writer.name(signedOwner(record.name, count));
  writer.u16(record.type);
  writer.u16(record.class);
  writer.u32(originalTtl);
  const rdataAt = writer.startSized();
  writer.lowers = LOWERED.has(record.type);
  encodeRdataInto(writer, record);
  writer.endSized(rdataAt);
  const octets = writer.bytes.subarray(0, writer.offset);
  return { octets, rdata: octets.subarray(rdataAt) };
}

/** The owner, or the wildcard that it comes from, when it has more labels than the signature says. */
function signedOwner(owner: Name, count: number): Name {
  const all = countLabels(owner);
  if (all <= count) return owner;
  const rest = labels(owner)
    .slice(all - count)
    .join(".");
  return (count === 0 ? "*." : `*.${rest}.`) as Name;
}

/** Octet by octet; what is the start of another comes first. */
function compareOctets(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    const order = octetAt(a, at) - octetAt(b, at);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
