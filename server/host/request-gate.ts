/** How many requests may go to an API server: a token bucket, and so many at once (client-go, flowcontrol). */
import { setTimeout as sleep } from "node:timers/promises";
import type { RequestLimits } from "../../lib/ports/clusters.ts";

/** Lets requests through as their limits allow. */
export class RequestGate {
  readonly #limits: RequestLimits;
  readonly #nowMs: () => number;
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;
  #tokens: number;
  #countedMs: number;

  constructor(limits: RequestLimits, nowMs: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#nowMs = nowMs;
    this.#tokens = limits.burst;
    this.#countedMs = nowMs();
  }

  /** Takes a token, which may be one that is still to come; gives the milliseconds until then. */
  reserveMs(): number {
    const { perSecond, burst } = this.#limits;
    const nowMs = this.#nowMs();
    const grown = this.#tokens + ((nowMs - this.#countedMs) / 1000) * perSecond;
    this.#countedMs = nowMs;
    this.#tokens = Math.min(burst, grown) - 1;
    return this.#tokens >= 0 ? 0 : (-this.#tokens / perSecond) * 1000;
  }

  /** Waits for a token; gives the seconds that took. */
  async takeTurn(signal: AbortSignal): Promise<number> {
    const delayMs = this.reserveMs();
    if (delayMs > 0) await sleep(delayMs, undefined, { signal, ref: false });
    return delayMs / 1000;
  }

  /** Waits until a request may be under way; `leave` must follow. Rejects when the signal comes first. */
  async enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#limits.atOnce === 0 || this.#underWay < this.#limits.atOnce) {
      this.#underWay += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const start = (): void => {
        signal.removeEventListener("abort", giveUp);
        resolve();
      };
      const giveUp = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(start), 1);
        reject(signal.reason);
      };
      this.#waiting.push(start);
      signal.addEventListener("abort", giveUp, { once: true });
    });
  }

  /** The next one that waits takes the place. */
  leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#underWay -= 1;
    else next();
  }
}
