/** Names already in a message, to which later ones may point (RFC 1035 section 4.1.4). */

import { slotOf } from "./hash.ts";
import { octetAt, u16At } from "./octets.ts";

/** Pointers have fourteen bits. */
export const MAX_POINTER_TARGET = 0x40_00;
const SLOT_BITS = 14;
const EMPTY = 0;

/**
 * Finds a suffix of a name among those written before. It holds offsets into the message only, and compares octets,
 * so names that differ in case do not meet, as in CoreDNS.
 */
export class NameTable {
  readonly #slots = new Uint16Array(1 << SLOT_BITS);
  readonly #used: number[] = [];

  /** Forgets all names, for the next message. */
  clear(): void {
    for (const slot of this.#used) this.#slots[slot] = EMPTY;
    this.#used.length = 0;
  }

  /**
   * The offset of the first writing of the suffix that stands uncompressed at `start`, or -1. A suffix that is new is
   * remembered when a pointer can reach it.
   */
  findOrAdd(bytes: Uint8Array, start: number, hash: number): number {
    const slots = this.#slots;
    let slot = slotOf(hash, SLOT_BITS);
    for (;;) {
      const offset = slots[slot] ?? EMPTY;
      if (offset === EMPTY) break;
      if (isSameName(bytes, offset, start)) return offset;
      slot = slotOf(slot + 1, SLOT_BITS);
    }
    if (start < MAX_POINTER_TARGET) {
      slots[slot] = start;
      this.#used.push(slot);
    }
    return -1;
  }
}

/** Compares the name at `known`, which may be compressed, with the uncompressed one at `start`. */
function isSameName(bytes: Uint8Array, known: number, start: number): boolean {
  let left = known;
  let right = start;
  for (;;) {
    let length = octetAt(bytes, left);
    while (length >= 0xc0) {
      left = u16At(bytes, left) & 0x3f_ff;
      length = octetAt(bytes, left);
    }
    if (length !== bytes[right]) return false;
    if (length === 0) return true;
    for (let at = 1; at <= length; at++) if (bytes[left + at] !== bytes[right + at]) return false;
    left += length + 1;
    right += length + 1;
  }
}
