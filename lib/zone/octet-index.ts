/**
 * Keys of octets, each with a chain of things behind it. An entry lies in the pool as a hash, the addresses of the first and
 * the last thing, flags, a length and the key; an open-addressed table has the addresses of entries.
 */
import { type OctetPool, offsetOf, putU32, u32At } from "./octet-pool.ts";

const FIRST_SLOTS = 16;
const FIRST_THING = 4;
const LAST_THING = 8;
const FLAGS = 12;
const LENGTH = 13;
const HEAD_OCTETS = 15;
const PRIME = 0x01_00_01_93;

/** Some octets of an array. */
export interface Span {
  readonly octets: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/** Finds entries by their keys. */
export class OctetIndex {
  readonly #pool: OctetPool;
  #slots = new Uint32Array(FIRST_SLOTS);
  #count = 0;

  constructor(pool: OctetPool) {
    this.#pool = pool;
  }

  /** The entry of a key; 0 when there is none. */
  find(octets: Uint8Array, from: number, to: number): number {
    return this.#find({ octets, from, to }, hashOf(octets, from, to));
  }

  /** Adds a key that is not there; gives its entry. */
  add(octets: Uint8Array, from: number, to: number): number {
    const hash = hashOf(octets, from, to);
    // At most two of three slots are taken.
    if ((this.#count + 1) * 3 > this.#slots.length * 2) this.#enlarge();
    const entry = this.#pool.reserve(HEAD_OCTETS + to - from);
    const piece = this.#pool.pieceOf(entry);
    const at = offsetOf(entry);
    putU32(piece, at, hash);
    piece[at + LENGTH] = (to - from) >> 8;
    piece[at + LENGTH + 1] = to - from;
    const start = at + HEAD_OCTETS - from;
    for (let index = from; index < to; index++) piece[start + index] = octets[index] ?? 0;
    this.#place(entry, hash);
    this.#count++;
    return entry;
  }

  #find({ octets, from, to }: Span, hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = slotOf(hash) & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot] ?? 0;
      if (entry === 0) return 0;
      const piece = this.#pool.pieceOf(entry);
      const at = offsetOf(entry);
      if (u32At(piece, at) !== hash || lengthOf(piece, at) !== to - from) continue;
      const start = at + HEAD_OCTETS - from;
      let index = from;
      while (index < to && piece[start + index] === octets[index]) index++;
      if (index === to) return entry;
    }
  }

  #place(entry: number, hash: number): void {
    const mask = this.#slots.length - 1;
    let slot = slotOf(hash) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = entry;
  }

  #enlarge(): void {
    const before = this.#slots;
    this.#slots = new Uint32Array(before.length * 2);
    for (const entry of before) {
      if (entry !== 0) this.#place(entry, u32At(this.#pool.pieceOf(entry), offsetOf(entry)));
    }
  }

  /** The key of an entry, where it lies. */
  keyOf(entry: number): Span {
    const octets = this.#pool.pieceOf(entry);
    const from = offsetOf(entry) + HEAD_OCTETS;
    return { octets, from, to: from + lengthOf(octets, offsetOf(entry)) };
  }

  /** The address of the first thing behind a key; 0 when there is none. */
  firstOf(entry: number): number {
    return u32At(this.#pool.pieceOf(entry), offsetOf(entry) + FIRST_THING);
  }

  /** Puts a thing behind those that a key has; gives the address of the one before it, 0 for the first. */
  append(entry: number, thing: number): number {
    const piece = this.#pool.pieceOf(entry);
    const at = offsetOf(entry);
    const last = u32At(piece, at + LAST_THING);
    if (last === 0) putU32(piece, at + FIRST_THING, thing);
    putU32(piece, at + LAST_THING, thing);
    return last;
  }

  /** Eight bits that mean what the owner of the keys wants. */
  flagsOf(entry: number): number {
    return this.#pool.pieceOf(entry)[offsetOf(entry) + FLAGS] ?? 0;
  }

  setFlags(entry: number, flags: number): void {
    this.#pool.pieceOf(entry)[offsetOf(entry) + FLAGS] = flags;
  }
}

function hashOf(octets: Uint8Array, from: number, to: number): number {
  let hash = 0;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (octets[at] ?? 0), PRIME);
  return hash >>> 0;
}

function slotOf(hash: number): number {
  return hash ^ (hash >>> 15);
}

function lengthOf(piece: Uint8Array, at: number): number {
  return ((piece[at + LENGTH] ?? 0) << 8) | (piece[at + LENGTH + 1] ?? 0);
}
