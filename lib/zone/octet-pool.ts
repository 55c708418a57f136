/**
 * Octets of many small things in a few large buffers. What is put in has an address, a number that never changes and is
 * never 0; it lies in one buffer as a whole.
 */

const PIECE_BITS = 20;
const PIECE_OCTETS = 1 << PIECE_BITS;
const OFFSET_MASK = PIECE_OCTETS - 1;
const FIRST_PIECE_OCTETS = 1024;
const GROWTH = 8;
const MAX_PIECES = 1 << (32 - PIECE_BITS);

/** Where an address lies in its piece. */
export function offsetOf(address: number): number {
  return address & OFFSET_MASK;
}

/** The number in the four octets at a place. */
export function u32At(octets: Uint8Array, at: number): number {
  return (
    (((octets[at] ?? 0) << 24) |
      ((octets[at + 1] ?? 0) << 16) |
      ((octets[at + 2] ?? 0) << 8) |
      (octets[at + 3] ?? 0)) >>>
    0
  );
}

/** Writes a number into four octets. */
export function putU32(octets: Uint8Array, at: number, value: number): void {
  octets[at] = value >>> 24;
  octets[at + 1] = value >>> 16;
  octets[at + 2] = value >>> 8;
  octets[at + 3] = value;
}

/** Room that grows by whole buffers, so that nothing is ever moved. */
export class OctetPool {
  readonly #pieces: Uint8Array[] = [];
  #used = 0;
  #octets = 0;

  /** How many octets of memory it holds. */
  get octets(): number {
    return this.#octets;
  }

  /** Room for up to 128 KiB; gives its address. */
  reserve(count: number): number {
    const last = this.#pieces.at(-1);
    if (last === undefined || this.#used + count > last.length) this.#grow(count);
    const address = (this.#pieces.length - 1) * PIECE_OCTETS + this.#used;
    this.#used += count;
    return address;
  }

  /** The buffer in which an address lies, at `offsetOf(address)`. */
  pieceOf(address: number): Uint8Array {
    const piece = this.#pieces[address >>> PIECE_BITS];
    if (piece === undefined) throw new RangeError(`no octets at ${address}`);
    return piece;
  }

  #grow(count: number): void {
    if (this.#pieces.length === MAX_PIECES) throw new RangeError("more than 4 GiB of records");
    const next = this.#pieces.length === 0 ? FIRST_PIECE_OCTETS : this.#octets * GROWTH;
    const piece = new Uint8Array(Math.min(PIECE_OCTETS, Math.max(next, count + 1)));
    // Address 0 stands for none.
    this.#used = this.#pieces.length === 0 ? 1 : 0;
    this.#pieces.push(piece);
    this.#octets += piece.length;
  }
}
