/** The address in a client subnet option, in 16 octets as CoreDNS's library has it (RFC 7871 section 6). */

const FAMILY_IPV4 = 1;
const FAMILY_IPV6 = 2;
const ADDRESS_FROM = 4;
/** Where an IPv4 address begins in its IPv6 form. */
const MAPPED_FROM = 12;

/** The address, the octets that were not sent being zero; 0.0.0.0 for no family. Undefined for what is no such option. */
export function subnetAddress(data: Uint8Array): Uint8Array | undefined {
  if (data.length < ADDRESS_FROM) return undefined;
  const family = ((data[0] ?? 0) << 8) | (data[1] ?? 0);
  const address = new Uint8Array(16);
  if (family === FAMILY_IPV6) {
    address.set(data.subarray(ADDRESS_FROM, ADDRESS_FROM + 16));
    return address;
  }
  address.set([0xff, 0xff], MAPPED_FROM - 2);
  if (family === FAMILY_IPV4) address.set(data.subarray(ADDRESS_FROM, ADDRESS_FROM + 4), MAPPED_FROM);
  return address;
}
