/** The server under test: a process that is started as CoreDNS is, `COMMAND -conf FILE -dns.port PORT` in the case's folder. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { constants } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A process that was started on a case. */
export interface EngineProcess {
  /** Its exit code once it ended by itself, 128 and the signal's number when a signal ended it; undefined while it runs. */
  exitCode(): number | undefined;
  /** All that it printed so far. */
  output(): string;
  stop(): Promise<void>;
}

/** A program with its first arguments. */
export type Command = readonly string[];

/** How to start it. */
export interface EngineStart {
  /** The command with its first arguments, split at spaces. */
  readonly command: Command;
  readonly folder: string;
  readonly defaultPort: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts the server. Its output goes to a file, as it does for a service. */
export function startEngine({ command, folder, defaultPort, environment }: EngineStart): EngineProcess {
  const [program = "", ...first] = command;
  const logPath = join(folder, ".log");
  const log = openSync(logPath, "w");
  const child = spawn(program, [...first, "-conf", join(folder, "Corefile"), "-dns.port", String(defaultPort)], {
    cwd: folder,
    stdio: ["ignore", log, log],
    env: { ...process.env, ...environment },
  });
  let failed: string | undefined;
  let isOpen = true;
  child.once("error", (error) => {
    failed = error.message;
  });
  return {
    exitCode: () => (failed === undefined ? exitCodeOf(child) : 127),
    output: () => failed ?? readFileSync(logPath, "utf8"),
    stop: async () => {
      await stopChild(child);
      if (isOpen) closeSync(log);
      isOpen = false;
    },
  };
}

function exitCodeOf({ exitCode, signalCode }: ChildProcess): number | undefined {
  return signalCode === null ? (exitCode ?? undefined) : 128 + constants.signals[signalCode];
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const killer = setTimeout(() => child.kill("SIGKILL"), 8000);
  await ended;
  clearTimeout(killer);
}

/** Whether something takes TCP connections there. */
export function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const finish = (open: boolean): void => {
      socket.destroy();
      resolve(open);
    };
    socket.setTimeout(200, () => finish(false));
    socket.once("connect", () => finish(true));
    socket.once("error", () => finish(false));
  });
}

/** What to wait for after a start. */
export interface Readiness {
  readonly host: string;
  readonly ports: readonly number[];
  readonly deadlineMs: number;
  /** Also up when the banner was printed, whatever the ports do: for a case that asks nothing. */
  readonly bannerSuffices: boolean;
}

/**
 * Waits until every port takes connections and the banner was printed: the first listener is open before the last one,
 * and the banner comes after it. `up`, `ended` when the process ended first, else `timeout`.
 */
export async function waitUntilUp(
  engine: Pick<EngineProcess, "exitCode" | "output">,
  readiness: Readiness,
): Promise<"up" | "ended" | "timeout"> {
  const deadline = Date.now() + readiness.deadlineMs;
  while (Date.now() < deadline) {
    if (engine.exitCode() !== undefined) return "ended";
    if (engine.output().includes("CoreDNS-")) {
      if (readiness.bannerSuffices) return "up";
      const open = await Promise.all(readiness.ports.map((port) => accepts(readiness.host, port)));
      if (open.every(Boolean)) return "up";
    }
    await sleep(20);
  }
  return engine.exitCode() === undefined ? "timeout" : "ended";
}

/** Whether the process ends by itself in this time. */
export async function endsWithin(engine: Pick<EngineProcess, "exitCode">, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (engine.exitCode() === undefined && Date.now() < deadline) await sleep(20);
  return engine.exitCode() !== undefined;
}
