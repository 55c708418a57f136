/** Where the TTLs of an encoded message are, so that a cached reply can be aged in place. */
import { RRType } from "../iana/rrtype.ts";
import { HEADER_OCTETS } from "./decode.ts";
import { u16At } from "./octets.ts";
import { skipName } from "./skip-name.ts";
import { WireError } from "./wire-error.ts";

/** Offsets of the TTLs of all records but OPT, whose TTL is none. Throws `WireError` when the bytes are no message. */
export function ttlOffsets(bytes: Uint8Array): number[] {
  const offsets: number[] = [];
  let offset = HEADER_OCTETS;
  for (let questions = u16At(bytes, 4); questions > 0; questions--) offset = skipName(bytes, offset) + 4;
  const records = u16At(bytes, 6) + u16At(bytes, 8) + u16At(bytes, 10);
  for (let at = 0; at < records && offset < bytes.length; at++) {
    offset = skipName(bytes, offset);
    const length = u16At(bytes, offset + 8);
    if (u16At(bytes, offset) !== RRType.OPT) offsets.push(offset + 4);
    offset += 10 + length;
  }
  if (offset > bytes.length) throw new WireError("overflowing header size");
  return offsets;
}

/** Sets a TTL in place; `offset` is one of `ttlOffsets`. */
export function patchTtl(bytes: Uint8Array, offset: number, ttlSeconds: number): void {
  bytes[offset] = ttlSeconds >>> 24;
  bytes[offset + 1] = ttlSeconds >>> 16;
  bytes[offset + 2] = ttlSeconds >>> 8;
  bytes[offset + 3] = ttlSeconds;
}
