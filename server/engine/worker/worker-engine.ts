/**
 * Our engine as the studio runs it: what serves lives in a worker of its own. Other workers set each configuration up and
 * start it first: one that kills or hangs whoever sets it up never reaches the worker that serves.
 */
import type { CheckReply } from "../../../lib/api/check.ts";
import type { Coverable } from "../../../lib/coverage/coverable.ts";
import { COREDNS_VERSION } from "../../host/identity.ts";
import type { Engine, Refused, Running, Snapshot, StartOptions } from "../engine.ts";
import type { PodWorld } from "../pod-world.ts";
import { CalledRunning } from "./called-running.ts";
import type { Checkers } from "./checkers.ts";
import { WorkerHost, type WorkerHostOptions } from "./worker-host.ts";
import type { CoverableOrder } from "./worker-messages.ts";

export interface WorkerEngineOptions {
  /** How the worker is run. */
  readonly worker: Omit<WorkerHostOptions, "onNotice" | "onDeath">;
  readonly checkers: Checkers;
}

export class WorkerEngine implements Engine {
  readonly kind = "built-in";
  readonly release = COREDNS_VERSION;
  readonly #checkers: Checkers;
  readonly #server: WorkerHost;
  readonly #running: CalledRunning;

  constructor({ worker, checkers }: WorkerEngineOptions) {
    this.#checkers = checkers;
    this.#server = new WorkerHost({
      ...worker,
      onNotice: (notice) => this.#running.receive(notice),
      onDeath: (because) => this.#running.died(because),
    });
    this.#running = new CalledRunning(this.#server);
  }

  check(snapshot: Snapshot): Promise<CheckReply> {
    return this.#checkers.ask(this, "rehearse", snapshot);
  }

  /** What lint has to say. */
  advise(snapshot: Snapshot): Promise<CheckReply> {
    return this.#checkers.ask(this, "advise", snapshot);
  }

  /** What the folder tells of the pods that may ask. Rejects when the worker ended over it. */
  pods(snapshot: Snapshot): Promise<PodWorld> {
    return this.#checkers.pods(this, snapshot);
  }

  /** What of the folder questions can come to. Rejects when the worker ended over it. */
  coverable(order: CoverableOrder): Promise<readonly Coverable[]> {
    return this.#checkers.coverable(this, order);
  }

  hurry(): void {
    this.#checkers.letGoOfOldText(this);
  }

  warmUp(): void {
    this.#server.warmUp();
  }

  start(snapshot: Snapshot, options: StartOptions): Promise<Running | Refused> {
    return this.#running.start(snapshot, options);
  }

  stop(): Promise<void> {
    return this.#running.stop();
  }
}
