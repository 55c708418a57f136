/** Errors of our own that ended nothing: each is told to the log and counted (CoreDNS, vars.Panic). */
import type { Log } from "../ports/log.ts";
import type { Counter, Metrics } from "../ports/metrics.ts";

/** What panics are told to. */
export interface PanicParts {
  readonly log: Log;
  readonly metrics: Metrics;
}

export class Panics {
  readonly #log: Log;
  readonly #counter: Counter;

  constructor({ log, metrics }: PanicParts) {
    this.#log = log;
    this.#counter = metrics
      .counter({ name: "coredns_panics_total", help: "A metrics that counts the number of panics.", labels: [] })
      .child();
  }

  /** Tells of one. `where` is what it happened in, `server: "dns://:53"`. */
  recovered(where: string, error: unknown): void {
    this.#counter.add(1);
    this.#log.error(`Recovered from panic in ${where} ${panicText(error)}`);
  }
}

/** What was thrown, in one line. */
function panicText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
