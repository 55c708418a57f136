/** The events of the studio and of one window as server-sent events: what is now first, then everything new, with a sign of life in between. */
import { EventBuffer, type Stream, ToldEvent } from "./event-hub.ts";
import type { Studio } from "./studio.ts";
import type { StudioWindow } from "./studio-window.ts";

const HEARTBEAT_MS = 15_000;
const BUFFERED_EVENTS = 1000;
/** Who has not read for so long though there is something to read gives its place to the next who comes. */
const STALLED_AFTER_MS = 60_000;
const SIGN_OF_LIFE = Buffer.from(": alive\n\n");

/**
 * A stream of `text/event-stream` that ends when its reader goes away or `signal` says so. Throws a `Refusal` when there
 * are too many already.
 */
export function streamEvents(studio: Studio, window: string, signal: AbortSignal): ReadableStream<Uint8Array> {
  const events = new EventStream(studio, window);
  if (signal.aborted) events.end();
  signal.addEventListener("abort", () => events.end(), { once: true });
  return new ReadableStream<Uint8Array>(
    { pull: (controller) => events.pull(controller), cancel: () => events.end() },
    { highWaterMark: 1 },
  );
}

class EventStream implements Stream {
  readonly #buffer = new EventBuffer(BUFFERED_EVENTS);
  readonly #leaves: readonly (() => void)[];
  #wake: () => void = () => {};
  #isEnded = false;
  #waitsSinceMs: number | undefined;

  constructor(studio: Studio, id: string) {
    const window = studio.window(id);
    this.#leaves = [
      studio.events.takePlace(this),
      studio.windows.hears(id),
      ...[studio.events, window.events].map((hub) => hub.listen((told) => this.#add(told))),
    ];
    for (const told of whatIsNow(studio, window)) this.#add(told);
  }

  isStalled(): boolean {
    return this.#waitsSinceMs !== undefined && performance.now() - this.#waitsSinceMs > STALLED_AFTER_MS;
  }

  /** Gives the place free at once; the reader sees the end with its next read. */
  end(): void {
    this.#isEnded = true;
    for (const leave of this.#leaves) leave();
    this.#wake();
  }

  async pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    if (this.#buffer.isEmpty && !this.#isEnded) {
      const isWoken = await wokenWithin(HEARTBEAT_MS, (wake) => {
        this.#wake = wake;
      });
      if (!isWoken) {
        controller.enqueue(SIGN_OF_LIFE);
        return;
      }
    }
    if (this.#isEnded) {
      controller.close();
      return;
    }
    this.#waitsSinceMs = undefined;
    controller.enqueue(Buffer.concat(this.#buffer.take().map(({ octets }) => octets)));
  }

  #add(told: ToldEvent): void {
    this.#buffer.push(told);
    this.#waitsSinceMs ??= performance.now();
    this.#wake();
  }
}

function whatIsNow(studio: Studio, window: StudioWindow): readonly ToldEvent[] {
  return [
    new ToldEvent({ kind: "engine", engine: window.info() }),
    new ToldEvent({ kind: "workspace", workspace: studio.workspace(), changed: [] }),
    ...window.events.recentLog,
  ];
}

/** True when woken, false when the time is over. */
function wokenWithin(waitMs: number, hold: (wake: () => void) => void): Promise<boolean> {
  return new Promise((done) => {
    const timer = setTimeout(() => done(false), waitMs);
    hold(() => {
      clearTimeout(timer);
      done(true);
    });
  });
}
