/** Octets of an array by their places. */

/** How many values an octet has. */
export const OCTET_VALUES = 256;

/** The octet at a place; behind the end there are zeros. */
export function octetAt(octets: Uint8Array, at: number): number {
  return octets[at] ?? 0;
}

/** The number at a place of a table; behind the end there are zeros. */
export function entryAt(table: Uint32Array, at: number): number {
  return table[at] ?? 0;
}

/** The number in two octets. */
export function u16At(octets: Uint8Array, at: number): number {
  return (octetAt(octets, at) << 8) | octetAt(octets, at + 1);
}
