/** How many queries of all connections are handled at a time (CoreDNS, streamProcessPool): who comes later waits its turn. */

interface Waiting {
  readonly owner: object;
  readonly go: () => void;
}

export class WorkerPool {
  readonly #size: () => number;
  #taken = 0;
  #waiting: Waiting[] = [];

  constructor(size: () => number) {
    this.#size = size;
  }

  /** Takes a worker if one is free and nobody waits for it. */
  take(): boolean {
    if (this.#taken >= this.#size() || this.#waiting.length > 0) return false;
    this.#taken++;
    return true;
  }

  /** Calls `go` with a worker taken, the longest waiting first. */
  wait(owner: object, go: () => void): void {
    this.#waiting.push({ owner, go });
  }

  /** A worker is free again. */
  give(): void {
    this.#taken--;
    while (this.#taken < this.#size()) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#taken++;
      next.go();
    }
  }

  /** Whoever waits for this owner waits no more. */
  forget(owner: object): void {
    this.#waiting = this.#waiting.filter((one) => one.owner !== owner);
  }
}
