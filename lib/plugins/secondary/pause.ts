/** Waiting that can be ended from outside. */
import type { Clock, Timer } from "../../ports/clock.ts";

export class Pause {
  readonly #clock: Clock;
  #timer: Timer | undefined;
  #wake: (() => void) | undefined;
  isStopped = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Waits; true when it has been stopped, before or meanwhile. One waits at a time. */
  async wait(durationMs: number): Promise<boolean> {
    if (this.isStopped) return true;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.#timer = this.#clock.after(durationMs, resolve);
    });
    return this.isStopped;
  }

  stop(): void {
    this.isStopped = true;
    this.#timer?.cancel();
    this.#wake?.();
  }
}
