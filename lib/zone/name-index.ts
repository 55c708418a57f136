/**
 * Names of a zone by their octets: presentation format in lower case, which is ASCII. An entry lies in the pool as a hash,
 * the addresses of two records, flags, a length and the name; an open-addressed table has the addresses of entries.
 */
import type { CanonicalName } from "../dns/name/name.ts";
import { compareNames } from "../dns/name/order.ts";
import { type OctetPool, offsetOf, putU32, u32At } from "./octet-pool.ts";

const FIRST_SLOTS = 16;
const FIRST_RECORD = 4;
const LAST_RECORD = 8;
const FLAGS = 12;
const LENGTH = 13;
const HEAD_OCTETS = 15;

const HAS_NAMES_BELOW = 1;
const HAS_ESCAPES = 2;

const DOT = 0x2e;
const BACKSLASH = 0x5c;
const PRIME = 0x01_00_01_93;
/** Names of 255 octets, each of them escaped. */
const MAX_NAME_CHARACTERS = 1024;

const scratch = new Uint8Array(MAX_NAME_CHARACTERS);
const other = new Uint8Array(MAX_NAME_CHARACTERS);
const codes: number[] = [];

/** The names that own records, and those above them. */
export class NameIndex {
  readonly #pool: OctetPool;
  #slots = new Uint32Array(FIRST_SLOTS);
  #count = 0;

  constructor(pool: OctetPool) {
    this.#pool = pool;
  }

  /** The entry of a name; 0 when there is none. */
  find(name: CanonicalName): number {
    const length = putName(name, scratch);
    return this.#find(scratch, { from: 0, to: length }, hashOf(scratch, 0, length));
  }

  /** The entry of a name, made with those above it when there is none: `octets` up to `length`. */
  findOrAdd(octets: Uint8Array, length: number): number {
    const hash = hashOf(octets, 0, length);
    const found = this.#find(octets, { from: 0, to: length }, hash);
    if (found !== 0) return found;
    const entry = this.#add(octets, { from: 0, to: length }, hash);
    this.#markAbove(octets, length);
    return entry;
  }

  /** All names above one have a name below them; those above one that was marked before are marked already. */
  #markAbove(octets: Uint8Array, length: number): void {
    for (let at = 0; at < length - 1; ) {
      at = endOfLabel(octets, at, length);
      // Behind the last label comes the root, whose name is the last dot.
      const from = Math.min(at, length - 1);
      const hash = hashOf(octets, from, length);
      const entry = this.#find(octets, { from, to: length }, hash) || this.#add(octets, { from, to: length }, hash);
      const piece = this.#pool.pieceOf(entry);
      const flags = offsetOf(entry) + FLAGS;
      if (((piece[flags] ?? 0) & HAS_NAMES_BELOW) !== 0) return;
      piece[flags] = (piece[flags] ?? 0) | HAS_NAMES_BELOW;
    }
  }

  #find(octets: Uint8Array, { from, to }: Span, hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = slotOf(hash) & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot] ?? 0;
      if (entry === 0) return 0;
      const piece = this.#pool.pieceOf(entry);
      const at = offsetOf(entry);
      if (u32At(piece, at) !== hash) continue;
      if (isSame(piece, at, octets, from, to)) return entry;
    }
  }

  #add(octets: Uint8Array, { from, to }: Span, hash: number): number {
    // At most two of three slots are taken.
    if ((this.#count + 1) * 3 > this.#slots.length * 2) this.#enlarge();
    const entry = this.#pool.reserve(HEAD_OCTETS + to - from);
    const piece = this.#pool.pieceOf(entry);
    const at = offsetOf(entry);
    putU32(piece, at, hash);
    piece[at + LENGTH] = (to - from) >> 8;
    piece[at + LENGTH + 1] = to - from;
    let flags = 0;
    for (let index = from; index < to; index++) {
      const octet = octets[index] ?? 0;
      piece[at + HEAD_OCTETS + index - from] = octet;
      if (octet === BACKSLASH) flags = HAS_ESCAPES;
    }
    piece[at + FLAGS] = flags;
    this.#place(entry, hash);
    this.#count++;
    return entry;
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

  /** The name of an entry. */
  nameOf(entry: number): CanonicalName {
    const piece = this.#pool.pieceOf(entry);
    const from = offsetOf(entry) + HEAD_OCTETS;
    const length = lengthOf(piece, offsetOf(entry));
    codes.length = length;
    for (let at = 0; at < length; at++) codes[at] = piece[from + at] ?? 0;
    return String.fromCharCode.apply(null, codes) as CanonicalName;
  }

  /** The address of the first record of a name; 0 for one that is only above others. */
  firstOf(entry: number): number {
    return u32At(this.#pool.pieceOf(entry), offsetOf(entry) + FIRST_RECORD);
  }

  /** Puts a record behind those that the name has; gives the address of the one before it, 0 for the first. */
  append(entry: number, record: number): number {
    const piece = this.#pool.pieceOf(entry);
    const at = offsetOf(entry);
    const last = u32At(piece, at + LAST_RECORD);
    if (last === 0) putU32(piece, at + FIRST_RECORD, record);
    putU32(piece, at + LAST_RECORD, record);
    return last;
  }

  hasNamesBelow(name: CanonicalName): boolean {
    const entry = this.find(name);
    return entry !== 0 && (this.#flagsOf(entry) & HAS_NAMES_BELOW) !== 0;
  }

  #flagsOf(entry: number): number {
    return this.#pool.pieceOf(entry)[offsetOf(entry) + FLAGS] ?? 0;
  }

  /** The canonical order of two entries. */
  compare(left: number, right: number): number {
    if (left === right) return 0;
    if (((this.#flagsOf(left) | this.#flagsOf(right)) & HAS_ESCAPES) !== 0) {
      return compareNames(this.nameOf(left), this.nameOf(right));
    }
    const [a, b] = [this.#pool.pieceOf(left), this.#pool.pieceOf(right)];
    return compareOctets(
      { octets: a, from: offsetOf(left) + HEAD_OCTETS, length: lengthOf(a, offsetOf(left)) },
      { octets: b, from: offsetOf(right) + HEAD_OCTETS, length: lengthOf(b, offsetOf(right)) },
    );
  }

  /** The canonical order of an entry and a name. */
  compareTo(entry: number, name: CanonicalName): number {
    if ((this.#flagsOf(entry) & HAS_ESCAPES) !== 0 || name.includes("\\")) {
      return compareNames(this.nameOf(entry), name);
    }
    const piece = this.#pool.pieceOf(entry);
    return compareOctets(
      { octets: piece, from: offsetOf(entry) + HEAD_OCTETS, length: lengthOf(piece, offsetOf(entry)) },
      { octets: other, from: 0, length: putName(name, other) },
    );
  }
}

interface Span {
  readonly from: number;
  readonly to: number;
}

interface Text {
  readonly octets: Uint8Array;
  readonly from: number;
  readonly length: number;
}

/** Writes a name's characters; gives how many there are. */
export function putName(name: CanonicalName, octets: Uint8Array): number {
  for (let at = 0; at < name.length; at++) octets[at] = name.charCodeAt(at);
  return name.length;
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

// biome-ignore lint/complexity/useMaxParams: it runs for every look-up, and must make no object.
function isSame(piece: Uint8Array, at: number, octets: Uint8Array, from: number, to: number): boolean {
  if (lengthOf(piece, at) !== to - from) return false;
  const start = at + HEAD_OCTETS - from;
  for (let index = from; index < to; index++) if (piece[start + index] !== octets[index]) return false;
  return true;
}

/** Behind the dot of the label that begins at `from`. */
function endOfLabel(octets: Uint8Array, from: number, length: number): number {
  for (let at = from; at < length; at++) {
    if (octets[at] === DOT) return at + 1;
    if (octets[at] === BACKSLASH) at += isDigit(octets[at + 1]) ? 3 : 1;
  }
  return length;
}

function isDigit(code = 0): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Names without escapes by their labels from the right; the root has none. */
function compareOctets(a: Text, b: Text): number {
  let aEnd = a.length === 1 ? -1 : a.length - 1;
  let bEnd = b.length === 1 ? -1 : b.length - 1;
  while (aEnd >= 0 && bEnd >= 0) {
    const aStart = labelBefore(a, aEnd);
    const bStart = labelBefore(b, bEnd);
    const shared = Math.min(aEnd - aStart, bEnd - bStart);
    for (let at = 0; at < shared; at++) {
      const difference = (a.octets[a.from + aStart + at] ?? 0) - (b.octets[b.from + bStart + at] ?? 0);
      if (difference !== 0) return difference;
    }
    const difference = aEnd - aStart - (bEnd - bStart);
    if (difference !== 0) return difference;
    aEnd = aStart - 1;
    bEnd = bStart - 1;
  }
  return aEnd - bEnd;
}

function labelBefore({ octets, from }: Text, end: number): number {
  let at = end;
  while (at > 0 && octets[from + at - 1] !== DOT) at--;
  return at;
}
