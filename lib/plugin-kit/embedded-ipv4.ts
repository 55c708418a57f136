/** IPv4 addresses in IPv6 addresses under a prefix (RFC 6052 section 2.2), and how long records made of them live. */
import { RRType } from "../dns/iana/rrtype.ts";
import type { Message } from "../dns/message/message.ts";
import type { IpNetwork } from "../go/net.ts";

/** The octet that is always zero. */
const RESERVED_OCTET = 8;
const IPV4_OCTETS = 4;
/** How long a made record lives at most when nobody says how long its absence counts (RFC 6147 section 5.1.7). */
const DEFAULT_TTL = 600;

/** The IPv6 address that has an IPv4 address behind the prefix. */
export function embedIpv4({ bytes, prefixLength }: IpNetwork, ipv4: Uint8Array): Uint8Array {
  const ipv6 = new Uint8Array(16);
  ipv6.set(bytes.subarray(0, prefixLength / 8));
  let at = prefixLength / 8;
  for (const octet of ipv4) {
    if (at === RESERVED_OCTET) at++;
    ipv6[at++] = octet;
  }
  return ipv6;
}

/** The IPv4 address in an address under the prefix; undefined when the reserved octet is not zero. */
export function extractIpv4({ prefixLength }: IpNetwork, ipv6: Uint8Array): Uint8Array | undefined {
  if (ipv6[RESERVED_OCTET] !== 0) return undefined;
  const ipv4 = new Uint8Array(IPV4_OCTETS);
  let at = prefixLength / 8;
  for (let index = 0; index < IPV4_OCTETS; index++) {
    if (at === RESERVED_OCTET) at++;
    ipv4[index] = ipv6[at++] ?? 0;
  }
  return ipv4;
}

/** The TTL that made records have at most: that of the SOA record in the reply that they stand in for. */
export function longestTtl({ authority }: Message): number {
  return authority.findLast(({ type }) => type === RRType.SOA)?.ttl ?? DEFAULT_TTL;
}
