/** Addresses on both sides of a network's edges. */
import { writeAddress } from "../go/address.ts";
import type { IpNetwork } from "../go/net.ts";

/** Addresses in a network, and its neighbours on both sides, where the family has such addresses. */
export interface NetworkSides {
  readonly inside: readonly string[];
  readonly outside: readonly string[];
}

/** The sides of a network. */
export function networkSides({ bytes, prefixLength }: IpNetwork): NetworkSides {
  const bits = BigInt(bytes.length * 8);
  const size = 1n << (bits - BigInt(prefixLength));
  const first = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const last = first + size - 1n;
  const write = (address: bigint): readonly string[] =>
    address < 0n || address >= 1n << bits ? [] : [writeAddress(bytesOf(address, bytes.length))];
  return {
    // The first address of a network is the network's own; clients have those behind it.
    inside: write(size > 2n ? first + 1n : first),
    outside: [...write(first - 1n), ...write(last + 1n)],
  };
}

function bytesOf(address: bigint, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let left = address;
  for (let index = length - 1; index >= 0; index--) {
    bytes[index] = Number(left & 0xffn);
    left >>= 8n;
  }
  return bytes;
}
