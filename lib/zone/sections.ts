/** The records beside an answer: SOA and NS of the apex, glue, addresses of targets, proofs that something is not there. */
import { RRType } from "../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../dns/message/message.ts";
import { type CanonicalName, canonical, isAtOrBelow, type Name, parentOf, ROOT } from "../dns/name/name.ts";
import type { LookupResult } from "./answer.ts";
import { recordsOf, signaturesOf, type Zone, type ZoneNode } from "./zone.ts";

const ADDRESS_TYPES = [RRType.A, RRType.AAAA] as const;

/** The SOA record, with its signatures when DNSSEC records are wanted. */
export function soaOf(zone: Zone, dnssecOk: boolean): readonly ResourceRecord[] {
  const { soa, soaSignatures } = zone.apex;
  if (soa === undefined) return [];
  return dnssecOk ? [soa, ...soaSignatures] : [soa];
}

/** The apex's NS records, with their signatures when DNSSEC records are wanted. */
export function nsOf(zone: Zone, dnssecOk: boolean): readonly ResourceRecord[] {
  const { ns, nsSignatures } = zone.apex;
  return dnssecOk ? [...ns, ...nsSignatures] : ns;
}

/** SOA for a denial (RFC 2308 section 3), NS otherwise. */
export function authorityFor(zone: Zone, result: LookupResult, dnssecOk: boolean): readonly ResourceRecord[] {
  return result === "name error" || result === "no data" ? soaOf(zone, dnssecOk) : nsOf(zone, dnssecOk);
}

/** Addresses of name servers that lie below the name that they serve. */
export function glueFor(zone: Zone, ns: readonly ResourceRecord[], dnssecOk: boolean): readonly ResourceRecord[] {
  return ns.flatMap(({ name, rdata }) =>
    rdata.kind === "NS" && isAtOrBelow(canonical(rdata.target), canonical(name))
      ? addressesOf(zone.node(canonical(rdata.target)), dnssecOk)
      : [],
  );
}

function addressesOf(node: ZoneNode | undefined, dnssecOk: boolean): ResourceRecord[] {
  if (node === undefined) return [];
  return ADDRESS_TYPES.flatMap((type) => [...recordsOf(node, type), ...(dnssecOk ? signaturesOf(node, type) : [])]);
}

/** Addresses of the zone's own names to which records of the answer point, each name once. */
export function additionalFor(
  zone: Zone,
  answer: readonly ResourceRecord[],
  dnssecOk: boolean,
): readonly ResourceRecord[] {
  let seen: Set<CanonicalName> | undefined;
  const additional: ResourceRecord[] = [];
  for (const record of answer) {
    const target = targetOf(record);
    if (target === undefined) continue;
    const key = canonical(target);
    if (!isAtOrBelow(key, zone.origin) || seen?.has(key) === true) continue;
    seen ??= new Set();
    seen.add(key);
    const node = zone.node(key);
    for (const type of ADDRESS_TYPES) {
      const addresses = recordsOf(node, type);
      // Unlike glue, signatures without what they sign stay away.
      const signatures = dnssecOk && addresses.length > 0 ? signaturesOf(node, type) : [];
      for (const record of addresses) additional.push(record);
      for (const record of signatures) additional.push(record);
    }
  }
  return additional;
}

function targetOf({ rdata }: ResourceRecord): Name | undefined {
  switch (rdata.kind) {
    case "SRV":
    case "SVCB":
    case "HTTPS":
      return rdata.target;
    case "MX":
      return rdata.exchange;
    default:
      return undefined;
  }
}

/** A name that is denied; `exists` when only the type is missing because it is an empty non-terminal. */
export interface Denied {
  readonly qname: CanonicalName;
  readonly dnssecOk: boolean;
  readonly exists: boolean;
}

/** The SOA, and with DNSSEC the NSEC records that cover the name and the wildcard (RFC 4035 section 3.1.3.2). */
export function denialFor(zone: Zone, { qname, dnssecOk, exists }: Denied): readonly ResourceRecord[] {
  const authority = soaOf(zone, dnssecOk);
  const cover = dnssecOk && zone.hasNsec ? zone.atOrBefore(qname) : undefined;
  if (cover === undefined) return authority;
  const covered = [...authority, ...nsecOf(cover)];
  const encloser = exists ? undefined : closestEncloser(zone, qname);
  if (encloser === undefined) return covered;
  const above = canonical(encloser.name);
  // At the root CoreDNS looks for `*..`, which comes before all names but the root.
  const wildcardCover = above === ROOT ? encloser : zone.atOrBefore(`*.${above}` as CanonicalName);
  // One record may cover both.
  if (wildcardCover === undefined || wildcardCover.name === cover.name) return covered;
  return [...covered, ...nsecOf(wildcardCover)];
}

function nsecOf(node: ZoneNode): readonly ResourceRecord[] {
  return [...recordsOf(node, RRType.NSEC), ...signaturesOf(node, RRType.NSEC)];
}

/** The longest name above `qname` that has a node (RFC 5155 section 1.3); CoreDNS passes over names of one label. */
function closestEncloser(zone: Zone, qname: CanonicalName): ZoneNode | undefined {
  let name = qname;
  for (let parent = parentOf(name); parent !== undefined && parent !== ROOT; parent = parentOf(name)) {
    const node = zone.node(name);
    if (node !== undefined) return node;
    name = parent;
  }
  return zone.node(zone.origin);
}
