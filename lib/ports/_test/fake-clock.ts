/** A clock that a test moves. */
import type { Clock, Timer } from "../clock.ts";

interface Planned {
  readonly task: () => void;
  readonly periodMs: number | undefined;
  atMs: number;
}

export class FakeClock implements Clock {
  #nowMs: number;
  #planned: Planned[] = [];

  constructor(startMs = Date.UTC(2026, 0, 1)) {
    this.#nowMs = startMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, task: () => void): Timer {
    return this.#plan({ task, periodMs: undefined, atMs: this.#nowMs + delayMs });
  }

  every(periodMs: number, task: () => void): Timer {
    return this.#plan({ task, periodMs, atMs: this.#nowMs + periodMs });
  }

  #plan(planned: Planned): Timer {
    this.#planned.push(planned);
    return {
      cancel: () => {
        this.#planned = this.#planned.filter((other) => other !== planned);
      },
    };
  }

  /** How many timers are running. */
  get timers(): number {
    return this.#planned.length;
  }

  /** Lets time pass: timers run in order, and promises settle before and after each. */
  async pass(durationMs: number): Promise<void> {
    const endMs = this.#nowMs + durationMs;
    await settle();
    for (let next = this.#next(endMs); next !== undefined; next = this.#next(endMs)) {
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      if (next.periodMs === undefined) this.#planned = this.#planned.filter((other) => other !== next);
      else next.atMs += next.periodMs;
      next.task();
      await settle();
    }
    this.#nowMs = endMs;
  }

  #next(endMs: number): Planned | undefined {
    return this.#planned.filter(({ atMs }) => atMs <= endMs).sort((one, other) => one.atMs - other.atMs)[0];
  }
}

/** Enough turns for promises that wait for each other. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}
