/** Sets of networks: whether an address lies in one of them. */
import { isIpv4Mapped, readAddress } from "../../dns/text/address.ts";

/** A network: the address's bytes, and how many leading bits count. */
export interface Network {
  readonly bytes: Uint8Array;
  readonly prefixLength: number;
}

/** Every address of both families. */
export const EVERYWHERE: readonly Network[] = [
  { bytes: new Uint8Array(4), prefixLength: 0 },
  { bytes: new Uint8Array(16), prefixLength: 0 },
];

/** Reads a client's address, without its interface; IPv4-mapped addresses are IPv4. `undefined` when it is none. */
export function readClient(address: string): Uint8Array | undefined {
  const bytes = readAddress(address.split("%", 1)[0] ?? "");
  return bytes !== undefined && bytes.length === 16 && isIpv4Mapped(bytes) ? bytes.subarray(12) : bytes;
}

/** True when one of the networks holds the address; families never mix. */
export function contains(networks: readonly Network[], address: Uint8Array): boolean {
  return networks.some(({ bytes, prefixLength }) => bytes.length === address.length && sameBits(bytes, address, prefixLength));
}

function sameBits(a: Uint8Array, b: Uint8Array, bits: number): boolean {
  const whole = bits >> 3;
  for (let index = 0; index < whole; index++) if (a[index] !== b[index]) return false;
  const rest = bits & 7;
  return rest === 0 || ((a[whole] ?? 0) ^ (b[whole] ?? 0)) >> (8 - rest) === 0;
}
