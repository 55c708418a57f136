/** Reads a message's bytes in order, never outside them (RFC 1035 section 4.1). */

import { octetString } from "../../text/octets.ts";
import { MAX_NAME_OCTETS } from "../name/label.ts";
import type { Name } from "../name/name.ts";
import { PRIME } from "./hash.ts";
import { nameOfWire } from "./name-memory.ts";
import { octetAt, u16At } from "./octets.ts";
import { WireError } from "./wire-error.ts";

/** Half of the longest name's labels: more pointers than this never occur in a message that means something. */
const MAX_POINTERS = 126;

const scratch = new Uint8Array(MAX_NAME_OCTETS);

/** A place in a message, and the end up to which it may be read: the message's, or that of the RDATA being read. */
export class WireReader {
  readonly bytes: Uint8Array;
  offset: number;
  limit: number;

  constructor(bytes: Uint8Array, offset = 0) {
    this.bytes = bytes;
    this.offset = offset;
    this.limit = bytes.length;
  }

  /** True when nothing is left to read. */
  get atEnd(): boolean {
    return this.offset >= this.limit;
  }

  /** Octets left. */
  get left(): number {
    return this.limit - this.offset;
  }

  /** Throws unless `count` octets are left; `what` is what they are, in CoreDNS's words. */
  need(count: number, what: string): void {
    if (this.offset + count > this.limit) throw new WireError(`overflow unpacking ${what}`);
  }

  u8(): number {
    this.need(1, "uint8");
    return octetAt(this.bytes, this.offset++);
  }

  u16(): number {
    this.need(2, "uint16");
    const { bytes, offset } = this;
    this.offset = offset + 2;
    return u16At(bytes, offset);
  }

  u32(): number {
    this.need(4, "uint32");
    const high = this.u16();
    return high * 0x1_00_00 + this.u16();
  }

  u48(): number {
    this.need(6, "uint64 as uint48");
    const high = this.u16();
    return high * 0x1_00_00_00_00 + this.u32();
  }

  /** The next octets, a copy of their own. */
  take(count: number, what: string): Uint8Array {
    this.need(count, what);
    const start = this.offset;
    this.offset = start + count;
    return this.bytes.slice(start, start + count);
  }

  /** All octets up to the limit, a copy of their own. */
  rest(): Uint8Array {
    return this.take(this.left, "anything");
  }

  /** A character-string (RFC 1035 section 3.3) as an octet string. */
  characterString(): string {
    this.need(1, "txt");
    const length = octetAt(this.bytes, this.offset);
    this.need(length + 1, "txt");
    const start = this.offset + 1;
    this.offset = start + length;
    return octetString(this.bytes, start, this.offset);
  }

  /** All octets up to the limit as an octet string. */
  octets(): string {
    const start = this.offset;
    this.offset = this.limit;
    return octetString(this.bytes, start, this.limit);
  }

  /** A name, compressed or not (RFC 1035 section 4.1.4). Pointers may lead anywhere below the limit, but not for ever. */
  name(): Name {
    const { bytes, limit } = this;
    let offset = this.offset;
    let next: number | undefined;
    let pointers = 0;
    let length = 0;
    let hash = 0;
    for (;;) {
      if (offset >= limit) throw new WireError("buffer size too small");
      const octet = octetAt(bytes, offset++);
      if (octet === 0) break;
      if (octet < 0x40) {
        const end = offset + octet;
        if (end > limit) throw new WireError("buffer size too small");
        if (length + octet + 1 >= MAX_NAME_OCTETS) {
          throw new WireError(`domain name exceeded ${MAX_NAME_OCTETS} wire-format octets`);
        }
        scratch[length++] = octet;
        hash = Math.imul(hash ^ octet, PRIME);
        while (offset < end) {
          const part = octetAt(bytes, offset++);
          scratch[length++] = part;
          hash = Math.imul(hash ^ part, PRIME);
        }
      } else if (octet >= 0xc0) {
        if (offset >= limit) throw new WireError("buffer size too small");
        next ??= offset + 1;
        if (++pointers > MAX_POINTERS) throw new WireError("too many compression pointers");
        offset = u16At(bytes, offset - 1) & 0x3f_ff;
      } else {
        throw new WireError("bad rdata");
      }
    }
    this.offset = next ?? offset;
    return nameOfWire(scratch, length, hash);
  }
}
