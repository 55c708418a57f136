/** The studio's events as server-sent events: what is now first, then everything new, with a sign of life in between. */
import type { StudioEvent } from "../../lib/api/events.ts";
import { EventBuffer } from "./event-hub.ts";
import type { Studio } from "./studio.ts";

const HEARTBEAT_MS = 15_000;
const BUFFERED_EVENTS = 1000;

/** A stream of `text/event-stream` that ends when its reader goes away or `signal` says so. */
export function streamEvents(studio: Studio, signal: AbortSignal): ReadableStream<Uint8Array> {
  const buffer = new EventBuffer(BUFFERED_EVENTS);
  const encoder = new TextEncoder();
  let wake: () => void = () => {};
  let ended = false;
  const add = (event: StudioEvent): void => {
    buffer.push(event);
    wake();
  };
  const unlisten = studio.events.listen(add);
  const end = (): void => {
    ended = true;
    unlisten();
    wake();
  };
  signal.addEventListener("abort", end, { once: true });
  for (const event of whatIsNow(studio)) add(event);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (buffer.isEmpty && !ended && !(await wokenWithin(HEARTBEAT_MS, (waker) => (wake = waker)))) {
          controller.enqueue(encoder.encode(": alive\n\n"));
          return;
        }
        if (ended || signal.aborted) {
          end();
          controller.close();
          return;
        }
        const text = buffer.take().map((event) => `data: ${JSON.stringify(event)}\n\n`);
        controller.enqueue(encoder.encode(text.join("")));
      },
      cancel: end,
    },
    { highWaterMark: 1 },
  );
}

function whatIsNow(studio: Studio): StudioEvent[] {
  return [
    { kind: "engine", engine: studio.engine() },
    { kind: "workspace", workspace: studio.workspace(), changed: [] },
    ...studio.events.recentLog.map((line): StudioEvent => ({ kind: "log", line })),
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
