/**
 * What `serve` does from its flags on, apart from the process in which it does it: so that many can serve one after the other,
 * or side by side, in one process as well.
 */
import type { Files } from "../../lib/ports/files.ts";
import type { Host } from "../../lib/ports/host.ts";
import type { Log } from "../../lib/ports/log.ts";
import { isObstacle, type Problem } from "../../lib/text/problem.ts";
import type { Engine, EngineEvent, Running, Snapshot } from "../../server/engine/engine.ts";
import { createServingEngine } from "../../server/engine/worker/serving-engine.ts";
import { createHost } from "../../server/host/host.ts";
import { createRegistry } from "../../server/host/metrics.ts";
import { printableLine } from "../printable.ts";
import { isFolder } from "../read-input.ts";
import { versionText, zonesText } from "./banner.ts";
import { DEFAULT_COREFILE, snapshotOf, whatIsNoCorefile, whyNotLoaded, whyUnreadable } from "./corefile.ts";
import type { ServeOptions } from "./serve-options.ts";

/** How the command calls itself. */
export const COMMAND = "corefile-studio serve";

/** The process that a server has to itself, or what stands for one. */
export interface ServerProcess {
  /** The folder from which paths count. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly files: Files;
  /** Prints a line. */
  readonly line: (text: string) => void;
  /** Says why it cannot serve, a whole text with its newline. */
  readonly complain: (text: string) => void;
  /** Ends the process. */
  readonly end: (exitCode: number) => void;
  /** Hears that it serves for the first time. */
  readonly serving: (host: Host) => void;
}

/** One server from its start to its end. */
export class Server {
  readonly log: Log;
  readonly #options: ServeOptions;
  readonly #process: ServerProcess;
  readonly #host: Host;
  readonly #engine: Engine;
  #running: { readonly running: Running; readonly snapshot: Snapshot } | undefined;

  constructor(options: ServeOptions, process: ServerProcess) {
    this.#options = options;
    this.#process = process;
    const { folder, environment, files, line, end } = process;
    const registry = createRegistry();
    const sink = { write: line, end: () => end(1) };
    this.#host = createHost({ folder, environment, files, metrics: registry, sink });
    this.log = this.#host.log;
    const workers = workersOf(options, this.log);
    const defaultPort = Number(options.defaultPort);
    this.#engine = createServingEngine({ host: this.#host, registry, defaultPort, workers });
  }

  /** Starts serving; gives the exit code when there is nothing to serve, else undefined. */
  async start(): Promise<number | undefined> {
    const { corefile, cluster, quiet } = this.#options;
    const { complain, files, line, folder, environment } = this.#process;
    const snapshot = snapshotOf({ corefile: corefile ?? DEFAULT_COREFILE, cluster, folder, environment });
    if (cluster !== undefined && !isFolder(cluster)) {
      complain(`${COMMAND}: -cluster: ${cluster} is not a folder\n`);
      return 1;
    }
    const notLoaded = whyNotLoaded(snapshot, { files, isAskedFor: corefile !== undefined });
    const started = notLoaded ?? (await this.#engine.start(snapshot, { tell: this.#teller() }));
    if (typeof started === "string" || started.kind === "refused") {
      const why = typeof started === "string" ? started : refusal(started.problems);
      complain(`${why}\n${adviceOn(corefile)}`);
      return 1;
    }
    this.#running = { running: started, snapshot };
    if (!quiet) line(versionText().trimEnd());
    if (started.listeners.length === 0) return 0;
    this.#process.serving(this.#host);
    return undefined;
  }

  /** Whether it has something to serve and serves it. */
  get isServing(): boolean {
    return this.#running !== undefined;
  }

  /** A Corefile that is gone, or cannot be read right now, is no reason to stop serving the last good one. */
  async reload(): Promise<void> {
    const { log } = this;
    if (this.#running === undefined) {
      log.error("SIGUSR1: no server instances are fully running");
      return;
    }
    const { running, snapshot } = this.#running;
    const unreadable = whyUnreadable(snapshot, this.#process.files);
    if (unreadable !== undefined) {
      log.error(`SIGUSR1: loading updated Caddyfile: ${unreadable.text}`);
      return;
    }
    log.info("Reloading");
    const result = await running.reload(snapshot);
    if (result.kind === "running") {
      log.info("Reloading complete");
      return;
    }
    const reason = `starting with listener file descriptors: ${refusal(result.problems)}`;
    log.error(`Restart failed: ${reason}`);
    log.error(`SIGUSR1: ${reason}`);
  }

  /** Stops all that serves. */
  stop(): Promise<void> {
    return this.#engine.stop();
  }

  /** Prints what the engine tells: its zones when they are open for the first time, and its log. */
  #teller(): (event: EngineEvent) => void {
    const { line, end } = this.#process;
    let isFirst = true;
    return (event) => {
      if (event.kind === "log") line(event.line.text);
      else if (event.kind === "ended") end(1);
      else if (event.kind === "listeners" && isFirst) {
        isFirst = false;
        if (!this.#options.quiet && event.listeners.length > 0) line(zonesText(event.listeners).trimEnd());
      }
    };
  }
}

/** Only Linux gives the queries of one address to several sockets in turn. */
function workersOf({ workers }: ServeOptions, log: Log): number {
  if (workers === 1 || process.platform === "linux") return workers;
  log.warning(`-workers ${workers}: on this system one worker answers`);
  return 1;
}

/** A line about what others take where CoreDNS, and with it serve, takes a Corefile; empty when there is nothing to say. */
function adviceOn(conf: string | undefined): string {
  const advice = conf === undefined ? undefined : whatIsNoCorefile(conf);
  return advice === undefined ? "" : `${COMMAND}: ${printableLine(advice)}\n`;
}

/** CoreDNS says one thing only: the first error. */
function refusal(problems: readonly Problem[]): string {
  return problems.find(isObstacle)?.message ?? "the configuration was refused";
}
