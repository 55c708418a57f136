/**
 * An engine that is a process which takes CoreDNS's flags: CoreDNS itself, or `corefile-studio serve`. All that it knows comes
 * from outside: the text with which the process ends, its banner, the lines of its `log` plugin. It fits `Engine` as it is.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Listener } from "../../../lib/api/engine.ts";
import type { Explanation } from "../../../lib/explanation/explanation.ts";
import type { Problem } from "../../../lib/text/problem.ts";
import {
  CannotDo,
  type Checked,
  type Engine,
  EngineDied,
  type EngineEvent,
  NOT_IN_EARNEST,
  type Refused,
  type Running,
  type Snapshot,
  type StartOptions,
  type Watch,
  type WatchOrder,
} from "../engine.ts";

const STARTS_WITHIN_MS = 30_000;
/** `[INFO] 127.0.0.1:4000 - 17 "A IN example.org. udp 29 false 512" NOERROR qr,aa,rd 66 0.0001s`. */
const QUERY_LINE = /\[INFO\] (\S+):(\d+) - \d+ "(\S+) (\S+) (\S+) (udp|tcp) \d+ \S+ \d+" (\S+) (\S+) (\d+) ([\d.]+)s$/;
/** `.:1053 on 127.0.0.1`. */
const BANNER_LINE = /^(\S+):(\d+) on (\S+)$/;

/** A process that is up. */
interface Up {
  readonly child: ChildProcess;
  readonly listeners: readonly Listener[];
  readonly ended: Promise<void>;
  /** Where its texts are laid out. */
  readonly folder: string;
}

/** A process that ended instead. */
interface Ended {
  readonly problems: readonly Problem[];
}

export class ProcessEngine implements Engine {
  readonly kind = "coredns";
  readonly release = "1.15.0";
  readonly #command: readonly string[];
  readonly #checking = new Set<ChildProcess>();
  #running: ProcessRunning | undefined;

  /** `command` is the program with its first arguments. */
  constructor(command: readonly string[]) {
    this.#command = command;
  }

  async check(snapshot: Snapshot): Promise<Checked> {
    const startedMs = performance.now();
    const up = await this.launch(snapshot, { onLine: () => undefined, known: this.#checking });
    if ("child" in up) await end(up);
    return { problems: "child" in up ? [] : up.problems, tookMs: performance.now() - startedMs };
  }

  hurry(): void {
    for (const child of this.#checking) child.kill("SIGKILL");
  }

  warmUp(): void {}

  async start(snapshot: Snapshot, options: StartOptions): Promise<Running | Refused> {
    const running = new ProcessRunning(this, options.tell);
    const result = await running.reload(snapshot);
    if (result.kind === "running") this.#running = running;
    return result;
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
  }

  /** Starts the process on the texts, laid out in a folder; gives its problem when it ends instead. */
  async launch(snapshot: Snapshot, { onLine, known }: Launching): Promise<Up | Ended> {
    const folder = layOut(snapshot);
    const [program = "", ...first] = this.#command;
    const child = spawn(program, [...first, "-conf", snapshot.corefile], {
      cwd: folder,
      env: { ...process.env, ...snapshot.environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    known.add(child);
    const listeners: Listener[] = [];
    let lastWords = "";
    const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
    const isUp = new Promise<true>((resolve) => {
      child.stdout.on("data", (chunk: Buffer) => {
        for (const line of chunk.toString().split("\n").filter(Boolean)) {
          const listener = listenerOf(line);
          if (listener !== undefined) listeners.push(listener);
          if (line.startsWith("CoreDNS-")) resolve(true);
          onLine(line);
        }
      });
    });
    child.stderr.on("data", (chunk: Buffer) => {
      lastWords += chunk.toString();
    });
    const late = setTimeout(() => child.kill("SIGKILL"), STARTS_WITHIN_MS);
    const up = await Promise.race([isUp, ended]);
    clearTimeout(late);
    known.delete(child);
    if (up === true) return { child, listeners, ended, folder };
    rmSync(folder, { recursive: true, force: true });
    return { problems: [problemOf(lastWords.trim().split("\n")[0] ?? "", snapshot.corefile)] };
  }
}

interface Launching {
  readonly onLine: (line: string) => void;
  /** The processes that have not come up yet. */
  readonly known: Set<ChildProcess>;
}

/** What serves is one process after the other. */
class ProcessRunning implements Running {
  readonly kind = "running";
  readonly problems = [];
  readonly configuration = undefined;
  readonly clusters = [];
  readonly #engine: ProcessEngine;
  readonly #tell: (event: EngineEvent) => void;
  readonly #watches = new Map<string, (explanation: Explanation) => void>();
  readonly #starting = new Set<ChildProcess>();
  #up: Up | undefined;
  #snapshot: Snapshot | undefined;
  #queryCount = 0;

  constructor(engine: ProcessEngine, tell: (event: EngineEvent) => void) {
    this.#engine = engine;
    this.#tell = tell;
  }

  get listeners(): readonly Listener[] {
    return this.#up?.listeners ?? [];
  }

  async watch({ source, transport, countsAs, startAt }: WatchOrder): Promise<Watch> {
    if (this.#up === undefined) throw new EngineDied("It is not running.");
    if (countsAs !== undefined) throw new CannotDo("CoreDNS sees the address that a query really comes from.");
    if (startAt !== undefined) throw new CannotDo("CoreDNS puts every query to its whole chain.");
    const { promise, resolve } = Promise.withResolvers<Explanation>();
    const key = `${transport} ${source.address}:${source.port}`;
    this.#watches.set(key, resolve);
    return {
      explanation: (waitMs) =>
        Promise.race([promise, new Promise<undefined>((done) => setTimeout(() => done(undefined), waitMs))]),
      soFar: async () => undefined,
      cancel: () => void this.#watches.delete(key),
    };
  }

  async names(): Promise<readonly []> {
    return [];
  }

  async impose(): Promise<never> {
    throw new CannotDo(NOT_IN_EARNEST);
  }

  async explanation(): Promise<undefined> {
    return undefined;
  }

  /** By ending one process and starting another; with a refusal the former's texts are served again. */
  async reload(snapshot: Snapshot): Promise<Running | Refused> {
    await this.#end();
    const refused = await this.#begin(snapshot);
    if (refused === undefined) {
      this.#snapshot = snapshot;
      return this;
    }
    if (this.#snapshot !== undefined) await this.#begin(this.#snapshot);
    return { kind: "refused", problems: refused };
  }

  stop(): Promise<void> {
    return this.#end();
  }

  async #begin(snapshot: Snapshot): Promise<readonly Problem[] | undefined> {
    const up = await this.#engine.launch(snapshot, { onLine: (line) => this.#hear(line), known: this.#starting });
    if ("problems" in up) return up.problems;
    this.#up = up;
    void up.ended.then(() => {
      if (this.#up !== up) return;
      this.#up = undefined;
      this.#tell({ kind: "died", because: `It ended by itself with code ${up.child.exitCode}.` });
    });
    return undefined;
  }

  async #end(): Promise<void> {
    const up = this.#up;
    this.#up = undefined;
    if (up !== undefined) await end(up);
  }

  #hear(text: string): void {
    this.#tell({ kind: "log", line: { atMs: Date.now(), level: "plain", text } });
    const read = QUERY_LINE.exec(text);
    if (read === null) return;
    const [, from = "", port = "", type = "", qclass = "", name = "", transport = "", rcode = "", , size, took] = read;
    const address = from.replace(/^\[(.*)\]$/, "$1");
    const tookMicros = Number(took) * 1e6;
    const [{ label: listener = "" } = {}] = this.listeners;
    const question = { name, type, class: qclass };
    this.#queryCount += 1;
    const id = this.#queryCount;
    const explanation: Explanation = {
      inWords: `The log says ${rcode}.`,
      question,
      client: { address, port: Number(port), transport },
      listener,
      dispatch: [],
      steps: [],
      notReached: [],
      reply: { rcode, answers: 0, sent: true },
      tookMicros,
    };
    this.#watches.get(`${transport} ${address}:${port}`)?.(explanation);
    this.#tell({ kind: "explained", queryId: id, explanation });
    const query = { id, atMs: Date.now(), client: `${from}:${port}`, transport, listener, ...question };
    this.#tell({
      kind: "queries",
      queries: [{ ...query, rcode, sizeBytes: Number(size), tookMicros }],
      missed: 0,
    });
  }
}

async function end({ child, ended, folder }: Up): Promise<void> {
  child.kill("SIGTERM");
  await ended;
  rmSync(folder, { recursive: true, force: true });
}

function layOut({ root, drafts }: Snapshot): string {
  const folder = mkdtempSync(join(tmpdir(), "process-engine-"));
  cpSync(root, folder, { recursive: true });
  for (const [path, text] of Object.entries(drafts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function listenerOf(line: string): Listener | undefined {
  const [, zone, port, address] = BANNER_LINE.exec(line) ?? [];
  if (zone === undefined || address === undefined) return undefined;
  const place = { address, port: Number(port) };
  return { label: `dns://${address}:${port}`, kind: "dns", wanted: place, bound: place, serves: [zone] };
}

function problemOf(message: string, file: string): Problem {
  const line = Number(/^[^:]*:(\d+) - /.exec(message)?.[1] ?? 1);
  const start = { offset: 0, line, column: 1 };
  return { code: "coredns", severity: "error", cause: "text", message, range: { file, start, end: start } };
}
