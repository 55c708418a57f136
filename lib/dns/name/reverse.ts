/** Names for addresses: in-addr.arpa (RFC 1035 section 3.5) and ip6.arpa (RFC 3596 section 2.5). */
import { isIpv4Mapped, readAddress, writeAddress } from "../../go/address.ts";
import type { CanonicalName } from "./name.ts";

const IPV4_SUFFIX = ".in-addr.arpa.";
const IPV6_SUFFIX = ".ip6.arpa.";

/** The name under which PTR records of an address stand; `undefined` when the text is no address. */
export function reverseName(address: string): CanonicalName | undefined {
  const bytes = readAddress(address);
  if (bytes === undefined) return undefined;
  if (isIpv4(bytes)) {
    return `${[...bytes.subarray(-4)].reverse().join(".")}${IPV4_SUFFIX}` as CanonicalName;
  }
  const nibbles = [...bytes].reverse().map((byte) => `${(byte & 0xf).toString(16)}.${(byte >> 4).toString(16)}`);
  return `${nibbles.join(".")}${IPV6_SUFFIX}` as CanonicalName;
}

/** The address that a reverse name stands for; `undefined` when it is none, or only the name of a network. */
export function addressOfReverseName(name: CanonicalName): string | undefined {
  if (name.endsWith(IPV4_SUFFIX)) {
    const bytes = readAddress(name.slice(0, -IPV4_SUFFIX.length).split(".").reverse().join("."));
    return bytes !== undefined && isIpv4(bytes) ? written(bytes) : undefined;
  }
  if (!name.endsWith(IPV6_SUFFIX)) return undefined;
  const nibbles = name.slice(0, -IPV6_SUFFIX.length).split(".").reverse();
  const groups: string[] = [];
  // What is left of a group is dropped, as CoreDNS does.
  for (let at = 4; at <= nibbles.length; at += 4) groups.push(nibbles.slice(at - 4, at).join(""));
  const bytes = readAddress(groups.join(":"));
  return bytes === undefined ? undefined : written(bytes);
}

function isIpv4(bytes: Uint8Array): boolean {
  return bytes.length === 4 || isIpv4Mapped(bytes);
}

function written(bytes: Uint8Array): string {
  return writeAddress(isIpv4(bytes) ? bytes.subarray(-4) : bytes);
}
