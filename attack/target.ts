/** A server under attack: ours or the real CoreDNS, started as a user starts it, with an eye on what it costs. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { waitUntilUp } from "../conformance/engine.ts";

const OURS = resolve(import.meta.dirname, "..", "bin", "corefile-studio");
const UP_WITHIN_MS = 15_000;
const STOP_WITHIN_MS = 8000;

/** Our command line, as `startTarget` takes it. */
export const ours: readonly string[] = [OURS, "serve"];

export interface TargetOptions {
  /** The program with its first arguments: `ours`, or a CoreDNS. */
  readonly command: readonly string[];
  readonly corefile: string;
  /** Files beside the Corefile, by path. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** A port of 127.0.0.1 that takes TCP connections once it is up. */
  readonly port: number;
}

/** What a process holds right now. */
export interface Holding {
  readonly rssMiB: number;
  /** Open descriptors: sockets, files, pipes. */
  readonly handles: number;
}

export interface Target {
  readonly pid: number;
  readonly folder: string;
  isAlive(): boolean;
  output(): string;
  holding(): Holding;
  signal(name: NodeJS.Signals): void;
  /** Ends it and removes its folder; gives its exit code. */
  stop(): Promise<number | null>;
}

/** Starts a server and waits until it takes connections. Rejects with its output when it does not. */
export async function startTarget({ command, corefile, files = {}, port }: TargetOptions): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), "corefile-studio-attack-"));
  for (const [path, contents] of Object.entries(files)) writeFileSync(join(folder, path), contents);
  writeFileSync(join(folder, "Corefile"), corefile);
  const [program = "", ...first] = command;
  const child = spawn(program, [...first, "-conf", "Corefile"], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const target = new StartedTarget(child, folder);
  const readiness = { host: "127.0.0.1", ports: [port], deadlineMs: UP_WITHIN_MS, bannerSuffices: false };
  const state = await waitUntilUp(target, readiness);
  if (state === "up") return target;
  const output = target.output();
  await target.stop();
  throw new Error(`${command.join(" ")} did not come up (${state}):\n${output}`);
}

class StartedTarget implements Target {
  readonly folder: string;
  readonly #child: ChildProcess;
  #output = "";

  constructor(child: ChildProcess, folder: string) {
    this.#child = child;
    this.folder = folder;
    const take = (chunk: Buffer): void => {
      // The end of a long output tells what happened last.
      this.#output = `${this.#output}${chunk}`.slice(-1_000_000);
    };
    child.stdout?.on("data", take);
    child.stderr?.on("data", take);
    child.once("error", (error) => take(Buffer.from(error.message)));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  exitCode(): number | undefined {
    return this.#child.exitCode ?? (this.#child.signalCode === null ? undefined : 128);
  }

  isAlive(): boolean {
    return this.exitCode() === undefined;
  }

  output(): string {
    return this.#output;
  }

  holding(): Holding {
    return holdingOf(this.pid);
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  async stop(): Promise<number | null> {
    if (this.isAlive()) {
      const ended = new Promise<void>((done) => this.#child.once("exit", () => done()));
      this.#child.kill("SIGTERM");
      await Promise.race([ended, sleep(STOP_WITHIN_MS)]);
      if (this.isAlive()) this.#child.kill("SIGKILL");
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
    return this.#child.exitCode;
  }
}

/** Memory and descriptors of a process, as Linux counts them; zeros elsewhere. */
export function holdingOf(pid: number): Holding {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const rssMiB = Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024);
    return { rssMiB, handles: readdirSync(`/proc/${pid}/fd`).length };
  } catch {
    return { rssMiB: 0, handles: 0 };
  }
}
