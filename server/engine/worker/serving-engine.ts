/**
 * The engine of `corefile-studio serve`: on this machine's own addresses, in this thread, and with more workers in threads beside
 * it. This thread is the primary then: it takes configurations up, tells health, readiness and all metrics over HTTP, and
 * answers as the others do.
 */
import type { ConditionsReply } from "../../../lib/api/conditions.ts";
import type { Listener, Socket } from "../../../lib/api/engine.ts";
import type { Explanation } from "../../../lib/explanation/explanation.ts";
import type { Host } from "../../../lib/ports/host.ts";
import type { Metrics } from "../../../lib/ports/metrics.ts";
import { exposeTogether, type Registry } from "../../host/metrics.ts";
import { embeddedEngine } from "../embedded.ts";
import {
  CannotDo,
  type Engine,
  type EngineEvent,
  NOT_IN_EARNEST,
  type Refused,
  type Running,
  type Snapshot,
  type StartOptions,
  type Watch,
  type WatchOrder,
} from "../engine.ts";
import { createInProcessEngine } from "./in-process-engine.ts";
import { OpenWorld } from "./open-world.ts";
import { Replicas } from "./replicas.ts";

export interface ServingEngineOptions {
  readonly host: Host;
  /** Where the host counts. */
  readonly registry: Registry;
  /** The port of server blocks that name none. */
  readonly defaultPort: number;
  /** How many threads answer. */
  readonly workers: number;
  /** The file that a replica runs, for tests. */
  readonly entry?: URL;
}

/** Makes the engine. */
export function createServingEngine(options: ServingEngineOptions): Engine {
  const { host, registry, defaultPort, workers, ...more } = options;
  const replicas = workers > 1 ? new Replicas({ count: workers - 1, defaultPort, ...more }) : undefined;
  const metrics = replicas === undefined ? registry : metricsOfAll(registry, replicas);
  const world = new OpenWorld({ host: { ...host, metrics }, defaultPort, role: "primary" });
  const primary = createInProcessEngine({ engine: embeddedEngine, world, clock: host.clock });
  return replicas === undefined ? primary : new GroupEngine(primary, replicas);
}

/** Counts here, and tells what all have counted. */
function metricsOfAll(registry: Registry, replicas: Replicas): Metrics {
  return {
    counter: (options) => registry.counter(options),
    gauge: (options) => registry.gauge(options),
    histogram: (options) => registry.histogram(options),
    expose: async (names) => exposeTogether([registry.counted(), ...(await replicas.counted())], names),
  };
}

class GroupEngine implements Engine {
  readonly kind = "built-in";
  readonly release: string;
  readonly #primary: Engine;
  readonly #replicas: Replicas;

  constructor(primary: Engine, replicas: Replicas) {
    this.release = primary.release;
    this.#primary = primary;
    this.#replicas = replicas;
  }

  check(snapshot: Snapshot): ReturnType<Engine["check"]> {
    return this.#primary.check(snapshot);
  }

  hurry(): void {
    this.#primary.hurry();
  }

  warmUp(): void {
    this.#primary.warmUp();
  }

  async start(snapshot: Snapshot, { tell, ...options }: StartOptions): Promise<Running | Refused> {
    const group = new GroupRunning(this.#replicas, snapshot);
    this.#replicas.onEvent(tell);
    const hear = (event: EngineEvent): void => {
      tell(event);
      if (event.kind === "listeners") group.follow(event.listeners);
    };
    const primary = await this.#primary.start(snapshot, { ...options, tell: hear });
    return primary.kind === "refused" ? primary : group.serveWith(primary);
  }

  /** The primary first: while it waits (lameduck) the others answer. */
  async stop(): Promise<void> {
    await this.#primary.stop();
    await this.#replicas.stop();
  }
}

class GroupRunning implements Running {
  readonly kind = "running";
  readonly #replicas: Replicas;
  #primary: Running | undefined;
  #snapshot: Snapshot;
  /** Replicas take one configuration up after the other. */
  #following: Promise<void> = Promise.resolve();

  constructor(replicas: Replicas, snapshot: Snapshot) {
    this.#replicas = replicas;
    this.#snapshot = snapshot;
  }

  /** Done when all serve what the primary serves. */
  async serveWith(primary: Running): Promise<Running> {
    this.#primary = primary;
    await this.#following;
    return this;
  }

  /** The primary has taken a configuration up, by order or by itself (plugin reload): so do the replicas. */
  follow(listeners: readonly Listener[]): void {
    const places = placesOf(listeners);
    this.#following = this.#following.then(() => this.#replicas.serve({ snapshot: this.#snapshot, places }));
  }

  get problems(): Running["problems"] {
    return this.#primary?.problems ?? [];
  }

  get listeners(): readonly Listener[] {
    return this.#primary?.listeners ?? [];
  }

  get configuration(): string | undefined {
    return this.#primary?.configuration;
  }

  get clusters(): Running["clusters"] {
    return this.#primary?.clusters ?? [];
  }

  async names(typed: string, most?: number): ReturnType<Running["names"]> {
    return this.#primary?.names(typed, most) ?? [];
  }

  /** Whoever gets the query explains it. */
  async watch(order: WatchOrder): Promise<Watch> {
    const own = this.#primary === undefined ? [] : [await this.#primary.watch(order)];
    const watches = [...own, ...(await this.#replicas.watch(order))];
    return {
      explanation: (waitMs) => firstOf(watches.map((watch) => watch.explanation(waitMs))),
      soFar: () => firstOf(watches.map((watch) => watch.soFar())),
      cancel: () => {
        for (const watch of watches) watch.cancel();
      },
    };
  }

  async explanation(queryId: number): Promise<Explanation | undefined> {
    return this.#primary?.explanation(queryId);
  }

  async impose(): Promise<ConditionsReply> {
    throw new CannotDo(NOT_IN_EARNEST);
  }

  async reload(snapshot: Snapshot): Promise<Running | Refused> {
    const before = this.#snapshot;
    this.#snapshot = snapshot;
    const result = await this.#primary?.reload(snapshot);
    if (result?.kind === "refused") {
      this.#snapshot = before;
      return result;
    }
    await this.#following;
    return this;
  }

  async stop(): Promise<void> {
    await this.#primary?.stop();
    await this.#replicas.stop();
  }
}

/** Where the primary's listeners are, for any port of the Corefile that is 0. */
function placesOf(listeners: readonly Listener[]): Readonly<Record<string, Socket>> {
  return Object.fromEntries(
    listeners.map(({ label, wanted, bound }) => [label, { address: wanted.address, port: bound.port }]),
  );
}

/** The first that is there; undefined when there is none. */
async function firstOf<Value>(all: readonly Promise<Value | undefined>[]): Promise<Value | undefined> {
  const there = all.map(async (one) => {
    const value = await one;
    if (value === undefined) throw new Error("nothing");
    return value;
  });
  return Promise.any(there).catch(() => undefined);
}
