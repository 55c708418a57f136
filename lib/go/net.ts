/** Hosts, ports and networks as Go's net package reads them. */
import { isIpv4Mapped, readAddress, readIpv4, readIpv6, writeAddress } from "./address.ts";

/** Host and port, or what Go says. */
export type HostPortReading =
  | { readonly ok: true; readonly host: string; readonly port: string }
  | { readonly ok: false; readonly error: string };

/** net.SplitHostPort: `host:port` or `[host]:port`. */
export function splitHostPort(text: string): HostPortReading {
  const colon = text.lastIndexOf(":");
  const fail = (why: string): HostPortReading => ({
    ok: false,
    error: text === "" ? why : `address ${text}: ${why}`,
  });
  if (colon < 0) return fail("missing port in address");
  let host: string;
  let openFrom = 0;
  let closeFrom = 0;
  if (text.startsWith("[")) {
    const end = text.indexOf("]");
    if (end < 0) return fail("missing ']' in address");
    if (end + 1 === text.length) return fail("missing port in address");
    if (end + 1 !== colon)
      return fail(text[end + 1] === ":" ? "too many colons in address" : "missing port in address");
    host = text.slice(1, end);
    openFrom = 1;
    closeFrom = end + 1;
  } else {
    host = text.slice(0, colon);
    if (host.includes(":")) return fail("too many colons in address");
  }
  if (text.indexOf("[", openFrom) >= 0) return fail("unexpected '[' in address");
  if (text.indexOf("]", closeFrom) >= 0) return fail("unexpected ']' in address");
  return { ok: true, host, port: text.slice(colon + 1) };
}

/** net.JoinHostPort: `host:port`, an IPv6 address in brackets. */
export function joinHostPort(host: string, port: string | number): string {
  return `${bracketed(host)}:${port}`;
}

/** A host as it stands before a port: an IPv6 address in brackets. */
export function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

/** net.ParseIP: bytes of an address without a zone; IPv4-mapped addresses are IPv4. */
export function parseIp(text: string): Uint8Array | undefined {
  const bytes = readAddress(text);
  return bytes !== undefined && bytes.length === 16 && isIpv4Mapped(bytes) ? bytes.slice(12) : bytes;
}

/** An address with its zone, which is empty without one. */
export interface ZonedAddress {
  readonly bytes: Uint8Array;
  readonly zone: string;
}

/** netip.ParseAddr: an address of either family, one of IPv6 with a zone if wanted (`fe80::1%eth0`). */
export function parseAddr(text: string): ZonedAddress | undefined {
  const percent = text.indexOf("%");
  const zone = percent < 0 ? "" : text.slice(percent + 1);
  const address = percent < 0 ? text : text.slice(0, percent);
  // Only IPv6 has zones, and none that is empty.
  if (percent >= 0 && (zone === "" || !address.includes(":"))) return undefined;
  const bytes = parseIp(address);
  return bytes === undefined ? undefined : { bytes, zone };
}

/** An address as Go prints it: IPv4-mapped ones as IPv4, a zone behind `%`. */
export function writeAddr({ bytes, zone }: ZonedAddress): string {
  return zone === "" ? writeAddress(bytes) : `${writeAddress(bytes)}%${zone}`;
}

/** A network: its first address, 4 or 16 bytes, and how many bits are fixed. */
export interface IpNetwork {
  readonly bytes: Uint8Array;
  readonly prefixLength: number;
}

/** net.ParseCIDR: the network, host bits cleared; `undefined` for what Go calls an invalid CIDR address. */
export function parseCidr(text: string): IpNetwork | undefined {
  const slash = text.indexOf("/");
  if (slash < 0) return undefined;
  const address = text.slice(0, slash);
  const mask = text.slice(slash + 1);
  const bytes = readIpv4(address) ?? readIpv6(address);
  if (bytes === undefined || !/^[0-9]+$/.test(mask)) return undefined;
  const prefixLength = Number(mask);
  if (prefixLength > bytes.length * 8) return undefined;
  return { bytes: masked(bytes, prefixLength), prefixLength };
}

function masked(bytes: Uint8Array, prefixLength: number): Uint8Array {
  return bytes.map((byte, index) => byte & maskOf(prefixLength - index * 8));
}

/** The mask of a byte of which so many bits are fixed: none for less than one, all for more than eight. */
function maskOf(bits: number): number {
  if (bits >= 8) return 0xff;
  return bits <= 0 ? 0 : (0xff << (8 - bits)) & 0xff;
}

/**
 * True when the network holds the address, 4 bytes of IPv4 or 16 of IPv6 (net.IPNet.Contains); a network of IPv4-mapped
 * addresses holds those of IPv4.
 */
export function contains(network: IpNetwork, address: Uint8Array): boolean {
  const { bytes, prefixLength } = network;
  if (bytes.length !== address.length)
    return bytes.length === 16 && isIpv4Mapped(bytes) && contains(unmapped(network), address);
  const whole = prefixLength >> 3;
  for (let index = 0; index < whole; index++) if (bytes[index] !== address[index]) return false;
  const rest = prefixLength & 7;
  return rest === 0 || ((bytes[whole] ?? 0) ^ (address[whole] ?? 0)) >> (8 - rest) === 0;
}

/** The network of IPv4 that a network of IPv4-mapped addresses is. */
function unmapped({ bytes, prefixLength }: IpNetwork): IpNetwork {
  return { bytes: bytes.subarray(12), prefixLength: prefixLength - 96 };
}

/** True when all addresses of the inner network are in the outer one. */
export function covers(outer: IpNetwork, inner: IpNetwork): boolean {
  const isOfOneFamily = outer.bytes.length === inner.bytes.length;
  return isOfOneFamily && outer.prefixLength <= inner.prefixLength && contains(outer, inner.bytes);
}

/** net.IPNet.String: `2001:db8::/32`; a network of IPv4-mapped addresses in its IPv4 form. */
export function writeNetwork({ bytes, prefixLength }: IpNetwork): string {
  const isMapped = bytes.length === 16 && isIpv4Mapped(bytes);
  return `${writeAddress(bytes)}/${isMapped ? prefixLength - 96 : prefixLength}`;
}
