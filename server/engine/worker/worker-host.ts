/**
 * The studio's side of an engine's worker: starts it when it is needed, limits its memory, and ends it when it hangs. A
 * configuration may kill its worker; the studio goes on and says why. A worker that cannot be ended, since it waits in the
 * system for a file that does not come, is left behind.
 */
import { Worker } from "node:worker_threads";
import { EngineDied, EngineFault } from "../engine.ts";
import { causeOfDeath, describeEnd, isHeapFull, MEBIBYTE } from "./worker-death.ts";
import type { CallMessage, CallName, Calls, EngineNotice, FromWorker, ToWorker } from "./worker-messages.ts";

/** All that a worker sees of this process's environment: where modules lie that were compiled before. */
export const COMPILED_MODULES =
  process.env.NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE };

const PING_EVERY_MS = 1000;
/** How many pings may stay unanswered until its modules are loaded: no configuration has a part in that, a busy machine has. */
const STARTING_BEATS = 30;
/** How long a worker may take to end once it is told to. */
const END_WITHIN_MS = 2000;
/** Each worker that was left behind holds memory and a thread; with more of them something is wrong with the machine. */
const MAX_LEFT_BEHIND = 8;

export interface WorkerHostOptions {
  /** The file that the worker runs: TypeScript, as it is. */
  readonly entry: string | URL;
  /** What it is given to begin with. */
  readonly data?: unknown;
  /** How many pings in a row, one a second, may stay unanswered; 5 if left out. */
  readonly silentBeats?: number;
  readonly pingEveryMs?: number;
  /** Memory for the engine's objects, in MiB; 1024 if left out. */
  readonly memoryMb?: number;
  readonly onNotice: (notice: EngineNotice) => void;
  /** Called when the worker ended without being told to. */
  readonly onDeath: (because: string) => void;
  /** Told of what is of no use to a person at the page: stacks. */
  readonly onFault?: (details: string) => void;
}

/** Workers that were left behind and have not ended since. */
const leftBehind = new Set<Worker>();

/** How a call is waited for. */
export interface CallOptions {
  /** How long the worker may keep silent while it does this, in milliseconds; as long as ever if left out. */
  readonly mayBeSilentMs?: number;
}

interface Waiting {
  readonly mayBeSilentMs: number;
  resolve(result: Calls[CallName]["result"]): void;
  reject(error: Error): void;
}

/** One life of the worker. */
interface Life {
  readonly worker: Worker;
  readonly memoryMb: number;
  readonly waiting: Map<number, Waiting>;
  readonly watchdog: NodeJS.Timeout;
  /** Why it ends, once that is known. */
  because: string | undefined;
  /** True when its owner asked for the end. */
  isWanted: boolean;
  /** True once its modules are loaded. */
  hasBegun: boolean;
  beat: number;
  answeredBeat: number;
}

export class WorkerHost {
  readonly #options: WorkerHostOptions;
  #life: Life | undefined;
  #calls = 0;

  constructor(options: WorkerHostOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#life !== undefined;
  }

  /** Starts the worker when there is none, for a call that is to come. */
  warmUp(): void {
    if (leftBehind.size < MAX_LEFT_BEHIND) this.#life ??= this.#begin();
  }

  /**
   * Calls the engine, starting the worker first when there is none. Rejects with `EngineDied` when it ends meanwhile, with
   * `EngineFault` when it could not do this one thing.
   */
  call<Name extends CallName>(
    name: Name,
    order: Calls[Name]["order"],
    { mayBeSilentMs = 0 }: CallOptions = {},
  ): Promise<Calls[Name]["result"]> {
    this.warmUp();
    if (this.#life === undefined) return Promise.reject(new EngineDied(tooManyLeftBehind()));
    const { worker, waiting } = this.#life;
    this.#calls += 1;
    const id = this.#calls;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject, mayBeSilentMs });
      post(worker, { kind: "call", id, name, order } as CallMessage);
    });
  }

  /** Ends the worker for a reason of its owner's; calls under way are rejected with it. */
  async abandon(because: string): Promise<void> {
    const life = this.#life;
    if (life === undefined) return;
    life.because ??= because;
    await this.#end(life);
  }

  /** Ends the worker, kindly first; nothing is told of it. */
  async stop(): Promise<void> {
    const life = this.#life;
    if (life === undefined) return;
    life.isWanted = true;
    await Promise.race([this.call("stop", undefined).catch(() => undefined), pause(PING_EVERY_MS)]);
    await this.#end(life);
  }

  #begin(): Life {
    const { entry, data, memoryMb = 1024, pingEveryMs = PING_EVERY_MS } = this.#options;
    const worker = new Worker(entry, {
      name: "engine",
      workerData: data,
      stdout: true,
      env: COMPILED_MODULES,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
    });
    worker.stdout.resume();
    const life: Life = {
      worker,
      memoryMb,
      waiting: new Map(),
      watchdog: setInterval(() => this.#ping(life), pingEveryMs),
      because: undefined,
      isWanted: false,
      hasBegun: false,
      beat: 0,
      answeredBeat: 0,
    };
    life.watchdog.unref();
    worker.on("message", (message: FromWorker) => this.#receive(life, message));
    worker.on("error", (error: Error) => {
      life.because ??= causeOfDeath(error, memoryMb);
      this.#options.onFault?.(error.stack ?? error.message);
    });
    worker.on("exit", (code) => {
      leftBehind.delete(worker);
      this.#bury(life, `It ended by itself with code ${code}.`);
    });
    return life;
  }

  #ping(life: Life): void {
    const { silentBeats = 5, pingEveryMs = PING_EVERY_MS } = this.#options;
    const silent = life.beat - life.answeredBeat;
    const beats = life.hasBegun ? silentBeats : Math.max(silentBeats, STARTING_BEATS);
    const allowedMs = Math.max(beats * pingEveryMs, longest(life.waiting.values()));
    if (silent * pingEveryMs >= allowedMs) {
      const seconds = Math.round((silent * pingEveryMs) / 1000);
      clearInterval(life.watchdog);
      void this.#endSilent(life, seconds);
      return;
    }
    life.beat += 1;
    post(life.worker, { kind: "ping", beat: life.beat });
  }

  #receive(life: Life, message: FromWorker): void {
    if (message.kind === "begun") {
      life.hasBegun = true;
      life.answeredBeat = life.beat;
      return;
    }
    if (message.kind === "pong") {
      life.answeredBeat = message.beat;
      if (message.bufferOctets <= life.memoryMb * MEBIBYTE) return;
      life.because ??= describeEnd({ kind: "memory", memoryMb: life.memoryMb });
      void this.#end(life);
      return;
    }
    if (message.kind === "notice") {
      this.#options.onNotice(message.notice);
      return;
    }
    const waiting = life.waiting.get(message.id);
    life.waiting.delete(message.id);
    if (message.kind === "returned") waiting?.resolve(message.result);
    else {
      this.#options.onFault?.(message.details);
      waiting?.reject(new EngineFault(message.error));
    }
  }

  /** A worker that is short of memory collects garbage and nothing else: that is why it keeps silent, then. */
  async #endSilent(life: Life, seconds: number): Promise<void> {
    const isFull = await isHeapFull(life.worker, life.memoryMb);
    life.because ??= describeEnd(isFull ? { kind: "memory", memoryMb: life.memoryMb } : { kind: "silent", seconds });
    await this.#end(life);
  }

  async #end(life: Life): Promise<void> {
    const { worker } = life;
    const ended = worker.terminate().then(() => true);
    if (!(await Promise.race([ended, pause(END_WITHIN_MS)]))) {
      leftBehind.add(worker);
      worker.unref();
      life.because = describeEnd({ kind: "stuck", before: life.because });
    }
    this.#bury(life, "It was ended.");
  }

  /** Once per life: tells everybody who waits, and the owner unless the end was wanted. */
  #bury(life: Life, because: string): void {
    if (this.#life !== life) return;
    this.#life = undefined;
    clearInterval(life.watchdog);
    const reason = life.isWanted ? "It was stopped." : (life.because ?? because);
    for (const waiting of life.waiting.values()) waiting.reject(new EngineDied(reason));
    life.waiting.clear();
    if (!life.isWanted) this.#options.onDeath(reason);
  }
}

function longest(waiting: Iterable<Waiting>): number {
  let longestMs = 0;
  for (const { mayBeSilentMs } of waiting) longestMs = Math.max(longestMs, mayBeSilentMs);
  return longestMs;
}

function post(worker: Worker, message: ToWorker): void {
  worker.postMessage(message);
}

function pause(delayMs: number): Promise<false> {
  return new Promise((done) => setTimeout(() => done(false), delayMs).unref());
}

function tooManyLeftBehind(): string {
  return `${MAX_LEFT_BEHIND} engines are stuck on files that do not answer. Restart the studio.`;
}
