/**
 * The one engine of the studio: which state it is in, what it serves, and what became of the newest configuration. It
 * lives in a worker. Another worker checks drafts, and sets up and starts each configuration before the serving one does: a
 * configuration that kills or hangs whoever sets it up never reaches the engine that serves.
 */
import type { ApplyReply, CheckReply } from "../../lib/api/check.ts";
import type { EngineInfo, Listener } from "../../lib/api/engine.ts";
import type { StudioEvent } from "../../lib/api/events.ts";
import type { Explanation } from "../../lib/chain/explanation.ts";
import { isObstacle, type Problem } from "../../lib/corefile/problem.ts";
import { EngineDied, WorkerHost } from "../engine/worker-host.ts";
import type { Applied, EngineNotice, Snapshot, WatchOrder } from "../engine/worker-messages.ts";

/** How long the checking worker stays without work before its memory is given back. */
const CHECKER_IDLE_MS = 600_000;
const DEFAULT_MEMORY_MB = 1024;
/** How long a configuration may take to be set up: hosts files and zones with a million lines take their time. */
const SET_UP_WITHIN_MS = 30_000;
/** After so long a text is not waited for any more once a newer one is there. */
const HOLDS_UP_AFTER_MS = 5000;
/** An engine that dies again so soon after it was started again stays down. */
const REVIVE_AT_MOST_EVERY_MS = 30_000;

export interface EngineControlOptions {
  /** The file that the workers run. */
  readonly entry: string | URL;
  /** The CoreDNS release that the engine follows. */
  readonly release: string;
  readonly memoryMb?: number;
  readonly pingEveryMs?: number;
  readonly tell: (event: StudioEvent) => void;
  /** Told of what is of no use to a person at the page: stacks. */
  readonly logFault?: (details: string) => void;
}

/** An explanation that was ordered. */
export interface Watch {
  /** The explanation when it is there within `waitMs`. */
  explanation(waitMs: number): Promise<Explanation | undefined>;
  cancel(): void;
}

export class EngineControl {
  readonly #options: EngineControlOptions;
  readonly #server: WorkerHost;
  readonly #checker: WorkerHost;
  readonly #watches = new Map<number, (explanation: Explanation) => void>();
  #info: EngineInfo;
  #snapshot: Snapshot | undefined;
  #lastGood: Snapshot | undefined;
  #revivedMs = Number.NEGATIVE_INFINITY;
  #watchCount = 0;
  #applying: Promise<ApplyReply> | undefined;
  #next: Promise<ApplyReply> | undefined;
  #checkerIdle: NodeJS.Timeout | undefined;
  /** When each question to the checking worker was put, the oldest first. */
  readonly #checks = new Set<{ readonly sinceMs: number }>();

  constructor(options: EngineControlOptions) {
    this.#options = options;
    const { entry, memoryMb = DEFAULT_MEMORY_MB, pingEveryMs, logFault } = options;
    const common = {
      entry,
      ...(pingEveryMs === undefined ? {} : { pingEveryMs }),
      ...(logFault === undefined ? {} : { onFault: logFault }),
    };
    this.#server = new WorkerHost({
      ...common,
      memoryMb,
      onNotice: (notice) => this.#onNotice(notice),
      onDeath: (because) => this.#onDeath(because),
    });
    // Half of it: the engine that serves holds two configurations while one takes the other's place.
    this.#checker = new WorkerHost({
      ...common,
      memoryMb: Math.ceil(memoryMb / 2),
      onNotice: () => {},
      onDeath: () => {},
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
    };
  }

  get info(): EngineInfo {
    return this.#info;
  }

  /** Problems of a configuration; what serves is left alone. */
  async check(snapshot: Snapshot): Promise<CheckReply> {
    return this.#askChecker("check", snapshot);
  }

  /** What lint has to say about a configuration; what serves is left alone. */
  async advise(snapshot: Snapshot): Promise<CheckReply> {
    return this.#askChecker("advise", snapshot);
  }

  async #askChecker(question: "check" | "advise" | "rehearse", snapshot: Snapshot): Promise<CheckReply> {
    await this.#letGoOfOldText();
    const sinceMs = performance.now();
    const check = { sinceMs };
    this.#checks.add(check);
    clearTimeout(this.#checkerIdle);
    const problems = await this.#checker
      .call(question, snapshot, { mayBeSilentMs: SET_UP_WITHIN_MS })
      .catch((error: unknown) => [deathAsProblem(error, snapshot)]);
    this.#checks.delete(check);
    this.#checkerIdle = setTimeout(() => void this.#checker.stop(), CHECKER_IDLE_MS);
    this.#checkerIdle.unref();
    return { problems: [...problems], tookMs: performance.now() - sinceMs };
  }

  /** A text on which the checking worker works for long must not hold up those that came after it. */
  async #letGoOfOldText(): Promise<void> {
    const [oldest] = this.#checks;
    if (oldest === undefined || performance.now() - oldest.sinceMs < HOLDS_UP_AFTER_MS) return;
    const seconds = Math.round((performance.now() - oldest.sinceMs) / 1000);
    await this.#checker.abandon(`It was not done after ${seconds} s, when a newer text came.`);
  }

  /**
   * Makes a configuration serve when it has no error; with errors the one before it goes on. While one is being applied
   * only the newest waits; those in between are left out and get the newest's result.
   */
  apply(snapshot: Snapshot): Promise<ApplyReply> {
    this.#snapshot = snapshot;
    if (this.#applying !== undefined) void this.#letGoOfOldText();
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
    const rehearsed = await this.#askChecker("rehearse", snapshot);
    const { applied, problems, listeners } = rehearsed.problems.some(isObstacle)
      ? { applied: false, problems: rehearsed.problems, listeners: this.#info.listeners }
      : await this.#applyRehearsed(snapshot, rehearsed.tookMs);
    if (applied) this.#lastGood = snapshot;
    if (this.#info.state !== "killed" || applied) this.#settle(applied, problems, listeners);
    return { applied, problems: [...problems], engine: this.#info, tookMs: performance.now() - startedMs };
  }

  /** What took its time in the rehearsal takes it again; a busy machine may be three times as slow. */
  async #applyRehearsed(snapshot: Snapshot, rehearsalMs: number): Promise<Applied> {
    try {
      return await this.#server.call("apply", snapshot, { mayBeSilentMs: 3 * rehearsalMs });
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

  /** Ends both workers; the control can be used again. */
  async close(): Promise<void> {
    clearTimeout(this.#checkerIdle);
    await Promise.all([this.stop(), this.#checker.stop()]);
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
    return { cancel, explanation: (waitMs) => withinTime(promise, waitMs) };
  }

  #settle(applied: boolean, problems: readonly Problem[], listeners: readonly Listener[]): void {
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
    });
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
        this.#change({ state: "stopped", because: notice.because, listeners: [], servesEarlier: false });
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

/** The end of a worker as a problem at the top of the Corefile. */
function deathAsProblem(error: unknown, { corefile }: Snapshot): Problem {
  const start = { offset: 0, line: 1, column: 1 };
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: error instanceof EngineDied ? "engine-ended" : "engine-fault",
    severity: "error",
    cause: "here",
    message:
      error instanceof EngineDied
        ? `The engine ended on this configuration. ${reason}`
        : `The engine failed on this configuration. ${reason}`,
    range: { file: corefile, start, end: start },
    help: "Your text is safe, and what served before goes on serving. Undo the last change, or write to the authors with this configuration.",
  };
}

function withinTime<Value>(promise: Promise<Value>, waitMs: number): Promise<Value | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), waitMs);
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
