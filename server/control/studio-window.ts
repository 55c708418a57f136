/** One window of the studio: the texts that it has not saved, and an engine of its own that serves them. */
import { setTimeout as sleep } from "node:timers/promises";
import type { AskReply, CheckedAskRequest } from "../../lib/api/ask.ts";
import type { AskAgainReply, AskAgainRequest } from "../../lib/api/ask-again.ts";
import type { ApplyReply, Drafts } from "../../lib/api/check.ts";
import type { CorednsProgram, CorednsReply } from "../../lib/api/coredns.ts";
import type { EngineInfo } from "../../lib/api/engine.ts";
import type { CheckedPodResolveRequest, PodResolveReply } from "../../lib/api/pod.ts";
import type { TestRunReply } from "../../lib/api/tests.ts";
import type { CheckedWhatIfRequest, WhatIfReply } from "../../lib/api/what-if.ts";
import { EngineDied, type Snapshot } from "../engine/engine.ts";
import type { WorkerEngine } from "../engine/worker/worker-engine.ts";
import { Refusal } from "../workspaces/refusal.ts";
import { askEngine } from "./ask.ts";
import { askQuestionsAgain } from "./ask-again.ts";
import { askCoredns, corednsProgram } from "./coredns.ts";
import type { EngineControl } from "./engine-control.ts";
import type { EventHub } from "./event-hub.ts";
import { resolveForPod } from "./pod.ts";
import type { TestRunOrder, TestRuns } from "./test-runs.ts";

/** How long a question waits for the newest text while an earlier one serves. */
const NEWEST_TEXT_WITHIN_MS = 2000;

export type Checker = Pick<WorkerEngine, "check" | "advise" | "pods">;

/** What a window is made of. */
export interface WindowParts {
  /** What is told to this window only. */
  readonly events: EventHub;
  readonly engine: EngineControl;
  /** Who checks its texts: our own engine, whichever serves. */
  readonly checker: Checker;
  /** An engine beside the one that serves, for texts that are only tried; nobody hears what it tells. */
  readonly rehearsal: () => EngineControl;
  /** The folder as it is now, with these texts over it. */
  readonly snapshot: (drafts: Drafts) => Snapshot;
  readonly tests: TestRuns;
}

export class StudioWindow {
  readonly events: EventHub;
  readonly engine: EngineControl;
  readonly checker: Checker;
  readonly #tests: TestRuns;
  readonly #snapshot: WindowParts["snapshot"];
  readonly #rehearsal: WindowParts["rehearsal"];
  readonly #asking = new Map<string, AbortController>();
  #drafts: Drafts = {};
  #started: Promise<unknown> | undefined;
  #rehearsing: Promise<unknown> = Promise.resolve();

  constructor({ events, engine, checker, rehearsal, snapshot, tests }: WindowParts) {
    this.#tests = tests;
    this.events = events;
    this.engine = engine;
    this.checker = checker;
    this.#snapshot = snapshot;
    this.#rehearsal = rehearsal;
  }

  apply({ drafts }: { readonly drafts: Drafts }): Promise<ApplyReply> {
    this.#drafts = drafts;
    return this.#applyNewest();
  }

  /** The engine as it is now; started by the first who asks. */
  info(): EngineInfo {
    void this.#start();
    return this.engine.info;
  }

  /** Asks a question; it ends early when `signal` or a `cancel` with its ID says so. */
  ask(request: CheckedAskRequest, signal?: AbortSignal): Promise<AskReply> {
    return this.#cancellable(request.id, signal, (both) => askEngine(this.engine, request, both));
  }

  /** Asks other texts than those that serve; one after the other, since each has an engine for itself. */
  whatIf(request: CheckedWhatIfRequest, signal?: AbortSignal): Promise<WhatIfReply> {
    const reply = this.#rehearsing.then(() =>
      this.#cancellable(request.ask.id, signal, (both) => this.#rehearse(request, both)),
    );
    this.#rehearsing = reply.catch(() => undefined);
    return reply;
  }

  async #rehearse({ drafts, ask }: CheckedWhatIfRequest, signal: AbortSignal): Promise<WhatIfReply> {
    const engine = this.#rehearsal();
    try {
      const { applied, problems } = await engine.apply(this.#snapshot(drafts));
      if (!applied) return { kind: "refused", problems };
      return { kind: "asked", reply: await askEngine(engine, ask, signal) };
    } finally {
      await engine.stop();
    }
  }

  /** The user's own CoreDNS, as far as it is there. */
  coredns(): Promise<CorednsProgram> {
    return corednsProgram();
  }

  /** Asks it beside our engine, both on the newest texts, whether saved or not; one question after the other. */
  askCoredns(request: CheckedAskRequest, signal?: AbortSignal): Promise<CorednsReply> {
    const reply = this.#rehearsing.then(() =>
      this.#cancellable(request.id, signal, (both) =>
        askCoredns({
          ...{ snapshot: this.#snapshot(this.#drafts), request, signal: both },
          ...{ builtIn: this.#rehearsal(), serving: this.engine.info },
        }),
      ),
    );
    this.#rehearsing = reply.catch(() => undefined);
    return reply;
  }

  /** Puts questions of a log to the engine. */
  askAgain(request: AskAgainRequest, signal?: AbortSignal): Promise<AskAgainReply> {
    return this.#cancellable(undefined, signal, (both) => askQuestionsAgain(this.engine, request, both));
  }

  /** Lets a pod's resolver ask; it ends early as a question does. */
  resolveAsPod(request: CheckedPodResolveRequest, signal?: AbortSignal): Promise<PodResolveReply> {
    return this.#cancellable(request.id, signal, async (both) => {
      const world = await this.checker.pods(this.#snapshot(this.#drafts)).catch(refuseDeath);
      return resolveForPod({ engine: this.engine, world, signal: both }, request);
    });
  }

  /** Runs tests on an engine of their own; it ends early as a question does. */
  runTests(order: Omit<TestRunOrder, "signal">, signal: AbortSignal): Promise<TestRunReply> {
    return this.cancellable(order.id, signal, (both) => this.#tests.run({ ...order, signal: both }));
  }

  #cancellable<Reply>(
    id: string | undefined,
    signal: AbortSignal | undefined,
    task: (both: AbortSignal) => Promise<Reply>,
  ): Promise<Reply> {
    return this.cancellable(id, signal, async (both) => {
      await Promise.race([this.#takenUp(), aborted(both)]);
      return task(both);
    });
  }

  /** Does something that `signal`, or a `cancel` with its ID, ends early; the window's engine need not serve for it. */
  async cancellable<Reply>(
    id: string | undefined,
    signal: AbortSignal | undefined,
    task: (both: AbortSignal) => Promise<Reply>,
  ): Promise<Reply> {
    const controller = new AbortController();
    if (id !== undefined) this.#asking.set(id, controller);
    try {
      return await task(signal === undefined ? controller.signal : AbortSignal.any([signal, controller.signal]));
    } finally {
      if (id !== undefined) this.#asking.delete(id);
    }
  }

  /** Ends a question that is under way. */
  cancel(askId: string): void {
    this.#asking.get(askId)?.abort();
  }

  async restart(): Promise<void> {
    await this.engine.stop("the next one");
    await this.#applyNewest();
  }

  /** Takes up what changed in the folder, unless nobody has asked for the engine yet. */
  folderChanged(): void {
    if (this.#started !== undefined) void this.#applyNewest();
  }

  /** Another folder is open: what was typed belongs to the one before. */
  folderReplaced(): void {
    this.#drafts = {};
    this.folderChanged();
  }

  /** Changes a file, so that its unsaved text no longer counts; when it cannot be changed, that text counts again. */
  async withoutDraft<Value>(path: string, change: () => Promise<Value>): Promise<Value> {
    const before = this.#drafts;
    const { [path]: _unsaved, ...others } = before;
    this.#drafts = others;
    try {
      return await change();
    } catch (error) {
      if (this.#drafts === others) this.#drafts = before;
      throw error;
    }
  }

  async close(): Promise<void> {
    for (const controller of this.#asking.values()) controller.abort();
    await Promise.all([this.engine.stop(), this.#tests.close()]);
  }

  /** Done when the newest text serves, or is refused; of one that takes long the question does not wait for the end. */
  async #takenUp(): Promise<void> {
    const started = this.#start();
    const isServing = this.engine.info.listeners.length > 0;
    await (isServing ? Promise.race([started, sleep(NEWEST_TEXT_WITHIN_MS, undefined, { ref: false })]) : started);
  }

  #start(): Promise<unknown> {
    this.#started ??= this.#applyNewest();
    return this.#started;
  }

  #applyNewest(): Promise<ApplyReply> {
    const applying = this.engine.apply(this.#snapshot(this.#drafts));
    this.#started = applying;
    return applying;
  }
}

/** The worker that reads manifests ended over them. */
export function refuseDeath(error: unknown): never {
  if (!(error instanceof EngineDied)) throw error;
  throw new Refusal(503, `the manifests could not be read: ${error.message}`, "Make them smaller, or take some away.");
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    signal.addEventListener("abort", () => done(), { once: true });
  });
}
