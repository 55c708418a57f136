/** Where RDATA goes when it is encoded: into bytes, or into a count of them. */
import type { Name } from "../name/name.ts";

/** Takes RDATA piece by piece, in wire order. */
export interface RdataSink {
  u8(value: number): void;
  u16(value: number): void;
  u32(value: number): void;
  u48(value: number): void;
  /** A name in full. */
  name(name: Name): void;
  /** A name that may be compressed; only the types of RFC 1035 allow it (RFC 3597 section 4). */
  compressedName(name: Name): void;
  /** A character-string (RFC 1035 section 3.3) of an octet string. */
  characterString(octets: string): void;
  /** An octet string without a length. */
  octets(octets: string): void;
  /** Bytes as they are. */
  raw(data: Uint8Array): void;
  /** Bytes that CoreDNS holds as base64; it counts their padding. */
  base64(data: Uint8Array): void;
  /** Bytes that CoreDNS holds as base32; it counts the characters. */
  base32(data: Uint8Array): void;
  /** A type bitmap (RFC 4034 section 4.1.2). */
  typeBitmap(types: readonly number[]): void;
  /** Octets that CoreDNS counts in the length of a message, but does not write. */
  counted(octets: number): void;
}
