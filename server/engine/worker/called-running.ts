/**
 * What serves behind calls: in a worker, or in this thread. Notices come in through `receive`, and go out as events; those of
 * watches find whoever ordered them.
 */
import type { ConditionsReply, ConditionsRequest } from "../../../lib/api/conditions.ts";
import type { Listener, Socket } from "../../../lib/api/engine.ts";
import type { Explanation } from "../../../lib/explanation/explanation.ts";
import type { ClusterSource } from "../../../lib/plugin-kit/cluster-source.ts";
import type { KnownName } from "../../../lib/plugin-kit/known-names.ts";
import type { Problem } from "../../../lib/text/problem.ts";
import {
  EngineDied,
  type EngineEvent,
  type Refused,
  type Running,
  type ServeOptions,
  type Snapshot,
  type StartOptions,
  type Watch,
  type WatchOrder,
} from "../engine.ts";
import type { CallOptions } from "./worker-host.ts";
import type { CallName, Calls, EngineNotice } from "./worker-messages.ts";

/** How long a worker may take to tell how far a query has come. */
const SO_FAR_WITHIN_MS = 500;
/** What took its time in the check takes it again; a busy machine may be three times as slow. */
const SLOWER = 3;

/** Where the calls go. */
export interface EngineCalls {
  readonly isRunning: boolean;
  call<Name extends CallName>(
    name: Name,
    order: Calls[Name]["order"],
    options?: CallOptions,
  ): Promise<Calls[Name]["result"]>;
  stop(): Promise<void>;
}

/** Where each listener really is, by its label: for a replica, which listens where its primary does. */
interface Placed {
  readonly places?: Readonly<Record<string, Socket>>;
}

export class CalledRunning implements Running {
  readonly kind = "running";
  readonly #calls: EngineCalls;
  readonly #watches = new Map<number, (explanation: Explanation) => void>();
  #watchCount = 0;
  #tell: (event: EngineEvent) => void = () => undefined;
  problems: readonly Problem[] = [];
  listeners: readonly Listener[] = [];
  configuration: string | undefined;
  clusters: readonly ClusterSource[] = [];

  constructor(calls: EngineCalls) {
    this.#calls = calls;
  }

  /** Serves a first configuration. */
  start(snapshot: Snapshot, { tell, ...options }: StartOptions & Placed): Promise<Running | Refused> {
    this.#tell = tell;
    return this.reload(snapshot, options);
  }

  async reload(
    snapshot: Snapshot,
    { ports, places, checkMs = 0 }: ServeOptions & Placed = {},
  ): Promise<Running | Refused> {
    const order = {
      ...snapshot,
      ...(ports === undefined ? {} : { ports }),
      ...(places === undefined ? {} : { places }),
    };
    const { applied, problems, listeners, configuration, clusters } = await this.#calls.call("apply", order, {
      mayBeSilentMs: SLOWER * checkMs,
    });
    this.listeners = listeners;
    this.configuration = configuration;
    this.clusters = clusters;
    if (!applied) return { kind: "refused", problems };
    this.problems = problems;
    return this;
  }

  async watch(order: WatchOrder): Promise<Watch> {
    if (!this.#calls.isRunning) throw new EngineDied("It is not running.");
    this.#watchCount += 1;
    const watchId = this.#watchCount;
    const { promise, resolve } = Promise.withResolvers<Explanation>();
    this.#watches.set(watchId, resolve);
    const cancel = (): void => {
      this.#watches.delete(watchId);
      if (this.#calls.isRunning) this.#calls.call("unwatch", watchId).catch(() => {});
    };
    await this.#calls.call("watch", { ...order, watchId });
    const soFar = async (): Promise<Explanation | undefined> => {
      if (!this.#calls.isRunning) return undefined;
      const told = this.#calls.call("soFar", watchId).catch(() => undefined);
      return withinTime(Promise.race([promise, told]), SO_FAR_WITHIN_MS);
    };
    return { cancel, soFar, explanation: (waitMs) => withinTime(promise, waitMs) };
  }

  async explanation(queryId: number): Promise<Explanation | undefined> {
    return this.#calls.isRunning ? this.#calls.call("explanation", queryId) : undefined;
  }

  async names(typed: string, most?: number): Promise<readonly KnownName[]> {
    return this.#calls.isRunning ? this.#calls.call("names", { typed, most }) : [];
  }

  async impose(change: ConditionsRequest): Promise<ConditionsReply> {
    if (!this.#calls.isRunning) throw new EngineDied("It is not running.");
    return this.#calls.call("impose", change);
  }

  async stop(): Promise<void> {
    await this.#calls.stop();
    this.listeners = [];
  }

  /** Takes what the other side tells. */
  receive(notice: EngineNotice): void {
    if (notice.kind === "listeners") this.listeners = notice.listeners;
    if (notice.kind === "clusters") this.clusters = notice.clusters;
    if (notice.kind === "ended") this.listeners = [];
    if (notice.kind === "explained") this.#watches.get(notice.watchId)?.(notice.explanation);
    this.#tell(notice);
  }

  /** The other side ended without being told to. */
  died(because: string): void {
    this.listeners = [];
    this.#tell({ kind: "died", because });
  }
}

function withinTime<Value>(promise: Promise<Value>, waitMs: number): Promise<Value | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), waitMs);
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
