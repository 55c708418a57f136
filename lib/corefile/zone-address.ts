/** Zones as people write them in Corefiles: a name, or a network in CIDR notation that stands for its reverse zones. */
import { type CanonicalName, isDomainName } from "../dns/name/name.ts";
import { reverseName } from "../dns/name/reverse.ts";
import { readIpv4, readIpv6, writeAddress } from "../go/address.ts";

/** Transports that a scheme in front of a key or of an upstream may name. */
export type SchemeTransport = "dns" | "tls" | "quic" | "grpc" | "https3" | "https" | "unix";

const SCHEMES: readonly SchemeTransport[] = ["tls", "dns", "quic", "grpc", "https3", "https", "unix"];

/** Takes the scheme off; `dns` when there is none, and for schemes that CoreDNS does not know (they stay in the text). */
export function splitScheme(text: string): { readonly transport: SchemeTransport; readonly rest: string } {
  const transport = SCHEMES.find((scheme) => text.startsWith(`${scheme}://`));
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
  const octets = octetsOf(zone);
  if (octets > 255) return { error: `specified zone is too long: ${octets} > 255` };
  if (!isDomainName(zone)) return { error: `zone is not a valid domain name: ${zone}` };
  const network = readNetwork(zone);
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

/** A network as Go's net.ParseCIDR reads it: host bits cleared. */
export interface Cidr {
  readonly bytes: Uint8Array;
  readonly prefixLength: number;
}

/** Reads CIDR notation; undefined for anything else. */
export function readNetwork(text: string): Cidr | undefined {
  const slash = text.indexOf("/");
  const length = /^\d+$/.exec(text.slice(slash + 1))?.[0];
  if (slash < 0 || length === undefined) return undefined;
  const address = text.slice(0, slash);
  const bytes = readIpv4(address) ?? readIpv6(address);
  const prefixLength = Number(length);
  if (bytes === undefined || prefixLength > bytes.length * 8) return undefined;
  return { bytes: bytes.map((byte, index) => byte & maskByte(prefixLength - index * 8)), prefixLength };
}

function maskByte(bits: number): number {
  if (bits >= 8) return 0xff;
  return bits <= 0 ? 0 : (0xff << (8 - bits)) & 0xff;
}

/** The reverse zones that make up a network: several when its length is not a multiple of a label's bits. */
function reverseZones({ bytes, prefixLength }: Cidr): string[] {
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
  if (!/^[+-]?[0-9]+$/.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ""));
  return BigInt.asIntN(64, value) === value ? String(value) : undefined;
}

/** How many octets a text has in UTF-8. */
function octetsOf(text: string): number {
  let octets = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) octets += 1;
    else if (code < 0x800) octets += 2;
    else octets += code < 0x10000 ? 3 : 4;
  }
  return octets;
}

/** Go's `strings.ToLower` goes character by character, so that no character becomes two. */
function lowerCase(text: string): string {
  if (isPlainName(text)) return text.toLowerCase();
  return Array.from(text, (character) => (character === "\u0130" ? "i" : character.toLowerCase())).join("");
}

/** Go's `%q` for what can stand in a key that ends in a colon. */
function quote(text: string): string {
  const written = Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (character === "\\" || character === '"') return `\\${character}`;
    if (NAMED_ESCAPES[character] !== undefined) return NAMED_ESCAPES[character];
    if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, "0")}`;
    if (character === " " || /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(character)) return character;
    return code < 0x10000 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
  });
  return `"${written.join("")}"`;
}

const NAMED_ESCAPES: Readonly<Record<string, string>> = {
  "\u0007": "\\a",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
};
