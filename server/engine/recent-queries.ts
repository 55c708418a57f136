/** Why the newest queries were answered as they were, whoever asked: each is watched, as long as they do not come too fast. */
import type { Explanation } from "../../lib/explanation/explanation.ts";
import type { Clock } from "../../lib/ports/clock.ts";

/** Of so many queries it is known; each keeps its messages. */
const MAX_KEPT = 200;
/** Watching costs time: of a flood only the first queries of each second are watched. */
const MAX_WATCHED_PER_SECOND = 100;

/** Explanations by the number of their query. */
export class RecentQueries {
  readonly #clock: Pick<Clock, "nowMs">;
  readonly #explanations = new Map<number, Explanation>();
  #second = 0;
  #watched = 0;

  constructor(clock: Pick<Clock, "nowMs">) {
    this.#clock = clock;
  }

  /** Whether another query may be watched now; each that may counts. */
  mayWatch(): boolean {
    const second = Math.floor(this.#clock.nowMs() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#watched = 0;
    }
    this.#watched++;
    return this.#watched <= MAX_WATCHED_PER_SECOND;
  }

  keep(queryId: number, explanation: Explanation): void {
    this.#explanations.set(queryId, explanation);
    if (this.#explanations.size <= MAX_KEPT) return;
    const [oldest] = this.#explanations.keys();
    if (oldest !== undefined) this.#explanations.delete(oldest);
  }

  /** The explanation of a query; undefined when it was not watched, or is too long ago. */
  explanation(queryId: number): Explanation | undefined {
    return this.#explanations.get(queryId);
  }
}
