/** The client's subnet as an EDNS option (RFC 7871 section 6). */
import { isIpv4Mapped, readAddress } from "../../go/address.ts";

/** How many bits of an address are told. */
export interface SubnetBits {
  readonly v4: number;
  readonly v6: number;
}

/** An address as 4 or 16 octets; IPv4 in IPv6 form counts as IPv4. Undefined for what is no address, as one with a zone. */
export function addressBytes(text: string): Uint8Array | undefined {
  const bytes = readAddress(text);
  return bytes?.length === 16 && isIpv4Mapped(bytes) ? bytes.slice(12) : bytes;
}

const FAMILY_IPV4 = 1;
const FAMILY_IPV6 = 2;

/** The option's data for an address: family, length, scope 0, and as many octets of the subnet as the length needs. */
export function subnetOf(address: string, { v4, v6 }: SubnetBits): Uint8Array | undefined {
  const bytes = addressBytes(address);
  if (bytes === undefined) return undefined;
  const isIpv4 = bytes.length === 4;
  const bits = isIpv4 ? v4 : v6;
  const subnet = bytes.subarray(0, Math.ceil(bits / 8)).map((octet, at) => {
    const kept = Math.min(8, bits - at * 8);
    return octet & (0xff << (8 - kept)) & 0xff;
  });
  return Uint8Array.of(0, isIpv4 ? FAMILY_IPV4 : FAMILY_IPV6, bits, 0, ...subnet);
}
