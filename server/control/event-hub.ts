/** Who hears of the studio's events, how many streams there may be, and a buffer of bounded size for each. */
import type { StudioEvent } from "../../lib/api/events.ts";
import { Refusal } from "../workspaces/refusal.ts";

type Listener = (told: ToldEvent) => void;

/** Log lines that a page gets when it connects. */
const KEPT_LOG_LINES = 500;
/** Streams at once: each costs every event a write. A page has one; this is more pages than anybody has open. */
const MAX_STREAMS = 64;

/** An event as it is told: it becomes octets once, however many streams send them. */
export class ToldEvent {
  readonly event: StudioEvent;
  #octets: Uint8Array | undefined;

  constructor(event: StudioEvent) {
    this.event = event;
  }

  /** The event as a message of `text/event-stream`. */
  get octets(): Uint8Array {
    this.#octets ??= Buffer.from(`data: ${JSON.stringify(this.event)}\n\n`);
    return this.#octets;
  }
}

/** A stream as the hub sees it. */
export interface Stream {
  /** Whether its reader has not read for long though there is something to read. */
  isStalled(): boolean;
  end(): void;
}

/** Tells every listener of every event; a listener that throws does not keep the others from hearing. */
export class EventHub {
  readonly #listeners = new Set<Listener>();
  readonly #streams = new Set<Stream>();
  readonly #log: ToldEvent[] = [];

  /** The last log lines, oldest first. */
  get recentLog(): readonly ToldEvent[] {
    return this.#log;
  }

  /** Streams that are open. */
  get streamCount(): number {
    return this.#streams.size;
  }

  tell(event: StudioEvent): void {
    const told = new ToldEvent(event);
    if (event.kind === "log") {
      this.#log.push(told);
      if (this.#log.length > KEPT_LOG_LINES) this.#log.shift();
    }
    for (const listener of this.#listeners) {
      try {
        listener(told);
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

  /** Gives a stream its place until the returned function is called; throws a `Refusal` when all places are taken. */
  takePlace(stream: Stream): () => void {
    if (this.#streams.size >= MAX_STREAMS) this.#endStalled();
    if (this.#streams.size >= MAX_STREAMS) {
      const error = `${MAX_STREAMS} pages are connected to this studio already`;
      throw new Refusal(503, error, "Close other pages of this studio.");
    }
    this.#streams.add(stream);
    return () => this.#streams.delete(stream);
  }

  #endStalled(): void {
    for (const stream of this.#streams) if (stream.isStalled()) stream.end();
  }
}

/**
 * Events for one slow reader. When `limit` are waiting, the oldest log lines and query summaries make room and are
 * counted; the states of engine and workspace are kept, but only the newest of each.
 */
export class EventBuffer {
  readonly #limit: number;
  #events: ToldEvent[] = [];
  #missed = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get isEmpty(): boolean {
    return this.#events.length === 0 && this.#missed === 0;
  }

  push(told: ToldEvent): void {
    if (told.event.kind === "engine") this.#events = this.#events.filter(({ event }) => event.kind !== "engine");
    this.#events.push(told);
    if (this.#events.length <= this.#limit) return;
    const oldest = this.#events.findIndex(({ event }) => event.kind === "log" || event.kind === "query");
    this.#events.splice(Math.max(oldest, 0), 1);
    this.#missed += 1;
  }

  /** Everything that waits, `missed` first. */
  take(): ToldEvent[] {
    const events = this.#events;
    const missed = this.#missed === 0 ? [] : [new ToldEvent({ kind: "missed", count: this.#missed })];
    this.#events = [];
    this.#missed = 0;
    return [...missed, ...events];
  }
}
