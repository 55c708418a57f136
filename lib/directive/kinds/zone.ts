/** Zones and names as CoreDNS normalises them (plugin.Name.Normalize, plugin.Host.NormalizeExact). */
import { absoluteZone, normalizeZones } from "../../corefile/zone-address.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { type Kind, named, taken } from "../kind.ts";
import type { Value } from "../value.ts";

/** The zones that one word stands for: none for a word that CoreDNS drops in silence, several for some networks. */
export type Zones = readonly CanonicalName[];

/** A zone, or a network that stands for its reverse zones (plugin.Host.NormalizeExact). It never refuses. */
export const zone: Kind<Zones> = {
  name: "zone",
  look: "zone",
  placeholder: "ZONE",
  expects: "a zone such as example.org, or a network such as 192.0.2.0/24 for its reverse zone",
  read: (text) => taken(normalizeZone(text)),
};

/** A name (plugin.Name.Normalize). It never refuses: what is no name matches nothing. */
export const name: Kind<CanonicalName> = {
  name: "name",
  look: "zone",
  placeholder: "NAME",
  expects: "a domain name such as www.example.org",
  read: (text) => taken(normalizeName(text)),
};

/** A name as it is written, not normalised. */
export const rawName: Kind<string> = named({ ...name, read: (text: string) => taken(text) }, {});

/** plugin.Name.Normalize: absolute and in lower case. What is no name is kept as it is written: it matches no question. */
export function normalizeName(text: string): CanonicalName {
  return absoluteZone(text);
}

/** plugin.Host.NormalizeExact: without transport and port; a network becomes its reverse zones. */
export function normalizeZone(text: string): Zones {
  return normalizeZones(text);
}

/** The zones of the arguments, or those of the server block when there are no arguments (OriginsFromArgsOrServerBlock). */
export function zonesOrBlock(args: readonly Value<Zones>[], blockZones: Zones): Zones {
  return args.length === 0 ? blockZones : args.flatMap(({ value }) => value);
}

/** The zones of a `fallthrough` property: none without it, the root when it names none (pkg/fall). */
export function fallthroughZones(
  use: { readonly args: { readonly zones: readonly Value<Zones>[] } } | undefined,
): Zones {
  if (use === undefined) return [];
  return zonesOrBlock(use.args.zones, normalizeZone("."));
}
