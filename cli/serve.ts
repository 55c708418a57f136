/** `corefile-studio serve`: the engine as a DNS server in the foreground, with CoreDNS's flags and output. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { arch, platform } from "node:os";
import { join } from "node:path";
import type { Problem } from "../lib/corefile/problem.ts";
import { setups } from "../lib/plugins/setups.gen.ts";
import { embeddedEngine } from "../server/engine/embedded.ts";
import type { Running } from "../server/engine/engine.ts";
import { createHost } from "../server/host/host.ts";
import { COREDNS_VERSION } from "../server/host/identity.ts";
import { readServeOptions, SERVE_USAGE, type ServeOptions } from "./serve-options.ts";

const DEFAULT_COREFILE = "Corefile";

/** Serves until it is told to stop; gives the exit code when there is nothing to serve. */
export async function runServe(args: readonly string[]): Promise<number | undefined> {
  const options = readServeOptions(args);
  if ("error" in options) return complain(`${options.error}\n${SERVE_USAGE}`, 2);
  if (options.show !== undefined) return show(options.show);
  const { corefile } = options;
  if (corefile !== undefined && !existsSync(corefile)) {
    return complain(`loading Caddyfile via flag: open ${corefile}: no such file or directory\n`, 1);
  }
  return start(options);
}

async function start(options: ServeOptions): Promise<number | undefined> {
  const host = createHost();
  const source = {
    corefile: options.corefile ?? DEFAULT_COREFILE,
    defaultPort: Number(options.defaultPort),
    host,
  };
  const started = await embeddedEngine.start(source);
  if (started.kind === "refused") return complain(`${refusal(started.problems)}\n`, 1);
  if (options.pidFile !== undefined) writeFileSync(options.pidFile, `${process.pid}\n`);
  if (!options.quiet) process.stdout.write(banner(started));
  if (started.listeners.length === 0) return 0;
  stopOnSignals(started);
  return undefined;
}

/** CoreDNS says one thing only: the first error. */
function refusal(problems: readonly Problem[]): string {
  return problems.find(({ severity }) => severity === "error")?.message ?? "the configuration was refused";
}

/** Zones with their ports, then the versions. */
function banner({ listeners }: Running): string {
  const zones = listeners.flatMap(({ kind, wanted, serves }) => {
    const scheme = kind === "dns" ? "" : `${kind}://`;
    const on = wanted.address === "" ? "" : ` on ${wanted.address}`;
    return [...serves].sort().map((zone) => `${scheme}${zone}:${wanted.port}${on}\n`);
  });
  return `${zones.join("")}${versionText()}`;
}

function versionText(): string {
  const machine = arch() === "x64" ? "amd64" : arch();
  return `CoreDNS-${COREDNS_VERSION}\ncorefile-studio ${ownVersion()}, ${platform()}/${machine}, node ${process.version}\n`;
}

function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(import.meta.dirname, "..", "package.json"), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest ? String(manifest.version) : "";
}

function show(what: "plugins" | "version" | "usage"): number {
  if (what === "usage") process.stdout.write(SERVE_USAGE);
  else if (what === "version") process.stdout.write(versionText());
  else
    process.stdout.write(
      `${setups
        .map(({ name }) => name)
        .sort()
        .join("\n")}\n`,
    );
  return 0;
}

function stopOnSignals(running: Running): void {
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) process.exit(1);
    stopping = true;
    process.stdout.write(`[INFO] ${signal}: Shutting down servers then terminating\n`);
    void running.stop().then(() => process.exit(0));
  };
  process.on("SIGTERM", () => stop("SIGTERM"));
  process.on("SIGINT", () => stop("SIGINT"));
}

function complain(text: string, code: number): number {
  process.stderr.write(text);
  return code;
}
