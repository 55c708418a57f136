/** The names that own records: as they came, and in canonical order (RFC 4034 section 6.1), which is made when it is wanted. */
import type { CanonicalName } from "../dns/name/name.ts";
import type { NameIndex } from "./name-index.ts";

const FIRST_ROOM = 16;
/** So many entries are put in order in a step: some tenths of a millisecond's work. */
const ENTRIES_PER_STEP = 512;

/** Entries of a name index in two orders. */
export class NodeOrder {
  readonly #names: NameIndex;
  #added = new Uint32Array(FIRST_ROOM);
  #size = 0;
  /** Most files are in order already: then there is one order only. */
  #isInOrder = true;
  #sorted: Uint32Array | undefined;

  constructor(names: NameIndex) {
    this.#names = names;
  }

  /** How many there are. */
  get size(): number {
    return this.#size;
  }

  /** Adds an entry that is not among them. */
  add(entry: number): void {
    if (this.#size === this.#added.length) {
      const larger = new Uint32Array(this.#size * 2);
      larger.set(this.#added);
      this.#added = larger;
    }
    const last = this.#added[this.#size - 1];
    if (this.#isInOrder && last !== undefined) this.#isInOrder = this.#names.compare(last, entry) < 0;
    this.#added[this.#size++] = entry;
    this.#sorted = undefined;
  }

  /** The entries as they came. */
  asAdded(): Uint32Array {
    return this.#added.subarray(0, this.#size);
  }

  /** The entries in canonical order. */
  inOrder(): Uint32Array {
    if (this.#isInOrder) return this.asAdded();
    if (this.#sorted === undefined) for (const _ of this.sortSteps());
    return this.#sorted ?? this.asAdded();
  }

  /** Makes the canonical order in steps, between which somebody else may work; nobody waits for it afterwards. */
  *sortSteps(): Generator<undefined, undefined> {
    if (this.#isInOrder || this.#sorted !== undefined) return undefined;
    let sorted = this.asAdded().slice();
    const size = sorted.length;
    for (let start = 0; start < size; start += ENTRIES_PER_STEP) {
      sorted.subarray(start, start + ENTRIES_PER_STEP).sort((left, right) => this.#names.compare(left, right));
      yield undefined;
    }
    let merged = new Uint32Array(size);
    for (let width = ENTRIES_PER_STEP; width < size; width *= 2) {
      yield* this.#mergeRuns(sorted, merged, width);
      [sorted, merged] = [merged, sorted];
    }
    this.#sorted = sorted;
    return undefined;
  }

  /** Merges runs that are in order, two and two. */
  *#mergeRuns(from: Uint32Array, to: Uint32Array, width: number): Generator<undefined, undefined> {
    let left = 0;
    let right = width;
    for (let at = 0; at < from.length; at++) {
      if (at % (2 * width) === 0) [left, right] = [at, at + width];
      if (at % ENTRIES_PER_STEP === 0) yield undefined;
      const leftEnd = at - (at % (2 * width)) + width;
      const rightEnd = Math.min(leftEnd + width, from.length);
      const isLeft =
        left < leftEnd && (right >= rightEnd || this.#names.compare(from[left] ?? 0, from[right] ?? 0) < 0);
      to[at] = from[isLeft ? left++ : right++] ?? 0;
    }
    return undefined;
  }

  /** The last entry that is not after a name; 0 when all are. */
  atOrBefore(name: CanonicalName): number {
    const entries = this.inOrder();
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#names.compareTo(entries[middle] ?? 0, name) <= 0) low = middle + 1;
      else high = middle;
    }
    return entries[low - 1] ?? 0;
  }
}
