/** Two configurations compared in a thread of their own, which is ended when it hangs. */
import { Worker } from "node:worker_threads";
import type { BehaviourChange, BehaviourDiff } from "../../../lib/behaviour-diff/behaviour-diff.ts";
import type { Outcome } from "../../../lib/behaviour-diff/outcome.ts";
import { EngineDied } from "../engine.ts";
import { COMPILED_MODULES } from "../worker/worker-host.ts";
import type { Progress } from "./ask-both.ts";
import type { ComparedSides, Unstarted } from "./compare-sides.ts";
import type { Surroundings } from "./side.ts";

const ENTRY = new URL("./diff-thread.ts", import.meta.url);
/** Two configurations, and at times a third. */
const MEMORY_MB = 1024;
const PING_EVERY_MS = 1000;
/** Large zones take their time to be set up. */
const MAY_BE_SILENT_MS = 30_000;

/** What the thread is given. */
export interface DiffOrder {
  readonly sides: ComparedSides;
  readonly surroundings: Surroundings;
}

/** An outcome in few words: its explanation is one sentence. */
type BriefOutcome = Omit<Outcome, "explanation"> & { readonly inWords: string };
type BriefChange = Omit<BehaviourChange, "before" | "after"> & {
  readonly before: BriefOutcome;
  readonly after: BriefOutcome;
};
type BriefDiff = Omit<BehaviourDiff, "changes"> & { readonly changes: readonly BriefChange[] };

/** What came of it. */
export type ThreadResult = { readonly kind: "compared"; readonly diff: BriefDiff } | Unstarted;

export type ToDiffThread = { readonly kind: "cancel" } | { readonly kind: "ping" };
export type FromDiffThread =
  | { readonly kind: "pong" }
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "done"; readonly result: ThreadResult }
  | { readonly kind: "failed"; readonly error: string };

/** How it is followed and ended. */
export interface ThreadOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** The file that the thread runs, for tests. */
  readonly entry?: URL;
  readonly mayBeSilentMs?: number;
}

/** Compares; with a signal what was found so far is the result. Rejects with `EngineDied` when the thread ended over it. */
export function compareInThread(order: DiffOrder, options: ThreadOptions): Promise<ThreadResult> {
  const { signal, onProgress, entry = ENTRY, mayBeSilentMs = MAY_BE_SILENT_MS } = options;
  const worker = new Worker(entry, {
    name: "behaviour diff",
    workerData: order,
    stdout: true,
    env: COMPILED_MODULES,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
  });
  worker.stdout.resume();
  const send = (message: ToDiffThread): void => worker.postMessage(message);
  let heardMs = performance.now();
  return new Promise<ThreadResult>((done, failed) => {
    const watchdog = setInterval(() => {
      send({ kind: "ping" });
      const silentMs = performance.now() - heardMs;
      if (silentMs > mayBeSilentMs) failed(new EngineDied(`It did not answer for ${Math.round(silentMs / 1000)} s.`));
    }, PING_EVERY_MS);
    watchdog.unref();
    worker.on("message", (message: FromDiffThread) => {
      heardMs = performance.now();
      if (message.kind === "progress") onProgress(message.progress);
      else if (message.kind === "done") done(message.result);
      else if (message.kind === "failed") failed(new EngineDied(message.error));
    });
    worker.on("error", (error) => failed(new EngineDied(error.message)));
    worker.on("exit", () => {
      clearInterval(watchdog);
      failed(new EngineDied("It ended by itself."));
    });
    if (signal.aborted) send({ kind: "cancel" });
    signal.addEventListener("abort", () => send({ kind: "cancel" }), { once: true });
  }).finally(() => void worker.terminate());
}
