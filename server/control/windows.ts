/**
 * The windows of the studio that are open, each with an engine of its own. A window is there as long as its stream of
 * events is; a minute after that has gone its engine ends. One window at a time has the Corefile's own ports.
 */
import type { Clock, Timer } from "../../lib/ports/clock.ts";
import { Refusal } from "../workspaces/refusal.ts";
import type { StudioWindow } from "./studio-window.ts";

/** Each window's engine is a thread with memory of its own. */
const MAX_WINDOWS = 8;
const GONE_AFTER_MS = 60_000;
/** A page that is loaded again is back before this; one that is not may have to make room. */
const RELOADS_WITHIN_MS = 5000;

export type MakeWindow = (ports: "same" | "ephemeral") => StudioWindow;

interface OpenWindow {
  readonly window: StudioWindow;
  streams: number;
  /** When its last stream ended, or it was last asked for something without one; on the monotonic clock. */
  seenMs: number;
  leaving: Timer | undefined;
}

export class Windows {
  readonly #make: MakeWindow;
  readonly #clock: Clock;
  readonly #open = new Map<string, OpenWindow>();
  /** The ID of the window that has the Corefile's own ports. */
  #holder: string | undefined;
  /** Ports change hands one time after the other. */
  #handing: Promise<void> = Promise.resolve();
  /** Windows that are ended and may still have their ports. */
  #ending = 0;

  constructor(make: MakeWindow, clock: Clock) {
    this.#make = make;
    this.#clock = clock;
  }

  get all(): readonly StudioWindow[] {
    return [...this.#open.values()].map(({ window }) => window);
  }

  /** The window of this ID, if it is open. */
  find(id: string): StudioWindow | undefined {
    return this.#open.get(id)?.window;
  }

  /** The window of this ID, made when there is none yet. Throws a `Refusal` when there are too many. */
  of(id: string): StudioWindow {
    const open = this.#open.get(id) ?? this.#enter(id);
    if (open.streams === 0) this.#seen(id, open);
    return open.window;
  }

  /** A stream of events of this window has begun; the returned function tells its end. */
  hears(id: string): () => void {
    this.of(id);
    const open = this.#open.get(id);
    if (open === undefined) return () => undefined;
    open.streams += 1;
    open.leaving?.cancel();
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      open.streams -= 1;
      if (open.streams === 0 && this.#open.get(id) === open) this.#seen(id, open);
    };
  }

  /** Gives the Corefile's own ports to this window; done when it serves there. */
  takePorts(id: string): Promise<void> {
    const { window } = this.#open.get(id) ?? this.#enter(id);
    const former = this.#open.get(this.#holder ?? id)?.window;
    this.#holder = id;
    this.#handing = this.#handing.then(async () => {
      if (former !== window) await former?.engine.place("ephemeral");
      await window.engine.place("same");
    });
    return this.#handing;
  }

  async close(): Promise<void> {
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const { leaving } of open) leaving?.cancel();
    await Promise.all(open.map(({ window }) => window.close()));
  }

  #enter(id: string): OpenWindow {
    if (this.#open.size >= MAX_WINDOWS) this.#makeRoom();
    if (this.#open.size >= MAX_WINDOWS) {
      const error = `${MAX_WINDOWS} windows of this studio are open, and each needs an engine`;
      throw new Refusal(503, error, "Close one of the others.");
    }
    const holder = this.#holder === undefined ? undefined : this.#open.get(this.#holder);
    const isFree = holder === undefined && this.#ending === 0;
    const window = this.#make(isFree ? "same" : "ephemeral");
    const open: OpenWindow = { window, streams: 0, seenMs: this.#clock.monotonicMs(), leaving: undefined };
    this.#open.set(id, open);
    if (isFree) this.#holder = id;
    else if (holder === undefined || this.#mayMakeRoom(holder)) void this.takePorts(id);
    return open;
  }

  /** Ends the window that has been without a page for longest, if one may be ended. */
  #makeRoom(): void {
    const gone = [...this.#open].filter(([, open]) => this.#mayMakeRoom(open));
    const [longest] = gone.sort(([, a], [, b]) => a.seenMs - b.seenMs);
    if (longest !== undefined) this.#end(longest[0]);
  }

  #mayMakeRoom({ streams, seenMs }: OpenWindow): boolean {
    return streams === 0 && this.#clock.monotonicMs() - seenMs >= RELOADS_WITHIN_MS;
  }

  #seen(id: string, open: OpenWindow): void {
    open.seenMs = this.#clock.monotonicMs();
    open.leaving?.cancel();
    open.leaving = this.#clock.after(GONE_AFTER_MS, () => this.#end(id));
  }

  #end(id: string): void {
    const open = this.#open.get(id);
    if (open === undefined) return;
    open.leaving?.cancel();
    this.#open.delete(id);
    this.#ending += 1;
    const ended = open.window.close().finally(() => {
      this.#ending -= 1;
    });
    this.#handing = this.#handing.then(() => ended);
    if (this.#holder !== id) return;
    this.#holder = undefined;
    const heir = [...this.#open].find(([, { streams }]) => streams > 0);
    if (heir !== undefined) void this.takePorts(heir[0]);
  }
}
