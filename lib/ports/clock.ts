/** Time comes in through here, so that a test can hold it still. */

/** A timer that was set; cancelling twice is harmless. */
export interface Timer {
  cancel(): void;
}

/** What a timer does; one that throws or rejects ends nothing but itself. */
export type TimerTask = () => void | Promise<void>;

/** Wall clock, monotonic clock and timers. Timers never keep the process alive. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  nowMs(): number;
  /** Milliseconds from an arbitrary start, never going back; fractions are meaningful. */
  monotonicMs(): number;
  /** Runs `task` once after `delayMs`. */
  after(delayMs: number, task: TimerTask): Timer;
  /** Runs `task` every `periodMs` until cancelled. */
  every(periodMs: number, task: TimerTask): Timer;
}
