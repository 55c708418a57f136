/** Sends spans to a collector in batches, in the background (zipkin-go, reporter/http). */
import type { Clock, Timer } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Web } from "../../ports/web.ts";
import type { ZipkinSpan } from "./tracer.ts";

const TIMEOUT_MS = 5000;

/** Where spans go, and how many at a time. */
export interface ReporterSettings {
  readonly url: string;
  readonly mostWaiting: number;
  readonly batchSize: number;
  readonly intervalMs: number;
}

/** What sending needs. */
export interface ReporterParts {
  readonly clock: Clock;
  readonly web: Web;
  readonly log: Log;
}

export class Reporter {
  readonly #settings: ReporterSettings;
  readonly #parts: ReporterParts;
  #waiting: ZipkinSpan[] = [];
  #sending: Promise<void> | undefined;
  #timer: Timer | undefined;
  /** Why the last batch did not arrive; undefined when it did. */
  lack: string | undefined;

  constructor(settings: ReporterSettings, parts: ReporterParts) {
    this.#settings = settings;
    this.#parts = parts;
  }

  start(): void {
    this.#timer = this.#parts.clock.every(this.#settings.intervalMs, () => this.#send());
  }

  /** Sends what waits, and ends. */
  async stop(): Promise<void> {
    this.#timer?.cancel();
    await this.#sending;
    await this.#send();
  }

  report(span: ZipkinSpan): void {
    const { mostWaiting, batchSize } = this.#settings;
    this.#waiting.push(span);
    const many = this.#waiting.length - mostWaiting;
    if (many > 0) {
      this.#parts.log.warning(`backlog too long, disposing ${many} spans`);
      this.#waiting.splice(0, many);
    }
    if (this.#waiting.length >= batchSize) void this.#send();
  }

  #send(): Promise<void> {
    this.#sending ??= this.#sendWaiting().finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  async #sendWaiting(): Promise<void> {
    const batch = [...this.#waiting];
    if (batch.length === 0) return;
    const { web, log } = this.#parts;
    const headers = { b3: "0", "content-type": "application/json" };
    const body = JSON.stringify(batch);
    const reply = await web.ask({ method: "POST", url: this.#settings.url, headers, body, timeoutMs: TIMEOUT_MS });
    if (reply.kind === "fault") {
      this.lack = reply.text;
      log.warning(`failed to send the request: ${reply.text}`);
      return;
    }
    const isTaken = reply.status >= 200 && reply.status <= 299;
    this.lack = isTaken ? undefined : `status code ${reply.status}`;
    if (!isTaken) log.warning(`failed the request with status code ${reply.status}`);
    // Spans may have been dropped meanwhile to make room for others.
    const sent = new Set(batch);
    this.#waiting = this.#waiting.filter((span) => !sent.has(span));
  }
}
