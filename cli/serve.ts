/** `corefile-studio serve`: the engine as a DNS server in the foreground, with CoreDNS's flags and output. */
import { rmSync, writeFileSync } from "node:fs";
import type { Log } from "../lib/ports/log.ts";
import { installLastResort } from "../server/host/last-resort.ts";
import { descriptorSink, LineWriter } from "../server/host/line-writer.ts";
import { hasStuckThread, PATIENCE_MS, patientFiles } from "../server/host/patient-files.ts";
import { versionText } from "./serve/banner.ts";
import { readServeOptions, SERVE_USAGE, type ServeOptions } from "./serve/serve-options.ts";
import { COMMAND, Server } from "./serve/server.ts";
import { handleSignals } from "./serve/signals.ts";
import { usageLine } from "./usage.ts";

const STANDARD_OUTPUT = 1;
/** How long the end waits for a log that is slow to be written. */
const LAST_WORDS_MS = 1000;
/** How long a file system may keep still while nothing serves yet. */
const START_PATIENCE_MS = 30_000;

const output = new LineWriter(descriptorSink(STANDARD_OUTPUT));

/** Serves until it is told to stop; gives the exit code when there is nothing to serve. */
export async function runServe(args: readonly string[]): Promise<number | undefined> {
  const options = readServeOptions(args);
  if ("error" in options) {
    complain(usageLine(COMMAND, options.error));
    return 2;
  }
  if (options.show !== undefined) return show(options.show);
  process.once("exit", output.flush);
  return start(options);
}

async function start(options: ServeOptions): Promise<number | undefined> {
  // A slow disk may hold up the start, but not the answers.
  const patienceMs = (): number => (server.isServing ? PATIENCE_MS : START_PATIENCE_MS);
  const server = new Server(options, {
    folder: process.cwd(),
    environment: process.env,
    files: patientFiles({ folder: process.cwd(), patienceMs }),
    line: output.line,
    complain: (text) => void complain(text),
    end,
    serving: (host) => {
      if (options.pidFile !== undefined) writePidFile(options.pidFile, host.log);
      installLastResort(host);
    },
  });
  handleSignals({
    log: server.log,
    stop: (exitCode) => void server.stop().then(() => end(exitCode)),
    quit: exit,
    reload: () => void server.reload(),
  });
  return server.start();
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
    const { setupLoaders } = await import("../lib/plugins/setup-loaders.gen.ts");
    const names = [...setupLoaders.keys()].sort();
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

/** What was printed before comes first. */
function complain(text: string): void {
  output.flush();
  process.stderr.write(text);
}
