/** `corefile-studio serve`: the engine as a DNS server in the foreground, with CoreDNS's flags and output. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { isObstacle, type Problem } from "../lib/corefile/problem.ts";
import type { Log } from "../lib/ports/log.ts";
import { embeddedEngine } from "../server/engine/embedded.ts";
import type { EngineSource, Running } from "../server/engine/engine.ts";
import { createHost } from "../server/host/host.ts";
import { COREDNS_VERSION } from "../server/host/identity.ts";
import { LineWriter } from "../server/host/log.ts";
import { readServeOptions, SERVE_USAGE, type ServeOptions } from "./serve-options.ts";

const DEFAULT_COREFILE = "Corefile";
/** The Corefile that `-conf stdin` reads. */
const STANDARD_INPUT = "/dev/stdin";

const output = new LineWriter((text) => void process.stdout.write(text));

/** Serves until it is told to stop; gives the exit code when there is nothing to serve. */
export async function runServe(args: readonly string[]): Promise<number | undefined> {
  const options = readServeOptions(args);
  if ("error" in options) return complain(`${options.error}\n${SERVE_USAGE}`, 2);
  if (options.show !== undefined) return show(options.show);
  process.once("exit", output.flush);
  return start(options);
}

async function start(options: ServeOptions): Promise<number | undefined> {
  const source = sourceOf(options);
  const unreadable = unreadableCorefile(source, options.corefile !== undefined);
  if (unreadable !== undefined) return complain(`${unreadable}\n`, 1);
  const started = await embeddedEngine.start(source);
  if (started.kind === "refused") return complain(`${refusal(started.problems)}\n`, 1);
  if (options.pidFile !== undefined) writePidFile(options.pidFile, source.host.log);
  output.flush();
  if (!options.quiet) process.stdout.write(banner(started));
  if (started.listeners.length === 0) return 0;
  handleSignals(started, source);
  return undefined;
}

function sourceOf({ corefile, defaultPort }: ServeOptions): EngineSource {
  const sink = { write: output.line, end: () => process.exit(1) };
  return {
    corefile: corefile === "stdin" ? STANDARD_INPUT : (corefile ?? DEFAULT_COREFILE),
    defaultPort: Number(defaultPort),
    host: createHost({ sink }),
  };
}

/** Why the Corefile cannot be read; one that nobody asked for may be missing. */
function unreadableCorefile({ corefile, host }: EngineSource, isAskedFor: boolean): string | undefined {
  if (corefile === STANDARD_INPUT) return undefined;
  const read = host.files.read(corefile);
  if (read.kind === "file" || (!isAskedFor && read.code === "ENOENT")) return undefined;
  return isAskedFor ? `loading Caddyfile via flag: ${read.text}` : read.text;
}

/** CoreDNS says one thing only: the first error. */
function refusal(problems: readonly Problem[]): string {
  return problems.find(isObstacle)?.message ?? "the configuration was refused";
}

/** Zones with their ports, then the versions. */
function banner({ listeners }: Running): string {
  const zones = listeners.flatMap(({ kind, wanted, serves }) => {
    const scheme = kind === "dns" ? "" : `${kind}://`;
    const on = wanted.address === "" ? "" : ` on ${wanted.address}`;
    return [...serves].sort().map((zone) => `${unusual(zone)}${scheme}${zone}:${wanted.port}${on}\n`);
  });
  return `${zones.join("")}${versionText()}`;
}

/** CoreDNS warns of zones that are no host names (RFC 1035 section 2.3.1); reverse zones are. */
function unusual(zone: string): string {
  const isUsual =
    zone === "." ||
    /\.(?:in-addr|ip6)\.arpa\.$/.test(zone) ||
    /^(?:[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+$/.test(zone);
  return isUsual ? "" : `Warning: Domain ${JSON.stringify(zone)} does not follow RFC1035 preferred syntax\n`;
}

function versionText(): string {
  const machine = arch() === "x64" ? "amd64" : arch();
  return `CoreDNS-${COREDNS_VERSION}\ncorefile-studio ${ownVersion()}, ${platform()}/${machine}, node ${process.version}\n`;
}

function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(import.meta.dirname, "..", "package.json"), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest ? String(manifest.version) : "";
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

/** CoreDNS's signals: TERM and INT stop, USR1 reads the Corefile again, QUIT ends at once, HUP does nothing. */
function handleSignals(running: Running, source: EngineSource): void {
  const { log } = source.host;
  let stopping = false;
  const stop = (saying: string): void => {
    stopping = true;
    log.info(saying);
    void running.stop().then(() => process.exit(0));
  };
  process.on("SIGTERM", () => {
    if (!stopping) stop("SIGTERM: Shutting down servers then terminating");
  });
  process.on("SIGINT", () => {
    if (!stopping) return stop("SIGINT: Shutting down");
    log.info("SIGINT: Force quit");
    process.exit(2);
  });
  process.on("SIGQUIT", () => {
    log.info("SIGQUIT: Quitting process immediately");
    process.exit(0);
  });
  process.on("SIGHUP", () => undefined);
  process.on("SIGUSR1", () => void reload(running, source));
}

async function reload(running: Running, source: EngineSource): Promise<void> {
  const { log } = source.host;
  log.info("SIGUSR1: Reloading");
  const unreadable = unreadableCorefile(source, source.corefile !== DEFAULT_COREFILE);
  if (unreadable !== undefined) return log.error(`SIGUSR1: loading updated Caddyfile: ${unreadable}`);
  log.info("Reloading");
  const result = await running.reload(source);
  if (result.kind === "running") return log.info("Reloading complete");
  const reason = `starting with listener file descriptors: ${refusal(result.problems)}`;
  log.error(`Restart failed: ${reason}`);
  log.error(`SIGUSR1: ${reason}`);
}

function complain(text: string, code: number): number {
  output.flush();
  process.stderr.write(text);
  return code;
}
