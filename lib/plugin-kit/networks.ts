/** Clients and networks: whether an address lies in a network (CoreDNS, iptree and net.IPNet.Contains). */
import { type IpNetwork, parseIp } from "../go/net.ts";

/** Every address of both families. */
export const EVERYWHERE: readonly IpNetwork[] = [
  { bytes: new Uint8Array(4), prefixLength: 0 },
  { bytes: new Uint8Array(16), prefixLength: 0 },
];

/** Reads a client's address, without its interface; IPv4-mapped addresses are IPv4. `undefined` when it is none. */
export function readClient(address: string): Uint8Array | undefined {
  return parseIp(address.split("%", 1)[0] ?? "");
}

/** True when the network holds the address; families never mix. */
export function contains({ bytes, prefixLength }: IpNetwork, address: Uint8Array): boolean {
  if (bytes.length !== address.length) return false;
  const whole = prefixLength >> 3;
  for (let index = 0; index < whole; index++) if (bytes[index] !== address[index]) return false;
  const rest = prefixLength & 7;
  return rest === 0 || ((bytes[whole] ?? 0) ^ (address[whole] ?? 0)) >> (8 - rest) === 0;
}
