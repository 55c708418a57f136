/** What stands around a name that was looked up: told to people who ask why, never needed to answer. */
import { rrtypeName } from "../dns/iana/rrtype.ts";
import { type CanonicalName, canonical, isAtOrBelow, type Name, parentOf } from "../dns/name/name.ts";
import type { Zone, ZoneNode } from "./zone.ts";

/** A wildcard that does not cover a name, because of a name that exists (RFC 4592 section 3.3.1). */
export interface HiddenWildcard {
  readonly wildcard: Name;
  /** The longest existing name at or above the one that was asked for: the closest encloser. */
  readonly encloser: Name;
  /** A name below the encloser, when it exists only as the parent of that. */
  readonly child: Name | undefined;
}

/** The wildcard that would cover a name if nothing nearer existed. */
export function hiddenWildcard(zone: Zone, qname: CanonicalName): HiddenWildcard | undefined {
  const encloser = closestEncloser(zone, qname);
  if (encloser === undefined || encloser === zone.origin) return undefined;
  for (let above = parentOf(encloser); above !== undefined; above = parentOf(above)) {
    const wildcard = existing(zone, (above === "." ? "*." : `*.${above}`) as CanonicalName);
    if (wildcard !== undefined && canonical(wildcard) !== encloser) {
      const node = zone.node(encloser);
      return {
        wildcard,
        encloser: node?.name ?? encloser,
        child: node === undefined ? childOf(zone, encloser) : undefined,
      };
    }
    if (above === zone.origin) return undefined;
  }
  return undefined;
}

/** The name itself if it exists, else the longest existing name above it, down to the origin. */
function closestEncloser(zone: Zone, qname: CanonicalName): CanonicalName | undefined {
  for (let name: CanonicalName | undefined = qname; name !== undefined; name = parentOf(name)) {
    if (name === zone.origin || existing(zone, name) !== undefined) return name;
  }
  return undefined;
}

/** The name as the zone spells it; undefined when it does not exist, not even as a parent. */
function existing(zone: Zone, name: CanonicalName): Name | undefined {
  return zone.node(name)?.name ?? (zone.hasNameBelow(name) ? name : undefined);
}

/** The first name of the file below one that owns nothing itself. */
export function childOf(zone: Zone, name: CanonicalName): Name | undefined {
  if (!zone.hasNameBelow(name)) return undefined;
  return zone.find((node) => node !== name && isAtOrBelow(node, name))?.name;
}

/** What became of a name in the file that wants a dot at its end: the origin stands behind it once more. */
export function withOriginTwice(zone: Zone, qname: CanonicalName): ZoneNode | undefined {
  return zone.origin === "." ? undefined : zone.node(`${qname}${zone.origin}` as CanonicalName);
}

/** The types of records that a name owns, in the order of the file. */
export function typesAt(node: ZoneNode | undefined): readonly string[] {
  return [...(node?.records.keys() ?? [])].map(rrtypeName);
}
