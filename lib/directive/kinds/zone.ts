/** Zones and names as CoreDNS normalises them (plugin.Name.Normalize, plugin.Host.NormalizeExact). */
import { type CanonicalName, canonical, isDomainName, labels, type Name } from "../../dns/name/name.ts";
import { reverseName } from "../../dns/name/reverse.ts";
import { writeIpv4, writeIpv6 } from "../../dns/text/address.ts";
import { type IpNetwork, parseCidr } from "../go/net.ts";
import { atoi } from "../go/strconv.ts";
import { type Kind, named, taken } from "../kind.ts";
import type { Value } from "../value.ts";
import { splitTransport } from "./endpoint.ts";

/** The zones that one word stands for: none for a word that CoreDNS drops in silence, several for some networks. */
export type Zones = readonly CanonicalName[];

/** A zone, or a network that stands for its reverse zones (plugin.Host.NormalizeExact). It never refuses. */
export const zone: Kind<Zones> = {
  name: "zone",
  placeholder: "ZONE",
  expects: "a zone such as example.org, or a network such as 192.0.2.0/24 for its reverse zone",
  read: (text) => taken(normalizeZone(text)),
};

/** A name (plugin.Name.Normalize). It never refuses: what is no name matches nothing. */
export const name: Kind<CanonicalName> = {
  name: "name",
  placeholder: "NAME",
  expects: "a domain name such as www.example.org",
  read: (text) => taken(normalizeName(text)),
};

/** A name as it is written, not normalised. */
export const rawName: Kind<string> = named({ ...name, read: (text: string) => taken(text) }, {});

/** plugin.Name.Normalize: absolute and in lower case. */
export function normalizeName(text: string): CanonicalName {
  // CoreDNS keeps the spelling: a name with superfluous escapes, or without needed ones, matches no question ever.
  return canonical(absolute(text) as Name);
}

function absolute(text: string): string {
  const backslashes = /(\\*)\.$/.exec(text)?.[1];
  return backslashes !== undefined && backslashes.length % 2 === 0 ? text : `${text}.`;
}

/** plugin.Host.NormalizeExact: without transport and port; a network becomes its reverse zones. */
export function normalizeZone(text: string): Zones {
  let host = splitTransport(text).host;
  const colon = host.lastIndexOf(":");
  if (colon === host.length - 1) return [];
  if (colon >= 0 && atoi(host.slice(colon + 1)).ok) host = host.slice(0, colon);
  if (host.length > 255 || !isDomainName(host)) return [];
  const network = parseCidr(host);
  if (network === undefined) return [normalizeName(host)];
  if (host.startsWith(":") || (host.startsWith("0") && host.includes(":"))) return [];
  return reverseZones(network);
}

function reverseZones({ bytes, prefixLength }: IpNetwork): Zones {
  const digit = bytes.length === 4 ? 8 : 4;
  const aligned = Math.ceil(prefixLength / digit) * digit;
  const dropped = (bytes.length * 8 - aligned) / digit;
  return Array.from({ length: 2 ** (aligned - prefixLength) }, (_, index): CanonicalName => {
    const address = withDigit(bytes, aligned, index);
    const reverse = reverseName(bytes.length === 4 ? writeIpv4(address) : writeIpv6(address));
    return normalizeName(reverse === undefined ? "" : labels(reverse).slice(dropped).join("."));
  });
}

/** The network's address with `index` added to the digit that ends at bit `end`. */
function withDigit(bytes: Uint8Array, end: number, index: number): Uint8Array {
  if (index === 0) return bytes;
  const copy = bytes.slice();
  const at = Math.ceil(end / 8) - 1;
  copy[at] = (copy[at] ?? 0) + (index << (at * 8 + 8 - end));
  return copy;
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
