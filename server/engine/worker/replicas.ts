/**
 * Workers that answer beside the primary, on sockets of their own at the same places (SO_REUSEPORT): the system gives each query
 * to one of them. Each holds its own copy of zones and caches. One that ends, or cannot take a configuration up, is started
 * again with the newest; meanwhile the others answer.
 */
import { getHeapStatistics } from "node:v8";
import type { Socket } from "../../../lib/api/engine.ts";
import type { FamilyCounts } from "../../host/metrics.ts";
import { EngineDied, type EngineEvent, type Snapshot, type Watch, type WatchOrder } from "../engine.ts";
import { CalledRunning } from "./called-running.ts";
import { MEBIBYTE } from "./worker-death.ts";
import { WorkerHost } from "./worker-host.ts";

const ENTRY = new URL("./replica.ts", import.meta.url);
/** A worker that serves is busier than one that waits for somebody to type. */
const SILENT_BEATS = 30;
/** How long set-up may keep it silent: zones with a million lines take their time. */
const SET_UP_WITHIN_MS = 300_000;
const COUNTS_WITHIN_MS = 1000;
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 30_000;

export interface ReplicasOptions {
  readonly count: number;
  /** The port of server blocks that name none. */
  readonly defaultPort: number;
  /** The file that a worker runs, for tests. */
  readonly entry?: URL;
}

/** What all serve. */
interface Order {
  readonly snapshot: Snapshot;
  readonly places: Readonly<Record<string, Socket>>;
}

interface Replica {
  readonly host: WorkerHost;
  readonly running: CalledRunning;
  /** What it had counted when it was asked last. */
  counts: readonly FamilyCounts[];
  retryMs: number;
  retry: NodeJS.Timeout | undefined;
}

export class Replicas {
  readonly #replicas: readonly Replica[];
  /** What those that have ended had counted. */
  #departed: readonly FamilyCounts[] = [];
  #order: Order | undefined;
  #tell: (event: EngineEvent) => void = () => undefined;

  constructor(options: ReplicasOptions) {
    this.#replicas = Array.from({ length: options.count }, () => this.#make(options));
  }

  /** Hears of log lines, and of an end by the engine's own words. */
  onEvent(tell: (event: EngineEvent) => void): void {
    this.#tell = tell;
  }

  /** Has all of them serve a configuration that the primary serves; done when each does, or is on its way again. */
  async serve(order: Order): Promise<void> {
    this.#order = order;
    await Promise.all(this.#replicas.map((replica) => this.#apply(replica)));
  }

  /** What each has counted, and those that have ended. One that does not answer counts as it did before. */
  async counted(): Promise<readonly (readonly FamilyCounts[])[]> {
    await Promise.all(this.#replicas.map(askCounts));
    return [this.#departed, ...this.#replicas.map(({ counts }) => counts)];
  }

  /** Orders the explanation of a query of each of them: one will get it. */
  async watch(order: WatchOrder): Promise<readonly Watch[]> {
    const serving = this.#replicas.filter(({ host }) => host.isRunning);
    const watches = await Promise.all(serving.map(({ running }) => running.watch(order).catch(() => undefined)));
    return watches.filter((watch) => watch !== undefined);
  }

  async stop(): Promise<void> {
    this.#order = undefined;
    for (const { retry } of this.#replicas) clearTimeout(retry);
    await Promise.all(this.#replicas.map(({ running }) => running.stop()));
  }

  #make({ entry = ENTRY, defaultPort }: ReplicasOptions): Replica {
    const host = new WorkerHost({
      entry,
      data: defaultPort,
      silentBeats: SILENT_BEATS,
      memoryMb: Math.ceil(getHeapStatistics().heap_size_limit / MEBIBYTE),
      onNotice: (notice) => replica.running.receive(notice),
      onDeath: (because) => this.#died(replica, because),
    });
    const replica: Replica = {
      host,
      running: new CalledRunning(host),
      counts: [],
      retryMs: FIRST_RETRY_MS,
      retry: undefined,
    };
    return replica;
  }

  async #apply(replica: Replica): Promise<void> {
    const order = this.#order;
    if (order === undefined) return;
    clearTimeout(replica.retry);
    const options = { checkMs: SET_UP_WITHIN_MS, places: order.places, tell: this.#hear };
    try {
      const result = await replica.running.start(order.snapshot, options);
      if (result.kind === "running") {
        replica.retryMs = FIRST_RETRY_MS;
        return;
      }
      const [problem] = result.problems;
      await replica.host.abandon(problem?.message ?? "It refused the configuration.");
    } catch (error) {
      // One that died is on its way again already.
      if (!(error instanceof EngineDied)) await replica.host.abandon(String(error));
    }
  }

  /** Queries and listeners are the primary's to tell. */
  readonly #hear = (event: EngineEvent): void => {
    if (event.kind === "log" || event.kind === "ended") this.#tell(event);
  };

  #died(replica: Replica, because: string): void {
    this.#departed = [...this.#departed, ...replica.counts.filter(({ type }) => type !== "gauge")];
    replica.counts = [];
    if (this.#order === undefined) return;
    const { retryMs } = replica;
    const text = `[ERROR] A worker ended and is started again in ${retryMs / 1000} s. ${because}`;
    this.#tell({ kind: "log", line: { atMs: Date.now(), level: "error", text } });
    replica.retryMs = Math.min(2 * retryMs, LAST_RETRY_MS);
    replica.retry = setTimeout(() => void this.#apply(replica), retryMs).unref();
  }
}

async function askCounts(replica: Replica): Promise<void> {
  if (!replica.host.isRunning) return;
  const asked = replica.host.call("metrics", undefined).catch(() => undefined);
  const late = new Promise<undefined>((done) => setTimeout(() => done(undefined), COUNTS_WITHIN_MS).unref());
  replica.counts = (await Promise.race([asked, late])) ?? replica.counts;
}
