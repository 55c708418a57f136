/**
 * The user's CoreDNS as an engine: a process of its own on loopback, on a private copy of what it reads. It is the binary as it
 * is, so time, upstreams and the client's address are the real ones, and why it answered is known as far as its spans tell.
 */
import type { Host } from "../../lib/ports/host.ts";
import type { Checked, Engine, Refused, Running, Snapshot, StartOptions } from "../engine/engine.ts";
import type { Overlay } from "../host/overlay-files.ts";
import type { Binary } from "./binary.ts";
import { DeskPlaces } from "./desk-places.ts";
import type { KeptProcess } from "./kept-process.ts";
import { RunningCoredns } from "./running-coredns.ts";
import { startCoredns } from "./started-coredns.ts";

/** What it runs, and in which world. */
export interface CorednsEngineOptions {
  readonly binary: Binary;
  readonly host: Pick<Host, "files" | "identity">;
  /** Texts over all files, and what they hide: a pod's view of them. */
  readonly overlay?: Overlay | undefined;
  /** The port of server blocks that name none; 53 if left out. */
  readonly defaultPort?: number;
}

export class CorednsEngine implements Engine {
  readonly kind = "coredns";
  readonly release: string;
  readonly #options: CorednsEngineOptions;
  readonly #checking = new Set<KeptProcess>();
  #checks: Promise<unknown> = Promise.resolve();
  #running: RunningCoredns | undefined;

  constructor(options: CorednsEngineOptions) {
    this.#options = options;
    this.release = options.binary.release;
  }

  check(snapshot: Snapshot): Promise<Checked> {
    const checked = this.#checks.then(() => this.#check(snapshot));
    this.#checks = checked;
    return checked;
  }

  hurry(): void {
    for (const process of this.#checking) process.end();
  }

  /** There is nothing to get ready: the binary runs on request only. */
  warmUp(): void {}

  async start(snapshot: Snapshot, { ports = "ephemeral", tell }: StartOptions): Promise<Running | Refused> {
    await this.stop();
    const running = new RunningCoredns({ ...this.#options, tell }, ports);
    this.#running = running;
    return running.reload(snapshot);
  }

  async stop(): Promise<void> {
    this.hurry();
    await this.#running?.stop();
    this.#running = undefined;
  }

  async #check(snapshot: Snapshot): Promise<Checked> {
    const startedMs = performance.now();
    const { defaultPort = 53, ...options } = this.#options;
    const started = await startCoredns(snapshot, {
      ...options,
      defaultPort,
      places: new DeskPlaces("ephemeral"),
      onLine: () => undefined,
      starting: (process) => {
        this.#checking.add(process);
        void process.ended.then(() => this.#checking.delete(process));
      },
    });
    const problems = started.kind === "refused" ? started.problems : started.remarks;
    if (started.kind === "started") {
      started.process.end();
      await started.process.ended;
    }
    return { problems, tookMs: performance.now() - startedMs };
  }
}
