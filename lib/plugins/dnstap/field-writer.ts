/** Fields of a Protocol Buffers message, written one behind the other into octets that are used again. */

const VARINT = 0;
const OCTETS = 2;
const FIXED32 = 5;
const FIRST_ROOM = 1024;
/** A number of 53 bits and a field's number. */
const LONGEST_VARINT = 8;

export class FieldWriter {
  #octets = new Uint8Array(FIRST_ROOM);
  #length = 0;

  /** A whole number, 0 or more. */
  number(field: number, value: number): void {
    this.#need(2 * LONGEST_VARINT);
    this.#varint((field << 3) | VARINT);
    this.#varint(value);
  }

  octets(field: number, value: Uint8Array): void {
    this.#need(2 * LONGEST_VARINT);
    this.#varint((field << 3) | OCTETS);
    this.#varint(value.length);
    this.raw(value);
  }

  fixed32(field: number, value: number): void {
    this.#need(LONGEST_VARINT + 4);
    this.#varint((field << 3) | FIXED32);
    for (let shift = 0; shift < 32; shift += 8) this.#octets[this.#length++] = value >>> shift;
  }

  /** Fields that are written already. */
  raw(fields: Uint8Array): void {
    this.#need(fields.length);
    this.#octets.set(fields, this.#length);
    this.#length += fields.length;
  }

  /** What was written, in octets of its own; the next message begins. */
  take(): Uint8Array {
    const taken = this.#octets.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }

  #varint(value: number): void {
    let rest = value;
    for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) this.#octets[this.#length++] = (rest & 0x7f) | 0x80;
    this.#octets[this.#length++] = rest;
  }

  #need(more: number): void {
    if (this.#length + more <= this.#octets.length) return;
    const larger = new Uint8Array(Math.max(2 * this.#octets.length, this.#length + more));
    larger.set(this.#octets);
    this.#octets = larger;
  }
}
