/** Hashes of names, and where they lead to in tables. */

/** What FNV-1a multiplies hashes of 32 bits by. */
export const PRIME = 0x01_00_01_93;

/** A hash's place in a table of 2^`bits` places, folded so that its upper bits count, too. */
export function slotOf(hash: number, bits: number): number {
  return (hash ^ (hash >>> bits)) & ((1 << bits) - 1);
}
