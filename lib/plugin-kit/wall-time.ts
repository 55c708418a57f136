/** The time of day with fractions of milliseconds, for those who tell it to others. */
import type { Clock } from "../ports/clock.ts";

/** A step of the wall clock by more than this is a step, and no rounding. */
const MOST_ROUNDED_MS = 2;

export class WallTime {
  readonly #clock: Clock;
  /** What the wall clock is ahead of the monotonic one. */
  #aheadMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#aheadMs = clock.nowMs() - clock.monotonicMs();
  }

  /** Milliseconds since the Unix epoch, as exact as the monotonic clock. */
  nowMs(): number {
    const nowMs = this.#clock.nowMs();
    const exactMs = this.#clock.monotonicMs() + this.#aheadMs;
    if (Math.abs(exactMs - nowMs) <= MOST_ROUNDED_MS) return exactMs;
    this.#aheadMs += nowMs - exactMs;
    return nowMs;
  }
}
