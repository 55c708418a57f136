/**
 * Workers that check drafts and rehearse configurations, shared by all windows. Each works for one window at a time, so that a
 * text that kills or hangs it is nobody else's; another is started only while all that there are are busy with other windows.
 */
import type { CheckReply } from "../../../lib/api/check.ts";
import type { Coverable } from "../../../lib/coverage/coverable.ts";
import type { Clock, Timer } from "../../../lib/ports/clock.ts";
import type { Problem } from "../../../lib/text/problem.ts";
import type { Snapshot } from "../engine.ts";
import type { PodWorld } from "../pod-world.ts";
import { deathAsProblem } from "./death-as-problem.ts";
import type { WorkerHost } from "./worker-host.ts";
import type { CoverableOrder } from "./worker-messages.ts";

/** How long a worker stays without work before its memory is given back; one that others may replace, much shorter. */
const LAST_IDLE_MS = 600_000;
const SPARE_IDLE_MS = 60_000;
/** How long a configuration may take to be set up: hosts files and zones with a million lines take their time. */
const SET_UP_WITHIN_MS = 30_000;
/** After so long a text is not waited for any more once a newer one of the same window is there. */
const HOLDS_UP_AFTER_MS = 5000;

/** `rehearse` tells the identity, too, that the configuration has when it serves. */
export type CheckQuestion = "check" | "advise" | "rehearse";

interface Looked {
  readonly problems: readonly Problem[];
  readonly configuration?: string | undefined;
}

interface Checker {
  readonly host: WorkerHost;
  owner: object | undefined;
  idle: Timer | undefined;
}

/** One question that is being worked on. */
interface Task {
  readonly checker: Checker;
  readonly sinceMs: number;
}

export class Checkers {
  readonly #make: () => WorkerHost;
  readonly #clock: Clock;
  readonly #checkers = new Set<Checker>();
  readonly #tasks = new Map<object, Task>();
  /** The end of what each window has put so far: its questions are worked on one after the other. */
  readonly #lines = new Map<object, Promise<unknown>>();

  constructor(make: () => WorkerHost, clock: Clock) {
    this.#make = make;
    this.#clock = clock;
  }

  /** How many workers there are now. */
  get size(): number {
    return this.#checkers.size;
  }

  /** Asks for a window; whatever the text does to the worker is told as a problem of it. */
  async ask(owner: object, question: CheckQuestion, snapshot: Snapshot): Promise<CheckReply> {
    this.letGoOfOldText(owner);
    const sinceMs = this.#clock.monotonicMs();
    const before = this.#lines.get(owner) ?? Promise.resolve();
    const asked = before.then(() => this.#work(owner, question, snapshot));
    this.#lines.set(owner, asked);
    const looked = await asked;
    if (this.#lines.get(owner) === asked) this.#lines.delete(owner);
    return { ...looked, problems: [...looked.problems], tookMs: this.#clock.monotonicMs() - sinceMs };
  }

  /** What a folder tells of its pods. Rejects with `EngineDied` when that ended the worker. */
  pods(owner: object, snapshot: Snapshot): Promise<PodWorld> {
    return this.#inLine(owner, (host) => host.call("pods", snapshot, { mayBeSilentMs: SET_UP_WITHIN_MS }));
  }

  /** What of a folder questions can come to. Rejects with `EngineDied` when that ended the worker. */
  coverable(owner: object, order: CoverableOrder): Promise<readonly Coverable[]> {
    return this.#inLine(owner, (host) => host.call("coverable", order, { mayBeSilentMs: SET_UP_WITHIN_MS }));
  }

  #inLine<Result>(owner: object, work: (host: WorkerHost) => Promise<Result>): Promise<Result> {
    const before = this.#lines.get(owner) ?? Promise.resolve();
    const asked = before.then(() => this.#withWorker(owner, work));
    this.#lines.set(
      owner,
      asked.catch(() => undefined),
    );
    return asked;
  }

  /** A text on which a worker works for long must not hold up those of the same window that came after it. */
  letGoOfOldText(owner: object): void {
    const task = this.#tasks.get(owner);
    const tookMs = task === undefined ? 0 : this.#clock.monotonicMs() - task.sinceMs;
    if (task === undefined || tookMs < HOLDS_UP_AFTER_MS) return;
    void task.checker.host.abandon(`It was not done after ${Math.round(tookMs / 1000)} s, when newer text arrived.`);
  }

  /** Ends all workers; the next question starts one again. */
  async close(): Promise<void> {
    const checkers = [...this.#checkers];
    this.#checkers.clear();
    for (const { idle } of checkers) idle?.cancel();
    await Promise.all(checkers.map(({ host }) => host.stop()));
  }

  /** Never rejects: what happened to the worker is a problem. */
  async #work(owner: object, question: CheckQuestion, snapshot: Snapshot): Promise<Looked> {
    const options = { mayBeSilentMs: SET_UP_WITHIN_MS };
    try {
      return await this.#withWorker(owner, async (host) =>
        question === "rehearse"
          ? host.call(question, snapshot, options)
          : { problems: await host.call(question, snapshot, options) },
      );
    } catch (error) {
      return { problems: [deathAsProblem(error, snapshot)] };
    }
  }

  async #withWorker<Result>(owner: object, work: (host: WorkerHost) => Promise<Result>): Promise<Result> {
    const checker = this.#take(owner);
    this.#tasks.set(owner, { checker, sinceMs: this.#clock.monotonicMs() });
    try {
      return await work(checker.host);
    } finally {
      this.#tasks.delete(owner);
      this.#giveBack(checker);
    }
  }

  #take(owner: object): Checker {
    const free = [...this.#checkers].find((checker) => checker.owner === undefined);
    const checker = free ?? { host: this.#make(), owner: undefined, idle: undefined };
    this.#checkers.add(checker);
    checker.owner = owner;
    checker.idle?.cancel();
    return checker;
  }

  #giveBack(checker: Checker): void {
    checker.owner = undefined;
    const idleMs = this.#checkers.size > 1 ? SPARE_IDLE_MS : LAST_IDLE_MS;
    checker.idle = this.#clock.after(idleMs, () => {
      this.#checkers.delete(checker);
      void checker.host.stop();
    });
  }
}
