/** Ticks at a steady pace, of which one is kept until it is taken (Go's time.Ticker). */
import type { Clock } from "../../ports/clock.ts";

export class Ticker {
  readonly #clock: Clock;
  readonly #periodMs: number;
  /** When the next tick comes, on the monotonic clock. */
  nextMs: number;

  constructor(clock: Clock, periodMs: number) {
    this.#clock = clock;
    this.#periodMs = periodMs;
    this.nextMs = clock.monotonicMs() + periodMs;
  }

  /** True when it has ticked since it was taken last. */
  take(): boolean {
    const lateMs = this.#clock.monotonicMs() - this.nextMs;
    if (lateMs < 0) return false;
    this.nextMs += (Math.floor(lateMs / this.#periodMs) + 1) * this.#periodMs;
    return true;
  }
}
