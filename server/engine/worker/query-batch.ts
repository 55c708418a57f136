/** Query summaries on their way out of a busy engine: in batches, and only as many as somebody can read. */
import type { QuerySummary } from "../../../lib/api/events.ts";
import type { EngineNotice } from "./worker-messages.ts";

const SEND_EVERY_MS = 100;
const PER_BATCH = 50;

export class QueryBatch {
  readonly #tell: (notice: EngineNotice) => void;
  #queries: QuerySummary[] = [];
  #missed = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (notice: EngineNotice) => void) {
    this.#tell = tell;
  }

  /** True when the next summary will be left out; asked first, it saves putting one together. */
  get isFull(): boolean {
    return this.#queries.length >= PER_BATCH;
  }

  /** Takes a summary, or counts it as missed when the batch is full. */
  add(summary: () => QuerySummary): void {
    if (this.isFull) this.#missed += 1;
    else this.#queries.push(summary());
    this.#timer ??= setTimeout(() => this.send(), SEND_EVERY_MS);
    this.#timer.unref();
  }

  /** Sends what there is at once. */
  send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#queries.length + this.#missed === 0) return;
    const notice: EngineNotice = { kind: "queries", queries: this.#queries, missed: this.#missed };
    this.#queries = [];
    this.#missed = 0;
    this.#tell(notice);
  }
}
