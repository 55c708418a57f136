/** Type bitmaps of NSEC, NSEC3 and CSYNC (RFC 4034 section 4.1.2). */
import type { WireReader } from "./reader.ts";
import { WireError } from "./wire-error.ts";

/** The window that has a type: 256 types in a row. */
export function windowOf(type: number): number {
  return type >> 8;
}

/** The octet of its window that has a type, from 0 on. */
export function octetOf(type: number): number {
  return (type >> 3) & 0x1f;
}

/** Reads windows up to the reader's limit: the types in ascending order. */
export function decodeTypeBitmap(reader: WireReader): number[] {
  const types: number[] = [];
  let lastWindow: number | undefined;
  while (!reader.atEnd) {
    reader.need(2, "NSEC(3)");
    const window = reader.u8();
    const length = reader.u8();
    if (lastWindow !== undefined && window <= lastWindow)
      throw new WireError("out of order NSEC(3) block in type bitmap");
    if (length === 0) throw new WireError("empty NSEC(3) block in type bitmap");
    if (length > 32) throw new WireError("NSEC(3) block too long in type bitmap");
    if (length > reader.left) throw new WireError("overflowing NSEC(3) block in type bitmap");
    for (let at = 0; at < length; at++) {
      const octet = reader.u8();
      for (let bit = 0; bit < 8; bit++) if (octet & (0x80 >> bit)) types.push(window * 256 + at * 8 + bit);
    }
    lastWindow = window;
  }
  return types;
}

/** The windows of these types. Throws unless the types are in ascending order, as CoreDNS does. */
export function encodeTypeBitmap(types: readonly number[]): Uint8Array {
  const octets: number[] = [];
  let windowAt: number | undefined;
  let last = 0;
  for (const type of types) {
    const window = windowOf(type);
    if (type >> 3 < last >> 3) throw new WireError("nsec bits out of order");
    if (windowAt === undefined || octets[windowAt] !== window) {
      windowAt = octets.length;
      octets.push(window, 0);
    }
    const place = windowAt + 2 + octetOf(type);
    while (octets.length < place) octets.push(0);
    octets[place] = Number(octets[place]) | (0x80 >> (type & 7));
    octets[windowAt + 1] = octets.length - windowAt - 2;
    last = type;
  }
  return Uint8Array.from(octets);
}
