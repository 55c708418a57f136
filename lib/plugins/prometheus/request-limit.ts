/** A limit of requests: so many at once, and one more after each interval (Go, golang.org/x/time/rate). */

import type { Clock } from "../../ports/clock.ts";

export class RequestLimit {
  readonly #burst: number;
  readonly #intervalMs: number;
  readonly #clock: Clock;
  #tokens: number;
  #atMs: number;

  /** Without an interval there is no limit. */
  constructor({ burst, intervalMs }: { readonly burst: number; readonly intervalMs: number }, clock: Clock) {
    this.#burst = burst;
    this.#intervalMs = intervalMs;
    this.#clock = clock;
    this.#tokens = burst;
    this.#atMs = clock.monotonicMs();
  }

  /** Takes one request; false when it is one too many. */
  allows(): boolean {
    if (this.#intervalMs <= 0) return true;
    const nowMs = this.#clock.monotonicMs();
    this.#tokens = Math.min(this.#burst, this.#tokens + (nowMs - this.#atMs) / this.#intervalMs);
    this.#atMs = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
}
