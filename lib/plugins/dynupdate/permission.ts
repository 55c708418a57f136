/** What an allow rule may name: types that updates may change, and names in the zone (CoreDNS, plugin dynupdate). */

import { normalizeName } from "../../directive/kinds/zone.ts";
import { RRType, rrtypeByName } from "../../dns/iana/rrtype.ts";
import { type CanonicalName, isAtOrBelow, isDomainName } from "../../dns/name/name.ts";
import { isKnownType } from "../../dns/rdata/table.ts";
import { parseUint10 } from "../../go/strconv.ts";

/** All names, or all types. */
export const ALL = "*";

/** Types that only signing makes sense of: neither in the master file nor in updates. */
const OF_SIGNING: ReadonlySet<number> = new Set([
  RRType.SIG,
  RRType.KEY,
  RRType.NXT,
  RRType.DS,
  RRType.RRSIG,
  RRType.NSEC,
  RRType.DNSKEY,
  RRType.NSEC3,
  RRType.NSEC3PARAM,
  RRType.TALINK,
  RRType.CDS,
  RRType.CDNSKEY,
  RRType.ZONEMD,
  RRType.TA,
  RRType.DLV,
]);

/** Types of questions and of messages, which no zone holds. */
const OF_MESSAGES: ReadonlySet<number> = new Set([RRType.OPT, RRType.TKEY, RRType.TSIG]);

/** True for types that a dynamic zone cannot hold, because CoreDNS does not sign it again. */
export function isOfSigning(type: number): boolean {
  return OF_SIGNING.has(type);
}

/** The number of a type that a rule may name, ANY included; undefined for all others. `TYPE65` is read as well. */
export function updatableType(text: string): number | undefined {
  const name = text.toUpperCase();
  const type = rrtypeByName(name) ?? numberOf(name);
  const isKnown = type !== undefined && type !== RRType.None && isKnownType(type);
  return isKnown && !isOfSigning(type) && !OF_MESSAGES.has(type) ? type : undefined;
}

function numberOf(name: string): number | undefined {
  if (!name.startsWith("TYPE")) return undefined;
  const read = parseUint10(name.slice("TYPE".length), 16);
  return read.ok ? read.value : undefined;
}

/** True when the name in a rule is not in the zone; `@` and `*` always are. */
export function isOutside(written: string, zone: CanonicalName): boolean {
  if (written === ALL || written === "@") return false;
  const name = normalizeName(written);
  return !isDomainName(name) || !isAtOrBelow(name, zone);
}
