/** Clients, as networks are compared with them. */
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
