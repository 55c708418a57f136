/**
 * Objects of names that were looked at: of a small zone all stay, of a large one those that are asked for again and again.
 * A name that is asked for once leaves nothing behind.
 */
import type { CanonicalName } from "../dns/name/name.ts";

const MOST = 4096;
/** Names that were met lately, by number. */
const SLOTS = 8192;

/** Remembers objects by name. */
export class MetNames<Met> {
  readonly #met = new Map<CanonicalName, Met>();
  #lately: Uint32Array | undefined;

  get(name: CanonicalName): Met | undefined {
    return this.#met.get(name);
  }

  /** Keeps what was made of a name, which has this number, if there is reason to. */
  keep(name: CanonicalName, number: number, met: Met): void {
    if (this.#met.size >= MOST) {
      this.#lately ??= new Uint32Array(SLOTS);
      const slot = (number ^ (number >>> 13)) & (SLOTS - 1);
      const isMetAgain = this.#lately[slot] === number;
      this.#lately[slot] = number;
      if (!isMetAgain) return;
      for (const oldest of this.#met.keys()) {
        this.#met.delete(oldest);
        break;
      }
    }
    this.#met.set(name, met);
  }

  clear(): void {
    if (this.#met.size > 0) this.#met.clear();
  }
}
