/** Zones as people write them in Corefiles: a name, or a network in CIDR notation that stands for its reverse zones. */
import { type CanonicalName, isDomainName } from "../dns/name/name.ts";
import { reverseName } from "../dns/name/reverse.ts";
import { writeAddress } from "../go/address.ts";
import { type IpNetwork, parseCidr } from "../go/net.ts";
import { quote } from "../go/quote.ts";
import { parseBigInt } from "../go/strconv.ts";
import { utf8Length } from "../text/octets.ts";

/** Transports that a scheme in front of a key or of an upstream may name. */
export type SchemeTransport = "dns" | "tls" | "quic" | "grpc" | "https3" | "https" | "unix";

/** Schemes before `://` that CoreDNS knows. */
export const SCHEMES: readonly SchemeTransport[] = ["tls", "dns", "quic", "grpc", "https3", "https", "unix"];

/** Takes the scheme off; `dns` when there is none, and for schemes that CoreDNS does not know (they stay in the text). */
export function splitScheme(
  text: string,
  known: readonly SchemeTransport[] = SCHEMES,
): { readonly transport: SchemeTransport; readonly rest: string } {
  const transport = known.find((scheme) => text.startsWith(`${scheme}://`));
  return transport === undefined
    ? { transport: "dns", rest: text }
    : { transport, rest: text.slice(transport.length + 3) };
}

/** Zones and the port behind them, empty when there is none; or why the text is neither, in CoreDNS's words. */
export type ZoneAddress = { readonly zones: readonly string[]; readonly port: string } | { readonly error: string };

/** Reads `ZONE[:PORT]` without a scheme (CoreDNS, plugin.SplitHostPort). Zones are as written, not yet absolute. */
export function readZoneAddress(text: string): ZoneAddress {
  const colon = text.lastIndexOf(":");
  if (colon === text.length - 1) return { error: `expecting data after last colon: ${quote(text)}` };
  const port = colon < 0 ? undefined : readPort(text.slice(colon + 1));
  const zone = port === undefined ? text : text.slice(0, colon);
  if (isPlainName(zone)) return { zones: [zone], port: port ?? "" };
  const octets = utf8Length(zone);
  if (octets > 255) return { error: `specified zone is too long: ${octets} > 255` };
  if (!isDomainName(zone)) return { error: `zone is not a valid domain name: ${zone}` };
  const network = parseCidr(zone);
  if (network === undefined) return { zones: [zone], port: port ?? "" };
  if (zone.startsWith(":") || (zone.startsWith("0") && zone.includes(":"))) return { error: `invalid CIDR ${zone}` };
  return { zones: reverseZones(network), port: port ?? "" };
}

/** The zones of a directive's argument or of a key: absolute, in lower case; none when it is not a zone. */
export function normalizeZones(text: string): CanonicalName[] {
  const read = readZoneAddress(splitScheme(text).rest);
  return "error" in read ? [] : read.zones.map(absoluteZone);
}

/** The zone with a dot at its end, in lower case. Odd zones stay odd: CoreDNS serves them as they are. */
export function absoluteZone(zone: string): CanonicalName {
  return lowerCase(withDot(zone)) as CanonicalName;
}

/** A name like most: short enough, and nothing in it that would need a closer look, also once it is absolute. */
export function isPlainName(zone: string): boolean {
  return zone.length < 254 && /^[\w-]{1,63}(?:\.[\w-]{1,63})*\.?$/.test(zone);
}

/** The zone with a dot at its end, in the case in which it is written. */
export function withDot(zone: string): string {
  return endsInDot(zone) ? zone : `${zone}.`;
}

/** A dot behind an odd number of backslashes is part of the last label. */
function endsInDot(zone: string): boolean {
  const match = /(\\*)\.$/.exec(zone);
  return match !== null && (match[1]?.length ?? 0) % 2 === 0;
}

/** The reverse zones that make up a network: several when its length is not a multiple of a label's bits. */
function reverseZones({ bytes, prefixLength }: IpNetwork): string[] {
  const labelBits = bytes.length === 4 ? 8 : 4;
  const rounded = Math.ceil(prefixLength / labelBits) * labelBits;
  const count = 2 ** (rounded - prefixLength);
  const zones: string[] = [];
  for (let index = 0; index < count; index++) {
    const name = reverseName(writeAddress(withBits(bytes, { value: index, end: rounded }))) ?? "";
    const skipped = (bytes.length * 8 - rounded) / labelBits;
    zones.push(name.split(".").slice(skipped).join("."));
  }
  return zones;
}

/** The address with `value` put into the bits that end at `end`. */
function withBits(bytes: Uint8Array, { value, end }: { readonly value: number; readonly end: number }): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (let bit = 0; value >> bit > 0; bit++) {
    if (((value >> bit) & 1) === 0) continue;
    const place = end - 1 - bit;
    copy[place >> 3] = (copy[place >> 3] ?? 0) | (0x80 >> (place & 7));
  }
  return copy;
}

/** A port as Go's `strconv.Atoi` takes it: any number of 64 bits, with a sign if you like. */
function readPort(text: string): string | undefined {
  const reading = parseBigInt(text, 10, 64);
  return reading.ok ? String(reading.value) : undefined;
}

/** Go's `strings.ToLower` goes character by character, so that no character becomes two. */
function lowerCase(text: string): string {
  if (isPlainName(text)) return text.toLowerCase();
  return Array.from(text, (character) => (character === "\u0130" ? "i" : character.toLowerCase())).join("");
}
