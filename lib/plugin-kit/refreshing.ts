/** What is done again and again, each time a while after it was done. */
import type { Clock, Timer } from "../ports/clock.ts";

export class Refreshing {
  readonly #clock: Clock;
  readonly #periodMs: number;
  readonly #task: (isStopped: () => boolean) => Promise<void>;
  #timer: Timer | undefined;
  #isStopped = false;

  /** The task hears whether it is still wanted. */
  constructor(clock: Clock, periodMs: number, task: (isStopped: () => boolean) => Promise<void>) {
    this.#clock = clock;
    this.#periodMs = periodMs;
    this.#task = task;
  }

  /** Does it for the first time after so long; after the period without it. */
  start(delayMs: number = this.#periodMs): void {
    if (this.#isStopped) return;
    this.#timer = this.#clock.after(delayMs, async () => {
      await this.#task(() => this.#isStopped);
      this.start();
    });
  }

  stop(): void {
    this.#isStopped = true;
    this.#timer?.cancel();
  }
}
