/** Passing over names in octets that are looked at in place. */
import { WireError } from "./wire-error.ts";

/** The offset behind a name. Throws `WireError` when it goes beyond the octets. */
export function skipName(bytes: Uint8Array, start: number): number {
  for (let offset = start; ; ) {
    const octet = bytes[offset];
    if (octet === undefined) throw new WireError("buffer size too small");
    if (octet === 0) return offset + 1;
    if (octet >= 0xc0) return offset + 2;
    if (octet > 0x3f) throw new WireError("bad rdata");
    offset += octet + 1;
  }
}
