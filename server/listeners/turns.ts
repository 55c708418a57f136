/**
 * Whose turn it is among the connections of a listener. One that has much to ask has a slice of time, and then waits for
 * the others: what is short stays short, and UDP and timers are looked at in between.
 */

/** How long connections are served before the event loop looks at everything else. */
const TURN_MS = 5;
/** How long one connection is served before the others. */
const SLICE_MS = 1;

export class Turns {
  readonly #nowMs: () => number;
  readonly #waiting: (() => void)[] = [];
  #turnEndMs: number | undefined;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Until when somebody may go on who has just begun; it has passed when this turn has no time left. */
  sliceEndMs(): number {
    const nowMs = this.#nowMs();
    if (this.#turnEndMs === undefined) {
      this.#turnEndMs = nowMs + TURN_MS;
      setImmediate(() => this.#next());
    }
    return Math.min(this.#turnEndMs, nowMs + SLICE_MS);
  }

  /** Calls when it is one's turn again, the longest waiting first. */
  wait(call: () => void): void {
    this.#waiting.push(call);
  }

  #next(): void {
    this.#turnEndMs = undefined;
    while (this.#waiting.length > 0 && this.sliceEndMs() > this.#nowMs()) this.#waiting.shift()?.();
  }
}
