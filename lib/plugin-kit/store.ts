/**
 * A store with a limit. When it is full, the oldest entry that was not asked for since it was last looked at goes:
 * CoreDNS evicts at random, so which entry goes is nobody's contract.
 */

/** What the store must know of an entry. */
export interface Evictable {
  /** Set by whoever serves the entry; the store clears it when the entry's turn to go came. */
  asked: boolean;
}

/** CoreDNS has 256 parts with room for four entries each at least. */
const PARTS = 256;
const LEAST_PER_PART = 4;
/** How many entries that were asked for are passed over before one goes all the same. */
const SECOND_CHANCES = 16;

export class Store<Entry extends Evictable> {
  readonly capacity: number;
  readonly #entries = new Map<string, Entry>();

  /** Makes a store with room for as many entries as CoreDNS has room for with this size. */
  constructor(size: number) {
    this.capacity = Math.max(Math.trunc(size / PARTS), LEAST_PER_PART) * PARTS;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): Entry | undefined {
    return this.#entries.get(key);
  }

  /** Keeps an entry in place of the one with this key; true when another one had to go for it. */
  set(key: string, entry: Entry): boolean {
    // Deleting first makes a replaced entry a young one.
    const evicts = !this.#entries.delete(key) && this.#entries.size >= this.capacity;
    if (evicts) this.#evict();
    this.#entries.set(key, entry);
    return evicts;
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** Lets all entries go of which this is true. */
  deleteWhere(isOld: (entry: Entry) => boolean): void {
    for (const [key, entry] of this.#entries) if (isOld(entry)) this.#entries.delete(key);
  }

  /** The youngest first. */
  newest(most: number): readonly Entry[] {
    return [...this.#entries.values()].slice(-most).reverse();
  }

  #evict(): void {
    let chances = SECOND_CHANCES;
    for (const [key, entry] of this.#entries) {
      this.#entries.delete(key);
      if (!entry.asked || chances === 0) return;
      chances--;
      entry.asked = false;
      this.#entries.set(key, entry);
    }
  }
}
