/** Names of a zone by their octets, in presentation format in lower case, which is ASCII; see `OctetIndex`. */
import type { CanonicalName } from "../dns/name/name.ts";
import { compareNames } from "../dns/name/order.ts";
import { OctetIndex, type Span } from "./octet-index.ts";
import type { OctetPool } from "./octet-pool.ts";

const HAS_NAMES_BELOW = 1;
const HAS_ESCAPES = 2;

const DOT = 0x2e;
const BACKSLASH = 0x5c;
/** Names of 255 octets, each of them escaped. */
const MAX_NAME_CHARACTERS = 1024;

const scratch = new Uint8Array(MAX_NAME_CHARACTERS);
const codes: number[] = [];

/** The names that own records, and those above them. */
export class NameIndex {
  readonly #keys: OctetIndex;

  constructor(pool: OctetPool) {
    this.#keys = new OctetIndex(pool);
  }

  /** The entry of a name; 0 when there is none. */
  find(name: CanonicalName): number {
    return this.#keys.find(scratch, 0, putName(name, scratch));
  }

  /** The entry of a name, made with those above it when there is none: `octets` up to `length`. */
  findOrAdd(octets: Uint8Array, length: number): number {
    const found = this.#keys.find(octets, 0, length);
    if (found !== 0) return found;
    const entry = this.#add(octets, 0, length);
    this.#markAbove(octets, length);
    return entry;
  }

  #add(octets: Uint8Array, from: number, to: number): number {
    const entry = this.#keys.add(octets, from, to);
    for (let at = from; at < to; at++) if (octets[at] === BACKSLASH) this.#keys.setFlags(entry, HAS_ESCAPES);
    return entry;
  }

  /** All names above one have a name below them; those above one that was marked before are marked already. */
  #markAbove(octets: Uint8Array, length: number): void {
    for (let at = 0; at < length - 1; ) {
      at = endOfLabel(octets, at, length);
      // Behind the last label comes the root, whose name is the last dot.
      const from = Math.min(at, length - 1);
      const entry = this.#keys.find(octets, from, length) || this.#add(octets, from, length);
      const flags = this.#keys.flagsOf(entry);
      if ((flags & HAS_NAMES_BELOW) !== 0) return;
      this.#keys.setFlags(entry, flags | HAS_NAMES_BELOW);
    }
  }

  /** The name of an entry. */
  nameOf(entry: number): CanonicalName {
    const { octets, from, to } = this.#keys.keyOf(entry);
    codes.length = to - from;
    for (let at = from; at < to; at++) codes[at - from] = octets[at] ?? 0;
    return String.fromCharCode.apply(null, codes) as CanonicalName;
  }

  /** The address of the first record of a name; 0 for one that is only above others. */
  firstOf(entry: number): number {
    return this.#keys.firstOf(entry);
  }

  /** Puts a record behind those that the name has; gives the address of the one before it, 0 for the first. */
  append(entry: number, record: number): number {
    return this.#keys.append(entry, record);
  }

  hasNamesBelow(name: CanonicalName): boolean {
    const entry = this.find(name);
    return entry !== 0 && (this.#keys.flagsOf(entry) & HAS_NAMES_BELOW) !== 0;
  }

  /** The canonical order of two entries. */
  compare(left: number, right: number): number {
    if (left === right) return 0;
    if (((this.#keys.flagsOf(left) | this.#keys.flagsOf(right)) & HAS_ESCAPES) !== 0) {
      return compareNames(this.nameOf(left), this.nameOf(right));
    }
    return compareSpans(this.#keys.keyOf(left), this.#keys.keyOf(right));
  }

  /** The canonical order of an entry and a name. */
  compareTo(entry: number, name: CanonicalName): number {
    if ((this.#keys.flagsOf(entry) & HAS_ESCAPES) !== 0 || name.includes("\\")) {
      return compareNames(this.nameOf(entry), name);
    }
    return compareSpans(this.#keys.keyOf(entry), { octets: scratch, from: 0, to: putName(name, scratch) });
  }
}

/** Writes a name's characters; gives how many there are. */
export function putName(name: CanonicalName, octets: Uint8Array): number {
  for (let at = 0; at < name.length; at++) octets[at] = name.charCodeAt(at);
  return name.length;
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
function compareSpans(a: Span, b: Span): number {
  let aEnd = a.to - 1;
  let bEnd = b.to - 1;
  while (aEnd > a.from && bEnd > b.from) {
    const aStart = startOfLabel(a, aEnd);
    const bStart = startOfLabel(b, bEnd);
    const shared = Math.min(aEnd - aStart, bEnd - bStart);
    for (let at = 0; at < shared; at++) {
      const difference = (a.octets[aStart + at] ?? 0) - (b.octets[bStart + at] ?? 0);
      if (difference !== 0) return difference;
    }
    const difference = aEnd - aStart - (bEnd - bStart);
    if (difference !== 0) return difference;
    aEnd = aStart - 1;
    bEnd = bStart - 1;
  }
  return Number(aEnd > a.from) - Number(bEnd > b.from);
}

function startOfLabel({ octets, from }: Span, end: number): number {
  let at = end;
  while (at > from && octets[at - 1] !== DOT) at--;
  return at;
}
