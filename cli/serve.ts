/** `corefile-studio serve`: the engine as a DNS server in the foreground, with CoreDNS's flags and output. */
import { rmSync, writeFileSync } from "node:fs";
import type { Host } from "../lib/ports/host.ts";
import type { Log } from "../lib/ports/log.ts";
import { isObstacle, type Problem } from "../lib/text/problem.ts";
import type { EngineEvent, Running, Snapshot } from "../server/engine/engine.ts";
import { createServingEngine } from "../server/engine/worker/serving-engine.ts";
import { createHost } from "../server/host/host.ts";
import { installLastResort } from "../server/host/last-resort.ts";
import { descriptorSink, LineWriter } from "../server/host/line-writer.ts";
import { createRegistry } from "../server/host/metrics.ts";
import { hasStuckThread, PATIENCE_MS, patientFiles } from "../server/host/patient-files.ts";
import { printableLine } from "./printable.ts";
import { isFolder } from "./read-input.ts";
import { versionText, zonesText } from "./serve/banner.ts";
import { DEFAULT_COREFILE, snapshotOf, whatIsNoCorefile, whyNotLoaded, whyUnreadable } from "./serve/corefile.ts";
import { readServeOptions, SERVE_USAGE, type ServeOptions } from "./serve/serve-options.ts";
import { handleSignals, type SignalActions } from "./serve/signals.ts";
import { usageLine } from "./usage.ts";

const COMMAND = "corefile-studio serve";
const STANDARD_OUTPUT = 1;
/** How long the end waits for a log that is slow to be written. */
const LAST_WORDS_MS = 1000;
/** How long a file system may keep still while nothing serves yet. */
const START_PATIENCE_MS = 30_000;

const output = new LineWriter(descriptorSink(STANDARD_OUTPUT));

/** Serves until it is told to stop; gives the exit code when there is nothing to serve. */
export async function runServe(args: readonly string[]): Promise<number | undefined> {
  const options = readServeOptions(args);
  if ("error" in options) return complain(usageLine(COMMAND, options.error), 2);
  if (options.show !== undefined) return show(options.show);
  process.once("exit", output.flush);
  return start(options);
}

async function start(options: ServeOptions): Promise<number | undefined> {
  let running: Running | undefined;
  // A slow disk may hold up the start, but not the answers.
  const patienceMs = (): number => (running === undefined ? START_PATIENCE_MS : PATIENCE_MS);
  const files = patientFiles({ folder: process.cwd(), patienceMs });
  const registry = createRegistry();
  const host = createHost({ files, metrics: registry, sink: { write: output.line, end: () => end(1) } });
  const { log } = host;
  const workers = workersOf(options, log);
  const engine = createServingEngine({ host, registry, defaultPort: Number(options.defaultPort), workers });
  const signals: SignalActions = {
    log,
    stop: (exitCode) => void engine.stop().then(() => end(exitCode)),
    quit: exit,
    reload: undefined,
  };
  handleSignals(signals);
  const snapshot = snapshotOf(options.corefile ?? DEFAULT_COREFILE, options.cluster);
  if (options.cluster !== undefined && !isFolder(options.cluster))
    return complain(`${COMMAND}: -cluster: ${options.cluster} is not a folder\n`, 1);
  const notLoaded = whyNotLoaded(snapshot, { files, isAskedFor: options.corefile !== undefined });
  if (notLoaded !== undefined) return complain(`${notLoaded}\n${adviceOn(options.corefile)}`, 1);
  const started = await engine.start(snapshot, { tell: teller(options) });
  if (started.kind === "refused") {
    return complain(`${refusal(started.problems)}\n${adviceOn(options.corefile)}`, 1);
  }
  running = started;
  if (options.pidFile !== undefined) writePidFile(options.pidFile, log);
  if (!options.quiet) output.line(versionText().trimEnd());
  if (started.listeners.length === 0) return 0;
  installLastResort(host);
  signals.reload = () => void reload(started, { snapshot, host });
  return undefined;
}

/** Prints what the engine tells: its zones when they are open for the first time, and its log. */
function teller({ quiet }: ServeOptions): (event: EngineEvent) => void {
  let isFirst = true;
  return (event) => {
    if (event.kind === "log") output.line(event.line.text);
    else if (event.kind === "ended") end(1);
    else if (event.kind === "listeners" && isFirst) {
      isFirst = false;
      if (!quiet && event.listeners.length > 0) output.line(zonesText(event.listeners).trimEnd());
    }
  };
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

/** Ends the process once its last lines are out. */
function end(exitCode: number): void {
  void output.settled(LAST_WORDS_MS).then(() => exit(exitCode));
}

/** A process whose thread waits in the system for a file cannot end by itself. */
function exit(exitCode: number): void {
  if (!hasStuckThread()) process.exit(exitCode);
  output.flush();
  process.kill(process.pid, "SIGKILL");
}

async function show(what: "plugins" | "version" | "usage"): Promise<number> {
  if (what === "usage") process.stdout.write(SERVE_USAGE);
  else if (what === "version") process.stdout.write(versionText());
  else {
    const { setups } = await import("../lib/plugins/setups.gen.ts");
    const names = setups.map(({ name }) => name).sort();
    process.stdout.write(`${names.join("\n")}\n`);
  }
  return 0;
}

function writePidFile(path: string, log: Log): void {
  try {
    writeFileSync(path, `${process.pid}\n`);
    process.once("exit", () => rmSync(path, { force: true }));
  } catch (error) {
    log.error(`Could not write pidfile: ${error instanceof Error ? error.message : String(error)}`);
  }
}

interface Reloading {
  readonly snapshot: Snapshot;
  readonly host: Host;
}

/** A Corefile that is gone, or cannot be read right now, is no reason to stop serving the last good one. */
async function reload(running: Running, { snapshot, host }: Reloading): Promise<void> {
  const { log, files } = host;
  const unreadable = whyUnreadable(snapshot, files);
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

function complain(text: string, code: number): number {
  output.flush();
  process.stderr.write(text);
  return code;
}
