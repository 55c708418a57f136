/** A zone as it is transferred (RFC 5936): the one place where all records of a zone are walked for that. */
import type { ResourceRecord } from "../dns/message/message.ts";
import type { Zone } from "./zone.ts";

/**
 * All records in CoreDNS's order: the apex's SOA and NS with their signatures, then name by name in canonical order, and
 * the SOA once more. To a client whose serial is the zone's it is the SOA alone; 0 is no serial. Undefined without a SOA.
 */
export function transferOf(zone: Zone, serial: number): Iterable<readonly ResourceRecord[]> | undefined {
  const { soa, soaSignatures, ns, nsSignatures } = zone.apex;
  if (soa === undefined) return undefined;
  if (serial !== 0 && soa.rdata.serial === serial) return [[soa]];
  return wholeZone(zone, [soa, ...soaSignatures, ...ns, ...nsSignatures]);
}

function* wholeZone(
  zone: Zone,
  apex: readonly [ResourceRecord, ...ResourceRecord[]],
): Generator<readonly ResourceRecord[], void> {
  yield apex;
  for (const { records } of zone.walk()) yield [...records.values()].flat();
  yield apex.slice(0, 1);
}
