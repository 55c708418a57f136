/** How often an entry was asked for lately (CoreDNS, plugin cache, package freq). */

/** Counts queries that come no further apart than a window. */
export class Popularity {
  #lastMs = Number.NEGATIVE_INFINITY;
  #hits = 0;

  get hits(): number {
    return this.#hits;
  }

  /** Counts a query; after a silence longer than the window the count starts again. */
  count(windowMs: number, nowMs: number): void {
    this.#hits = this.#lastMs < nowMs - windowMs ? 1 : this.#hits + 1;
    this.#lastMs = nowMs;
  }

  /** Takes over what an entry had gathered that this one replaces. */
  takeOver(hits: number, nowMs: number): void {
    this.#hits = hits;
    this.#lastMs = nowMs;
  }
}
