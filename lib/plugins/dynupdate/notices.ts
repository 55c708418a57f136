/** Tells secondaries of changes: at most one round is under way, and changes meanwhile make one more (CoreDNS, notify). */
import type { CanonicalName } from "../../dns/name/name.ts";
import type { Log } from "../../ports/log.ts";
import type { Notifier } from "../transfer/api.ts";

export class Notices {
  readonly #origin: CanonicalName;
  readonly #log: Log;
  #isDue = false;
  #isUnderWay = false;
  /** That of the transfer plugin; known from the start on, undefined without one. */
  notifier: Notifier | undefined;

  constructor(origin: CanonicalName, log: Log) {
    this.#origin = origin;
    this.#log = log;
  }

  /** The zone has changed. */
  change(): void {
    if (this.notifier === undefined) return;
    this.#isDue = true;
    if (!this.#isUnderWay) void this.#run(this.notifier);
  }

  async #run(notifier: Notifier): Promise<void> {
    this.#isUnderWay = true;
    while (this.#isDue) {
      this.#isDue = false;
      const error = await notifier(this.#origin);
      if (error !== undefined) this.#log.warning(`NOTIFY for ${this.#origin} after UPDATE failed: ${error}`);
    }
    this.#isUnderWay = false;
  }
}
