/** The names that own records: as they came, and in canonical order (RFC 4034 section 6.1), which is made when it is wanted. */
import type { CanonicalName } from "../dns/name/name.ts";
import type { NameIndex } from "./name-index.ts";

const FIRST_ROOM = 16;

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
    this.#sorted ??= this.asAdded()
      .slice()
      .sort((left, right) => this.#names.compare(left, right));
    return this.#sorted;
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
