/**
 * The engine of one window: which state it is in, what it serves, and what became of the newest configuration. It lives in
 * a worker of its own. Another worker checks drafts, and sets up and starts each configuration before the serving one does:
 * a configuration that kills or hangs whoever sets it up never reaches the engine that serves.
 */
import type { ApplyReply } from "../../lib/api/check.ts";
import type { EngineInfo } from "../../lib/api/engine.ts";
import type { StudioEvent } from "../../lib/api/events.ts";
import type { Explanation } from "../../lib/explanation/explanation.ts";
import { isObstacle, type Problem } from "../../lib/text/problem.ts";
import type { PortPreference } from "../engine/worker/loopback-ports.ts";
import { EngineDied, WorkerHost, type WorkerHostOptions } from "../engine/worker/worker-host.ts";
import type { Applied, EngineNotice, Snapshot, WatchOrder } from "../engine/worker/worker-messages.ts";
import type { Checkers } from "./checkers.ts";
import { deathAsProblem } from "./death-as-problem.ts";

/** How long a worker may take to tell how far a query has come. */
const SO_FAR_WITHIN_MS = 500;
/** An engine that dies again so soon after it was started again stays down. */
const REVIVE_AT_MOST_EVERY_MS = 30_000;

export interface EngineControlOptions {
  /** How the worker is run. */
  readonly worker: Omit<WorkerHostOptions, "onNotice" | "onDeath">;
  readonly checkers: Checkers;
  /** The CoreDNS release that the engine follows. */
  readonly release: string;
  /** Whether its listeners may be on the Corefile's own ports, to begin with. */
  readonly ports: PortPreference;
  readonly tell: (event: StudioEvent) => void;
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: () => number;
}

/** An explanation that was ordered. */
export interface Watch {
  /** The explanation when it is there within `waitMs`. */
  explanation(waitMs: number): Promise<Explanation | undefined>;
  /** How far the query has come, when it waits for something. */
  soFar(): Promise<Explanation | undefined>;
  cancel(): void;
}

export class EngineControl {
  readonly #options: EngineControlOptions;
  readonly #server: WorkerHost;
  readonly #watches = new Map<number, (explanation: Explanation) => void>();
  #info: EngineInfo;
  #snapshot: Snapshot | undefined;
  #lastGood: Snapshot | undefined;
  #revivedMs = Number.NEGATIVE_INFINITY;
  #watchCount = 0;
  #applying: Promise<ApplyReply> | undefined;
  #next: Promise<ApplyReply> | undefined;
  #ports: PortPreference;
  /** What was preferred when the configuration that serves was applied. */
  #servesAt: PortPreference | undefined;

  constructor(options: EngineControlOptions) {
    this.#options = options;
    this.#ports = options.ports;
    this.#server = new WorkerHost({
      ...options.worker,
      onNotice: (notice) => this.#onNotice(notice),
      onDeath: (because) => this.#onDeath(because),
    });
    this.#info = {
      engine: "built-in",
      release: options.release,
      state: "stopped",
      because: "It was not started yet.",
      generation: 0,
      listeners: [],
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
   * only the newest waits; those in between are left out and get the newest's result.
   */
  apply(snapshot: Snapshot): Promise<ApplyReply> {
    this.#snapshot = snapshot;
    if (this.#applying !== undefined) this.#options.checkers.letGoOfOldText(this);
    if (this.#applying === undefined) {
      this.#applying = this.#applyNow(snapshot).finally(() => {
        this.#applying = undefined;
      });
      return this.#applying;
    }
    this.#next ??= this.#applying.then(() => {
      this.#next = undefined;
      return this.apply(this.#snapshot ?? snapshot);
    });
    return this.#next;
  }

  async #applyNow(snapshot: Snapshot): Promise<ApplyReply> {
    const startedMs = performance.now();
    if (!this.#server.isRunning) this.#change({ state: "starting", because: undefined, listeners: [] });
    this.#server.warmUp();
    const rehearsed = await this.#options.checkers.ask(this, "rehearse", snapshot);
    const result: Applied = rehearsed.problems.some(isObstacle)
      ? { applied: false, problems: rehearsed.problems, listeners: this.#info.listeners }
      : await this.#applyRehearsed(snapshot, rehearsed.tookMs);
    const { applied, problems } = result;
    if (applied) this.#lastGood = snapshot;
    if (this.#info.state !== "killed" || applied) this.#settle(result);
    const { configuration } = applied ? result : rehearsed;
    const tookMs = performance.now() - startedMs;
    return { applied, configuration, problems: [...problems], engine: this.#info, tookMs };
  }

  /** Moves the listeners to the Corefile's own ports, or away from them for another window's. */
  async place(ports: PortPreference): Promise<void> {
    if (this.#ports === ports) return;
    this.#ports = ports;
    this.#change({ hasPorts: ports === "same" });
    while (this.#applying !== undefined) await this.#applying;
    const snapshot = this.#lastGood;
    if (snapshot === undefined || this.#info.state !== "serving" || this.#servesAt === this.#ports) return;
    this.#applying = this.#move(snapshot).finally(() => {
      this.#applying = undefined;
    });
    await this.#applying;
  }

  async #move(snapshot: Snapshot): Promise<ApplyReply> {
    const startedMs = performance.now();
    const { servesEarlier, problems } = this.#info;
    const moved = await this.#applyRehearsed(snapshot, 0);
    this.#settle(moved);
    // What was wrong with a newer text still is.
    if (moved.applied && servesEarlier) this.#change({ servesEarlier, problems });
    const tookMs = performance.now() - startedMs;
    return { applied: moved.applied, problems: [...moved.problems], engine: this.#info, tookMs };
  }

  /** What took its time in the rehearsal takes it again; a busy machine may be three times as slow. */
  async #applyRehearsed(snapshot: Snapshot, rehearsalMs: number): Promise<Applied> {
    try {
      const ports = this.#ports;
      const result = await this.#server.call("apply", { ...snapshot, ports }, { mayBeSilentMs: 3 * rehearsalMs });
      if (result.applied) this.#servesAt = ports;
      return result;
    } catch (error) {
      return { applied: false, problems: [deathAsProblem(error, snapshot)], listeners: this.#info.listeners };
    }
  }

  /** The engine ended while it served: it is started again with what was good, unless it keeps ending. */
  #onDeath(because: string): void {
    this.#change({ state: "killed", because, listeners: [], servesEarlier: false });
    const lastGood = this.#lastGood;
    const nowMs = performance.now();
    if (lastGood === undefined || this.#applying !== undefined || nowMs - this.#revivedMs < REVIVE_AT_MOST_EVERY_MS)
      return;
    this.#revivedMs = nowMs;
    this.#applying = this.#applyNow(lastGood)
      .then((reply) => {
        if (reply.applied) this.#change({ because: `The engine was started again. ${because}` });
        return reply;
      })
      .finally(() => {
        this.#applying = undefined;
      });
  }

  /** Ends the engine and starts it again with the newest configuration. */
  async restart(): Promise<EngineInfo> {
    await this.stop();
    if (this.#snapshot !== undefined) await this.apply(this.#snapshot);
    return this.#info;
  }

  async stop(): Promise<EngineInfo> {
    await this.#server.stop();
    this.#change({ state: "stopped", because: "It was stopped on request.", listeners: [], servesEarlier: false });
    return this.#info;
  }

  /** Orders the explanation of the next query from this source; it is in place when the promise resolves. */
  async watch(order: Omit<WatchOrder, "watchId">): Promise<Watch> {
    if (!this.#server.isRunning) throw new EngineDied(this.#info.because ?? "It does not run.");
    this.#watchCount += 1;
    const watchId = this.#watchCount;
    const { promise, resolve } = Promise.withResolvers<Explanation>();
    this.#watches.set(watchId, resolve);
    const cancel = (): void => {
      this.#watches.delete(watchId);
      if (this.#server.isRunning) this.#server.call("unwatch", watchId).catch(() => {});
    };
    await this.#server.call("watch", { ...order, watchId });
    const soFar = async (): Promise<Explanation | undefined> => {
      if (!this.#server.isRunning) return undefined;
      const told = this.#server.call("soFar", watchId).catch(() => undefined);
      return withinTime(Promise.race([promise, told]), SO_FAR_WITHIN_MS);
    };
    return { cancel, soFar, explanation: (waitMs) => withinTime(promise, waitMs) };
  }

  /** Why a query of late was answered as it was; undefined when that is not known. */
  async explanation(queryId: number): Promise<Explanation | undefined> {
    return this.#server.isRunning ? this.#server.call("explanation", queryId) : undefined;
  }

  #settle({ applied, problems, listeners, configuration }: Applied): void {
    const serving = applied || listeners.length > 0;
    const obstacle = applied ? undefined : problems.find(isObstacle);
    // What is wrong with the text stands in the text; what is wrong with the world stands nowhere else.
    const isToBeTold = !serving || obstacle?.code === "engine-ended" || obstacle?.code === "corefile-unreadable";
    this.#change({
      state: serving ? "serving" : "refused",
      because: isToBeTold ? obstacle?.message : undefined,
      generation: this.#info.generation + (applied ? 1 : 0),
      listeners: [...listeners],
      problems: [...problems],
      servesEarlier: serving && !applied,
      ...(applied && configuration !== undefined
        ? { configuration: { identity: configuration, sinceMs: this.#options.nowMs() } }
        : {}),
    });
  }

  /** The engine ended itself, as CoreDNS would end: header and problems say the same. */
  #end(problem: Problem): void {
    const problems = [problem, ...this.#info.problems];
    this.#change({ state: "stopped", because: problem.message, listeners: [], servesEarlier: false, problems });
  }

  #change(change: { readonly [Key in keyof EngineInfo]?: EngineInfo[Key] | undefined }): void {
    const { because, ...rest } = { ...this.#info, ...change } as EngineInfo;
    this.#info = because === undefined ? rest : { ...rest, because };
    this.#options.tell({ kind: "engine", engine: this.#info });
  }

  #onNotice(notice: EngineNotice): void {
    const { tell } = this.#options;
    switch (notice.kind) {
      case "log":
        tell({ kind: "log", line: notice.line });
        break;
      case "listeners":
        if (this.#info.state === "serving") this.#change({ listeners: [...notice.listeners] });
        break;
      case "ended":
        this.#end(notice.problem);
        break;
      case "explained":
        this.#watches.get(notice.watchId)?.(notice.explanation);
        tell({ kind: "explanation", queryId: notice.queryId, explanation: notice.explanation });
        break;
      default:
        for (const query of notice.queries) tell({ kind: "query", query });
        if (notice.missed > 0) tell({ kind: "missed", count: notice.missed });
    }
  }
}

function withinTime<Value>(promise: Promise<Value>, waitMs: number): Promise<Value | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), waitMs);
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
