/**
 * The engine of one window: which state it is in, what it serves, and what became of the newest configuration. Each
 * configuration is checked before it is served; an engine that ends against its will is started again.
 */
import type { ApplyReply } from "../../lib/api/check.ts";
import type { ConditionsReply, ConditionsRequest } from "../../lib/api/conditions.ts";
import type { ClusterInfo, EngineInfo, Listener } from "../../lib/api/engine.ts";
import type { StudioEvent } from "../../lib/api/events.ts";
import type { Explanation } from "../../lib/explanation/explanation.ts";
import type { ClusterSource } from "../../lib/plugin-kit/cluster-source.ts";
import type { KnownName } from "../../lib/plugin-kit/known-names.ts";
import { isObstacle, type Problem } from "../../lib/text/problem.ts";
import {
  type Checked,
  type Engine,
  EngineDied,
  type EngineEvent,
  type PortPreference,
  type Running,
  type Snapshot,
  type Watch,
  type WatchOrder,
} from "../engine/engine.ts";
import { deathAsProblem } from "../engine/worker/death-as-problem.ts";

/** An engine that dies again so soon after it was started again stays down. */
const REVIVE_AT_MOST_EVERY_MS = 30_000;

const NOTHING_SERVES: ConditionsReply = { aheadMs: 0, caches: [], upstreams: [] };

export interface EngineControlOptions {
  readonly engine: Engine;
  /** Whether its listeners may be on the Corefile's own ports, to begin with. */
  readonly ports: PortPreference;
  readonly tell: (event: StudioEvent) => void;
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: () => number;
}

/** What became of a configuration, and what serves now. */
interface Applied {
  readonly applied: boolean;
  /** It served already, and nothing was done. */
  readonly isOld?: boolean;
  readonly configuration?: string | undefined;
  readonly problems: readonly Problem[];
  readonly listeners: readonly Listener[];
  readonly clusters: readonly ClusterSource[];
}

export class EngineControl {
  readonly #options: EngineControlOptions;
  readonly #engine: Engine;
  #running: Running | undefined;
  #info: EngineInfo;
  #snapshot: Snapshot | undefined;
  #lastGood: Snapshot | undefined;
  #revivedMs = Number.NEGATIVE_INFINITY;
  #applying: Promise<ApplyReply> | undefined;
  #next: Promise<ApplyReply> | undefined;
  /** How often it was stopped: what was asked for before a stop starts nothing after it. */
  #stops = 0;
  #stopsWhenAsked = 0;
  /** It was stopped on request, and what served then starts only on request. */
  #keptDown: { readonly configuration: string | undefined } | undefined;
  #ports: PortPreference;
  /** What was preferred when the configuration that serves was applied. */
  #servesAt: PortPreference | undefined;

  constructor(options: EngineControlOptions) {
    this.#options = options;
    this.#ports = options.ports;
    this.#engine = options.engine;
    this.#info = {
      engine: options.engine.kind,
      release: options.engine.release,
      state: "stopped",
      because: "It was not started yet.",
      generation: 0,
      listeners: [],
      clusters: [],
      problems: [],
      servesEarlier: false,
      hasPorts: options.ports === "same",
    };
  }

  get info(): EngineInfo {
    return this.#info;
  }

  /**
   * Makes a configuration serve when it has no error; with errors the one before it goes on. While one is being applied
   * only the newest waits; those in between are left out and get the newest's result. What serves already, to the last file
   * that it was read from, goes on with all that it holds. An engine that was stopped on request starts with another
   * configuration, and stays down when this one is what served.
   */
  apply(snapshot: Snapshot): Promise<ApplyReply> {
    this.#snapshot = snapshot;
    this.#stopsWhenAsked = this.#stops;
    const connectedTo = snapshot.connection?.name;
    if (connectedTo !== this.#info.connectedTo) this.#change({ connectedTo });
    if (this.#applying !== undefined) this.#engine.hurry();
    if (this.#applying === undefined) return this.#begin(snapshot);
    this.#next ??= this.#applying.then(() => {
      this.#next = undefined;
      return this.#begin(this.#snapshot ?? snapshot);
    });
    return this.#next;
  }

  #begin(snapshot: Snapshot): Promise<ApplyReply> {
    const applying = this.#applyNow(snapshot, this.#stopsWhenAsked).finally(() => {
      this.#applying = undefined;
    });
    this.#applying = applying;
    return applying;
  }

  async #applyNow(snapshot: Snapshot, stops: number): Promise<ApplyReply> {
    const startedMs = performance.now();
    const isDown = this.#running === undefined && this.#info.state !== "refused" && this.#keptDown === undefined;
    if (isDown) this.#change({ state: "starting", because: undefined, listeners: [] });
    this.#engine.warmUp();
    const checked = await this.#engine.check(snapshot);
    const isKeptDown = this.#keptDown !== undefined && this.#keptDown.configuration === checked.configuration;
    if (stops !== this.#stops || isKeptDown) return this.#leftOut(checked, startedMs);
    this.#keptDown = undefined;
    const result: Applied = checked.problems.some(isObstacle)
      ? this.#refused(checked.problems, this.#info.listeners)
      : (this.#asServed(snapshot, checked) ?? (await this.#applyChecked(snapshot, checked.tookMs)));
    if (stops !== this.#stops) return this.#leftOut(checked, startedMs);
    const { applied, problems } = result;
    if (applied) this.#lastGood = snapshot;
    if (this.#info.state !== "killed" || applied) this.#settle(result);
    const { configuration } = applied ? result : checked;
    const tookMs = performance.now() - startedMs;
    return { applied, configuration, problems: [...problems], engine: this.#info, tookMs };
  }

  /** It was stopped, and this configuration does not start it. */
  #leftOut({ problems, configuration }: Omit<Checked, "tookMs">, startedMs: number): ApplyReply {
    this.#running = undefined;
    const tookMs = performance.now() - startedMs;
    return { applied: false, configuration, problems: [...problems], engine: this.#info, tookMs };
  }

  /** Moves the listeners to the Corefile's own ports, or away from them for another window's. */
  async place(ports: PortPreference): Promise<void> {
    if (this.#ports === ports) return;
    this.#ports = ports;
    this.#change({ hasPorts: ports === "same" });
    while (this.#applying !== undefined) await this.#applying;
    const snapshot = this.#lastGood;
    if (
      snapshot === undefined ||
      snapshot.isForeign === true ||
      this.#info.state !== "serving" ||
      this.#servesAt === this.#ports
    )
      return;
    this.#applying = this.#move(snapshot).finally(() => {
      this.#applying = undefined;
    });
    await this.#applying;
  }

  async #move(snapshot: Snapshot): Promise<ApplyReply> {
    const startedMs = performance.now();
    const { servesEarlier, problems } = this.#info;
    const stops = this.#stops;
    const moved = await this.#applyChecked(snapshot, 0);
    if (stops !== this.#stops) return this.#leftOut(moved, startedMs);
    this.#settle(moved);
    // What was wrong with a newer text still is.
    if (moved.applied && servesEarlier) this.#change({ servesEarlier, problems });
    const tookMs = performance.now() - startedMs;
    return { applied: moved.applied, problems: [...moved.problems], engine: this.#info, tookMs };
  }

  /** What serves, when that is this very configuration on the ports that it is to have; what is said of it may be new. */
  #asServed(snapshot: Snapshot, { configuration, problems }: Checked): Applied | undefined {
    const running = this.#running;
    const isSame = configuration !== undefined && configuration === this.#info.configuration?.identity;
    // A connection that was renewed has the same name, and other credentials.
    const isConnected = snapshot.connection === this.#lastGood?.connection;
    if (running === undefined || !isSame || !isConnected || this.#servesAt !== this.#portsFor(snapshot))
      return undefined;
    const { listeners, clusters } = running;
    return { applied: true, isOld: true, configuration, problems, listeners, clusters };
  }

  /** What somebody else wrote keeps off the Corefile's ports. */
  #portsFor({ isForeign }: Snapshot): PortPreference {
    return isForeign === true ? "ephemeral" : this.#ports;
  }

  async #applyChecked(snapshot: Snapshot, checkMs: number): Promise<Applied> {
    const ports = this.#portsFor(snapshot);
    const tell = (event: EngineEvent): void => this.#onEvent(event);
    try {
      const result = await (this.#running?.reload(snapshot, { ports, checkMs }) ??
        this.#engine.start(snapshot, { ports, checkMs, tell }));
      if (result.kind === "refused") {
        return this.#refused(result.problems, this.#running?.listeners ?? []);
      }
      this.#running = result;
      this.#servesAt = ports;
      const { problems, listeners, configuration, clusters } = result;
      return { applied: true, problems, listeners, configuration, clusters };
    } catch (error) {
      return this.#refused([deathAsProblem(error, snapshot)], this.#info.listeners);
    }
  }

  /** What served before still does. */
  #refused(problems: readonly Problem[], listeners: readonly Listener[]): Applied {
    return { applied: false, problems, listeners, clusters: this.#running?.clusters ?? [] };
  }

  /** The engine ended while it served: it is started again with what was good, unless it keeps ending. */
  #onDeath(because: string): void {
    this.#running = undefined;
    this.#change({ state: "killed", because, listeners: [], clusters: [], servesEarlier: false });
    const lastGood = this.#lastGood;
    const nowMs = performance.now();
    if (lastGood === undefined || this.#applying !== undefined || nowMs - this.#revivedMs < REVIVE_AT_MOST_EVERY_MS)
      return;
    this.#revivedMs = nowMs;
    this.#applying = this.#applyNow(lastGood, this.#stops)
      .then((reply) => {
        if (reply.applied) this.#change({ because: `The engine was started again. ${because}` });
        return reply;
      })
      .finally(() => {
        this.#applying = undefined;
      });
  }

  /** What is under way is not waited for, and starts nothing any more. */
  async stop(until: "another configuration" | "the next one" = "another configuration"): Promise<EngineInfo> {
    this.#stops += 1;
    this.#running = undefined;
    const configuration = this.#info.configuration?.identity;
    this.#keptDown = until === "the next one" ? undefined : { configuration };
    await this.#engine.stop();
    this.#change({
      state: "stopped",
      because: "It was stopped on request.",
      listeners: [],
      clusters: [],
      servesEarlier: false,
    });
    return this.#info;
  }

  /** Orders the explanation of the next query from this source; it is in place when the promise resolves. */
  async watch(order: WatchOrder): Promise<Watch> {
    if (this.#running === undefined) throw new EngineDied(this.#info.because ?? "It is not running.");
    return this.#running.watch(order);
  }

  /** Why a query of late was answered as it was; undefined when that is not known. */
  async explanation(queryId: number): Promise<Explanation | undefined> {
    return this.#running?.explanation(queryId);
  }

  /** Names that what serves has, like what was typed. */
  async names(typed: string): Promise<readonly KnownName[]> {
    return this.#running?.names(typed) ?? [];
  }

  /** What it holds and asks now, once `change` is made to happen. */
  async impose(change: ConditionsRequest): Promise<ConditionsReply> {
    const imposed = this.#running?.impose(change).catch((error: unknown) => {
      if (error instanceof EngineDied) return NOTHING_SERVES;
      throw error;
    });
    return imposed ?? NOTHING_SERVES;
  }

  #settle({ applied, isOld = false, problems, listeners, clusters, configuration }: Applied): void {
    const serving = applied || listeners.length > 0;
    const obstacle = applied ? undefined : problems.find(isObstacle);
    // What is wrong with the text stands in the text; what is wrong with the world stands nowhere else.
    const isToBeTold = !serving || obstacle?.code === "engine-ended" || obstacle?.code === "corefile-unreadable";
    this.#change({
      state: serving ? "serving" : "refused",
      because: isToBeTold ? obstacle?.message : undefined,
      generation: this.#info.generation + (applied && !isOld ? 1 : 0),
      listeners: [...listeners],
      clusters: unlike(clusters),
      problems: [...problems],
      servesEarlier: serving && !applied,
      ...(applied && !isOld && configuration !== undefined
        ? { configuration: { identity: configuration, sinceMs: this.#options.nowMs() } }
        : {}),
    });
  }

  /** The engine ended itself, as CoreDNS would end: header and problems say the same. */
  #end(problem: Problem): void {
    this.#running = undefined;
    const problems = [problem, ...this.#info.problems];
    this.#change({
      state: "stopped",
      because: problem.message,
      listeners: [],
      clusters: [],
      servesEarlier: false,
      problems,
    });
  }

  #change(change: { readonly [Key in keyof EngineInfo]?: EngineInfo[Key] | undefined }): void {
    const { because, connectedTo, ...rest } = { ...this.#info, ...change } as EngineInfo;
    this.#info = {
      ...rest,
      ...(because === undefined ? {} : { because }),
      ...(connectedTo === undefined ? {} : { connectedTo }),
    };
    this.#options.tell({ kind: "engine", engine: this.#info });
  }

  #onEvent(event: EngineEvent): void {
    const { tell } = this.#options;
    switch (event.kind) {
      case "listeners":
        if (this.#info.state === "serving") this.#change({ listeners: [...event.listeners] });
        break;
      case "clusters":
        if (this.#info.state === "serving") this.#change({ clusters: unlike(event.clusters) });
        break;
      case "ended":
        this.#end(event.problem);
        break;
      case "died":
        this.#onDeath(event.because);
        break;
      case "queries":
        for (const query of event.queries) tell({ kind: "query", query });
        if (event.missed > 0) tell({ kind: "missed", count: event.missed });
        break;
      case "explained":
        tell({ kind: "explanation", queryId: event.queryId, explanation: event.explanation });
        break;
      case "no-fixture":
        break;
      default:
        tell(event);
    }
  }
}

/** Server blocks may answer from the same cluster. */
function unlike(clusters: readonly ClusterSource[]): ClusterInfo[] {
  const found = clusters.map(({ pods, ...cluster }) => ({ ...cluster, ...(pods === undefined ? {} : { pods }) }));
  return [...new Map(found.map((cluster) => [JSON.stringify(cluster), cluster])).values()];
}
