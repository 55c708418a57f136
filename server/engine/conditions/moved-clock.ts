/** A clock that can be moved ahead: timers that fall due on the way run in their order, each at its own time. */
import type { Clock, Timer, TimerTask } from "../../../lib/ports/clock.ts";

interface Waiting {
  dueMs: number;
  readonly periodMs: number | undefined;
  readonly task: TimerTask;
  base: Timer;
}

/** A day's timers of a second each; who has more than these waits for them. */
const MOST_RUNS = 100_000;

export class MovedClock implements Clock {
  readonly #base: Clock;
  readonly #waiting = new Set<Waiting>();
  #aheadMs = 0;

  constructor(base: Clock) {
    this.#base = base;
  }

  /** How far it is ahead of the real time. */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  nowMs(): number {
    return this.#base.nowMs() + this.#aheadMs;
  }

  monotonicMs(): number {
    return this.#base.monotonicMs() + this.#aheadMs;
  }

  after(delayMs: number, task: TimerTask): Timer {
    return this.#wait({ dueMs: this.monotonicMs() + delayMs, periodMs: undefined, task });
  }

  every(periodMs: number, task: TimerTask): Timer {
    return this.#wait({ dueMs: this.monotonicMs() + periodMs, periodMs, task });
  }

  /** Moves ahead. What tasks begin by that and wait for goes on by itself. */
  advance(byMs: number): void {
    const aheadMs = this.#aheadMs + byMs;
    const untilMs = this.monotonicMs() + byMs;
    for (let runs = 0; runs < MOST_RUNS; runs++) {
      const next = this.#nextUntil(untilMs);
      if (next === undefined) break;
      this.#aheadMs += Math.max(next.dueMs - this.monotonicMs(), 0);
      this.#runOnTheWay(next);
    }
    this.#aheadMs = aheadMs;
    for (const waiting of this.#waiting) this.#arm(waiting);
  }

  #wait(timed: Omit<Waiting, "base">): Timer {
    const waiting: Waiting = { ...timed, base: NO_TIMER };
    this.#waiting.add(waiting);
    this.#arm(waiting);
    return {
      cancel: () => {
        this.#waiting.delete(waiting);
        waiting.base.cancel();
      },
    };
  }

  #arm(waiting: Waiting): void {
    waiting.base.cancel();
    const delayMs = Math.max(waiting.dueMs - this.monotonicMs(), 0);
    waiting.base = this.#base.after(delayMs, () => this.#run(waiting));
  }

  #run(waiting: Waiting): void | Promise<void> {
    if (!this.#waiting.has(waiting)) return;
    waiting.base.cancel();
    if (waiting.periodMs === undefined) this.#waiting.delete(waiting);
    else {
      waiting.dueMs += waiting.periodMs;
      this.#arm(waiting);
    }
    return waiting.task();
  }

  /** A task that throws ends nothing but itself: its error goes where those of timers go. */
  #runOnTheWay(waiting: Waiting): void {
    try {
      this.#run(waiting);
    } catch (error) {
      this.#base.after(0, () => {
        throw error;
      });
    }
  }

  #nextUntil(untilMs: number): Waiting | undefined {
    let next: Waiting | undefined;
    for (const waiting of this.#waiting) {
      if (waiting.dueMs <= untilMs && (next === undefined || waiting.dueMs < next.dueMs)) next = waiting;
    }
    return next;
  }
}

const NO_TIMER: Timer = { cancel: () => undefined };
