/** Numbers of one, two, four or eight octets, which say themselves how many they have (RFC 9000 section 16). */

/** A number and where it ends. */
export interface Varint {
  readonly value: number;
  readonly end: number;
}

const LENGTHS = [1, 2, 4, 8] as const;

/** Reads one; undefined while it has not come whole. What no double holds exactly is as large as one can be. */
export function readVarint(octets: Uint8Array, at: number): Varint | undefined {
  const first = octets[at];
  if (first === undefined) return undefined;
  const end = at + (LENGTHS[first >> 6] ?? 1);
  if (end > octets.length) return undefined;
  let value = first & 0x3f;
  for (let index = at + 1; index < end; index++) value = value * 256 + (octets[index] ?? 0);
  return { value: Math.min(value, Number.MAX_SAFE_INTEGER), end };
}

/** Writes one, as short as it can be. */
export function writeVarint(value: number): Uint8Array {
  if (value < 0x40) return Uint8Array.of(value);
  if (value < 0x4000) return Uint8Array.of(0x40 | (value >> 8), value & 0xff);
  const length = value < 0x4000_0000 ? 4 : 8;
  const octets = new Uint8Array(length);
  let rest = value;
  for (let index = length - 1; index >= 0; index--) {
    octets[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  octets[0] = (octets[0] ?? 0) | (length === 4 ? 0x80 : 0xc0);
  return octets;
}
