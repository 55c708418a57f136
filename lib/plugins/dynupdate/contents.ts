/** Whether records make a dynamic zone, and the zone that they make (CoreDNS, validateRecords and build). */
import { Class } from "../../dns/iana/class.ts";
import { RRType, rrtypeName } from "../../dns/iana/rrtype.ts";
import { type CanonicalName, canonical, isAtOrBelow } from "../../dns/name/name.ts";
import { measureRecord } from "../../dns/wire/length.ts";
import { LengthMeter } from "../../dns/wire/meter.ts";
import { Zone } from "../../zone/zone.ts";
import { isOfSigning } from "./permission.ts";
import type { Records } from "./records.ts";

/** How large a zone may be. */
export interface Limits {
  readonly records: number;
  /** Octets of all records in wire format without compression. */
  readonly octets: number;
}

/** Octets of a record in wire format without compression. */
export function octetsOf(record: Records[number]): number {
  const meter = new LengthMeter(0, false);
  measureRecord(record, meter);
  return meter.length;
}

/** Which limit the records go beyond, in CoreDNS's words. */
export function beyondLimits(records: Records, limits: Limits): string | undefined {
  if (records.length > limits.records) return `zone exceeds max_records (${limits.records})`;
  let left = limits.octets;
  for (const record of records) {
    left -= octetsOf(record);
    if (left < 0) return `zone exceeds max_bytes (${limits.octets})`;
  }
  return undefined;
}

/** The first thing that a dynamic zone must not contain, in CoreDNS's words. */
export function invalid(records: Records, origin: CanonicalName): string | undefined {
  const typesOf = new Map<CanonicalName, Set<number>>();
  let soaCount = 0;
  for (const { name: owner, type, class: qclass, rdata } of records) {
    const name = canonical(owner);
    if (qclass !== Class.IN) return "zone contains a non-IN record";
    if (!isAtOrBelow(name, origin)) return "zone contains an out-of-zone record";
    if (isOfSigning(type)) return `zone contains unsupported RR type ${rrtypeName(type)}`;
    const types = typesOf.get(name) ?? new Set();
    const isConflict = type === RRType.CNAME ? types.size > 0 : types.has(RRType.CNAME);
    if (isConflict) return `zone contains CNAME data conflict at ${owner}`;
    typesOf.set(name, types.add(type));
    if (rdata.kind !== "SOA") continue;
    if (name !== origin) return "zone contains a non-apex SOA record";
    if (rdata.serial === 0) return "zone contains an SOA with serial zero";
    soaCount++;
  }
  if (soaCount === 0) return "zone has no SOA";
  return soaCount > 1 ? "zone contains more than one SOA record" : undefined;
}

/** A zone of these records, or why it is none. */
export function zoneOf(records: Records, origin: CanonicalName): Zone | string {
  const wrong = invalid(records, origin);
  if (wrong !== undefined) return wrong;
  const zone = new Zone(origin);
  for (const record of records) {
    const refused = zone.insert(record);
    if (refused !== undefined) return refused;
  }
  return zone;
}
