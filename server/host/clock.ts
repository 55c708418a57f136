/** Time from the machine. Timers never keep the process alive. */
import type { Clock, Timer } from "../../lib/ports/clock.ts";

/** Longer delays overflow Node's timers. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** The machine's clocks. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, task): Timer {
    const timer = setTimeout(task, Math.min(delayMs, MAX_DELAY_MS)).unref();
    return { cancel: () => clearTimeout(timer) };
  },
  every(periodMs, task): Timer {
    const timer = setInterval(task, Math.min(periodMs, MAX_DELAY_MS)).unref();
    return { cancel: () => clearInterval(timer) };
  },
};
