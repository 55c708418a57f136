/**
 * Follows objects of an API server as client-go's reflector does: a watch that begins with all that there is, and goes on
 * with what changes; after an end or a fault it goes on where it was, and what is too old is listed again.
 */
import type { ClusterAccess, ClusterFollower, ClusterObjects, Clusters } from "../../lib/ports/clusters.ts";
import { ApiRequests, type Parameters, Refusal } from "./cluster-requests.ts";
import { jsonLines } from "./json-lines.ts";

const FIRST_DELAY_MS = 800;
const LONGEST_DELAY_MS = 30_000;
/** After so long without a fault the next one counts as the first. */
const FORGIVEN_AFTER_MS = 120_000;
/** A watch that ends sooner is one that the server does not want. */
const VERY_SHORT_MS = 1000;
const LIST_TIMEOUT_MS = 30_000;
/** Objects of one page, where the server gives them in pages. */
const PAGE_SIZE = 500;
/** A watch is ended by the server after this time, and the same again at most. */
const SHORTEST_WATCH_SECONDS = 300;
const WATCH_GRACE_MS = 30_000;
/** Stands at the bookmark after which all that there is has been sent. */
const INITIAL_EVENTS_END = "k8s.io/initial-events-end";

/** Objects of API servers over HTTP, in JSON. */
export const systemClusters: Clusters = {
  follow(access, objects, follower) {
    const reflector = new Reflector(access, objects, follower);
    void reflector.run();
    return () => reflector.stop();
  },
};

type Events = AsyncGenerator<unknown, void>;

class Reflector<Kept> {
  readonly #follower: ClusterFollower<Kept>;
  readonly #requests: ApiRequests;
  readonly #stopped = new AbortController();
  /** Of the last object that was seen; empty when all must be listed. */
  #version = "";
  #delayMs = FIRST_DELAY_MS;
  #pausedMs = 0;

  constructor(access: ClusterAccess, objects: ClusterObjects, follower: ClusterFollower<Kept>) {
    this.#follower = follower;
    this.#requests = new ApiRequests(access, objects, this.#stopped.signal);
  }

  stop(): void {
    this.#stopped.abort();
  }

  async run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      try {
        const begunMs = performance.now();
        const events = this.#version === "" ? await this.#snapshot() : await this.#watch();
        if (events === undefined) continue;
        const hasEnded = await this.#takeAll(events);
        if (hasEnded && performance.now() - begunMs < VERY_SHORT_MS) await this.#pause();
      } catch (error) {
        if (this.#stopped.signal.aborted) return;
        if (!isOutage(error)) this.#follower.failed(error instanceof Error ? error.message : String(error));
        if (!isBrokenOff(error)) await this.#pause();
      }
    }
  }

  /** All that there is, as it comes, and the events after it; what cannot stream is listed, and followed by no events. */
  async #snapshot(): Promise<Events | undefined> {
    const response = await this.#requestWatch({ sendInitialEvents: "true", resourceVersionMatch: "NotOlderThan" });
    if (response.statusCode === 200) {
      const events = jsonLines(response);
      const kept: Kept[] = [];
      for (;;) {
        const next = await events.next();
        const event = next.done === true ? undefined : readEvent(next.value);
        if (event === undefined || event.type === "ERROR") break;
        if (event.type === "BOOKMARK" && isEndOfInitialEvents(event.object)) {
          this.#replace(kept, versionOf(event.object));
          return events;
        }
        if (event.type === "ADDED") this.#keep(event.object, kept);
      }
    }
    response.destroy();
    await this.#list();
    return undefined;
  }

  /** Page by page. */
  async #list(): Promise<void> {
    const kept: Kept[] = [];
    let page: Parameters = { resourceVersion: "0" };
    for (;;) {
      const list = await this.#requests.read({ ...page, limit: String(PAGE_SIZE) }, LIST_TIMEOUT_MS);
      const { items, version, token } = readList(list);
      for (const item of items) this.#keep(item, kept);
      if (token === "") return this.#replace(kept, version);
      page = { continue: token };
    }
  }

  #keep(object: unknown, kept: Kept[]): void {
    const read = this.#follower.read(object);
    if (read !== undefined) kept.push(read);
  }

  #replace(kept: readonly Kept[], version = ""): void {
    this.#version = version;
    this.#delayMs = FIRST_DELAY_MS;
    this.#follower.listed(kept);
  }

  /** What has changed since; undefined when the server has forgotten what was before. */
  async #watch(): Promise<Events | undefined> {
    const response = await this.#requestWatch({ resourceVersion: this.#version });
    if (response.statusCode === 200) return jsonLines(response);
    if (response.statusCode !== 410) throw await this.#requests.refusal(response);
    response.destroy();
    this.#version = "";
    return undefined;
  }

  #requestWatch(parameters: Parameters): ReturnType<ApiRequests["open"]> {
    const seconds = Math.floor(SHORTEST_WATCH_SECONDS * (1 + Math.random()));
    const watching = { watch: "true", ...parameters, allowWatchBookmarks: "true", timeoutSeconds: String(seconds) };
    return this.#requests.open(watching, seconds * 1000 + WATCH_GRACE_MS);
  }

  /** Takes events until they end; false when what they followed is too old, and must be listed again. */
  async #takeAll(events: Events): Promise<boolean> {
    for await (const event of events) if (!this.#take(event)) return false;
    return true;
  }

  #take(event: unknown): boolean {
    const { type, object } = readEvent(event);
    if (type === "ERROR") {
      this.#version = "";
      return false;
    }
    this.#version = versionOf(object) ?? this.#version;
    if (type === "ADDED" || type === "MODIFIED") this.#follower.put(object);
    if (type === "DELETED") this.#follower.removed(object);
    return true;
  }

  /** Waits longer after each fault, as client-go does. */
  async #pause(): Promise<void> {
    const nowMs = performance.now();
    if (nowMs - this.#pausedMs > FORGIVEN_AFTER_MS) this.#delayMs = FIRST_DELAY_MS;
    this.#pausedMs = nowMs;
    const delayMs = this.#delayMs;
    this.#delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
    await new Promise<void>((done) => {
      const timer = setTimeout(done, delayMs);
      timer.unref();
      this.#stopped.signal.addEventListener("abort", () => {
        clearTimeout(timer);
        done();
      });
    });
  }
}

/** A server that is not there, or too busy, is waited for without a word, as client-go does. */
function isOutage(error: unknown): boolean {
  return isBrokenOff(error) || codeOf(error) === "ECONNREFUSED" || (error instanceof Refusal && error.status === 429);
}

/** The connection of a watch has ended: the next one is tried at once. */
function isBrokenOff(error: unknown): boolean {
  return codeOf(error) === "ECONNRESET";
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

/** The objects of a list: each is told its kind, which lists leave out. */
function readList(list: unknown): {
  readonly items: readonly unknown[];
  readonly version: string;
  readonly token: string;
} {
  if (!isRecord(list) || !Array.isArray(list.items)) throw new Error("the server sent no list");
  const kind = typeof list.kind === "string" ? list.kind.replace(/List$/, "") : "";
  const items = list.items.map((item: unknown) => (isRecord(item) ? { kind, ...item } : item));
  const token = isRecord(list.metadata) ? list.metadata.continue : undefined;
  return { items, version: versionOf(list) ?? "", token: typeof token === "string" ? token : "" };
}

function readEvent(event: unknown): { readonly type: string; readonly object: unknown } {
  if (!isRecord(event) || typeof event.type !== "string") throw new Error("the server sent no event");
  return { type: event.type, object: event.object };
}

function isEndOfInitialEvents(object: unknown): boolean {
  if (!isRecord(object) || !isRecord(object.metadata) || !isRecord(object.metadata.annotations)) return false;
  return object.metadata.annotations[INITIAL_EVENTS_END] === "true";
}

function versionOf(object: unknown): string | undefined {
  if (!isRecord(object) || !isRecord(object.metadata)) return undefined;
  const { resourceVersion } = object.metadata;
  return typeof resourceVersion === "string" ? resourceVersion : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
