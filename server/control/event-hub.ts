/** Who listens to the studio's events, and a buffer of bounded size between them and a slow reader. */
import type { LogLine, StudioEvent } from "../../lib/api/events.ts";

type Listener = (event: StudioEvent) => void;

/** Log lines that a page gets when it connects. */
const KEPT_LOG_LINES = 500;

/** Tells every listener of every event; a listener that throws does not keep the others from hearing. */
export class EventHub {
  readonly #listeners = new Set<Listener>();
  readonly #log: LogLine[] = [];

  /** The last log lines, oldest first. */
  get recentLog(): readonly LogLine[] {
    return this.#log;
  }

  tell(event: StudioEvent): void {
    if (event.kind === "log") {
      this.#log.push(event.line);
      if (this.#log.length > KEPT_LOG_LINES) this.#log.shift();
    }
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch {
        this.#listeners.delete(listener);
      }
    }
  }

  /** Hears of events until the returned function is called. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/**
 * Events for one slow reader. When `limit` are waiting, the oldest log lines and query summaries make room and are
 * counted; the states of engine and workspace are kept, but only the newest of each.
 */
export class EventBuffer {
  readonly #limit: number;
  #events: StudioEvent[] = [];
  #missed = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get isEmpty(): boolean {
    return this.#events.length === 0 && this.#missed === 0;
  }

  push(event: StudioEvent): void {
    if (event.kind === "engine") this.#events = this.#events.filter(({ kind }) => kind !== "engine");
    this.#events.push(event);
    if (this.#events.length <= this.#limit) return;
    const oldest = this.#events.findIndex(({ kind }) => kind === "log" || kind === "query");
    this.#events.splice(Math.max(oldest, 0), 1);
    this.#missed += 1;
  }

  /** Everything that waits, `missed` first. */
  take(): StudioEvent[] {
    const events = this.#events;
    const missed: StudioEvent[] = this.#missed === 0 ? [] : [{ kind: "missed", count: this.#missed }];
    this.#events = [];
    this.#missed = 0;
    return [...missed, ...events];
  }
}
