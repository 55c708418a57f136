/** What every engine keeps to: ours in a worker and in this thread, and a process that takes CoreDNS's flags, the user's CoreDNS for one. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { askRequestSchema } from "../../lib/api/ask.ts";
import { freePort } from "../_test/free-port.ts";
import { type Binary, findBinary } from "../coredns/binary.ts";
import { CorednsEngine } from "../coredns/coredns-engine.ts";
import { systemClock } from "../host/clock.ts";
import { createHost } from "../host/host.ts";
import { askExplained } from "./ask.ts";
import { CannotDo, type Engine, type EngineEvent, type Running, type Snapshot } from "./engine.ts";
import { ORDER } from "./plugin-order.ts";
import { Checkers } from "./worker/checkers.ts";
import { createQueryEngine } from "./worker/query-engine.ts";
import { WorkerEngine } from "./worker/worker-engine.ts";
import { WorkerHost } from "./worker/worker-host.ts";

const LAUNCHER = resolve(import.meta.dirname, "../../bin/corefile-studio");
const entry = new URL("./worker/worker.ts", import.meta.url);
const real = await findBinary({ environment: process.env });
const ours: Binary = {
  kind: "binary",
  path: LAUNCHER,
  command: [LAUNCHER, "serve"],
  release: "1.15.0",
  plugins: new Set(ORDER),
};
if (real.kind === "none") process.stdout.write(`not run with a coredns binary: ${real.reason}\n`);

function workerEngine(): Engine {
  // On a busy machine a healthy worker may keep still for a while.
  const worker = { entry, silentBeats: 60 };
  const quiet = { ...worker, onNotice: () => undefined, onDeath: () => undefined };
  return new WorkerEngine({ worker, checkers: new Checkers(() => new WorkerHost(quiet), systemClock) });
}

function processEngine(binary: typeof real): Engine {
  if (binary.kind === "none") throw new Error(binary.reason);
  return new CorednsEngine({ binary, host: createHost() });
}

const ENGINES: readonly (readonly [name: string, make: () => Engine, isThere: boolean])[] = [
  ["ours in a worker", workerEngine, true],
  ["ours in this thread", () => createQueryEngine({ host: createHost(), ports: "same" }), true],
  ["a process: serve", () => processEngine(ours), true],
  ["a process: the coredns binary (where it is installed)", () => processEngine(real), real.kind === "binary"],
];

let root = "";
let port = 0;
let engine: Engine | undefined;
let events: EngineEvent[] = [];

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "contract-"));
  port = await freePort();
  events = [];
});
afterEach(async () => {
  await engine?.stop();
  rmSync(root, { recursive: true, force: true });
});

/** A Corefile whose answer of `one.example.org` is this address. */
const serving = (address: string): string =>
  `.:${port} {\n    bind 127.0.0.1\n    log\n    hosts {\n        ${address} one.example.org\n    }\n}\n`;
const BAD = ".:1053 {\n    fooo\n}\n";
const UNKNOWN = "Corefile:2 - Error during parsing: Unknown directive 'fooo'";

function snapshot(text: string): Snapshot {
  writeFileSync(join(root, "Corefile"), "# on disk\n");
  return { root, corefile: "Corefile", drafts: { Corefile: text }, allowed: [], environment: {} };
}

async function start(made: Engine, text: string): Promise<Running> {
  engine = made;
  const started = await made.start(snapshot(text), { ports: "same", tell: (event) => events.push(event) });
  if (started.kind === "refused") throw new Error(started.problems[0]?.message);
  return started;
}

async function ask(running: Running, more: { readonly countsAs?: string } = {}) {
  const [listener] = running.listeners;
  if (listener === undefined) throw new Error("nothing listens");
  const request = askRequestSchema.parse({ name: "one.example.org", timeoutMs: 5000 });
  const asked = await askExplained(running, { listener, request, ...more });
  if ("error" in asked) throw new Error(asked.error);
  const { received, explanation } = asked;
  return { answer: received.kind === "reply" ? received.message.answer[0]?.rdata : received.because, explanation };
}

describe.each(ENGINES.filter(([, , isThere]) => isThere))("%s", (_, make) => {
  it("tells with which words CoreDNS refuses a text, and none for one that it takes", async () => {
    engine = make();
    engine.warmUp();
    expect((await engine.check(snapshot(BAD))).problems).toMatchObject([{ message: UNKNOWN, severity: "error" }]);
    engine.hurry();
    expect((await engine.check(snapshot(serving("192.0.2.1")))).problems).toEqual([]);
  }, 60_000);

  it("refuses to start with these words, and starts then with a better text", async () => {
    engine = make();
    const refused = await engine.start(snapshot(BAD), { tell: () => undefined });
    expect(refused).toMatchObject({ kind: "refused", problems: [{ message: UNKNOWN }] });
    expect((await ask(await start(engine, serving("192.0.2.1")))).answer).toBe("192.0.2.1");
  }, 60_000);

  it("answers where its listeners say, and explains the query that was watched", async () => {
    const running = await start(make(), serving("192.0.2.1"));
    expect(running.listeners).toMatchObject([{ kind: "dns", bound: { address: "127.0.0.1", port }, serves: ["."] }]);
    // What a process tells of a query comes behind its reply: on a busy machine too late.
    await vi.waitFor(
      async () => {
        const { answer, explanation } = await ask(running);
        expect(answer).toBe("192.0.2.1");
        expect(explanation).toMatchObject({
          question: { name: "one.example.org.", type: "A", class: "IN" },
          client: { address: "127.0.0.1", transport: "udp" },
          reply: { rcode: "NOERROR" },
        });
      },
      { timeout: 20_000 },
    );
  }, 60_000);

  it("tells of log lines, queries and explanations as events", async () => {
    await ask(await start(make(), serving("192.0.2.1")));
    await vi.waitFor(
      () => {
        const lines = events.flatMap((event) => (event.kind === "log" ? [event.line.text] : []));
        expect(lines.join("\n")).toContain('"A IN one.example.org. udp');
        const queries = events.flatMap((event) => (event.kind === "queries" ? event.queries : []));
        expect(queries).toMatchObject([{ name: "one.example.org.", rcode: "NOERROR", transport: "udp" }]);
        expect(events.filter(({ kind }) => kind === "explained")).toHaveLength(1);
      },
      { timeout: 10_000 },
    );
  }, 60_000);

  it("serves another text after a reload, and the one before when that is refused", async () => {
    let running = await start(make(), serving("192.0.2.1"));
    expect(await running.reload(snapshot(BAD))).toMatchObject({ kind: "refused", problems: [{ message: UNKNOWN }] });
    expect((await ask(running)).answer).toBe("192.0.2.1");
    const reloaded = await running.reload(snapshot(serving("192.0.2.2")));
    if (reloaded.kind === "refused") throw new Error(reloaded.problems[0]?.message);
    running = reloaded;
    expect((await ask(running)).answer).toBe("192.0.2.2");
  }, 60_000);

  it("lets a query count as another client's, or says in words that it cannot", async () => {
    const running = await start(make(), serving("192.0.2.1"));
    const asked = await ask(running, { countsAs: "198.51.100.7" }).catch((error: unknown) => error);
    if (engine?.kind === "built-in") {
      expect(asked).toMatchObject({ answer: "192.0.2.1", explanation: { client: { address: "198.51.100.7" } } });
    } else expect(asked).toBeInstanceOf(CannotDo);
  }, 60_000);

  it("gives its port free when it stops, and does not call that a death", async () => {
    const running = await start(make(), serving("192.0.2.1"));
    await running.stop();
    expect(running.listeners).toEqual([]);
    await expect(running.watch({ source: { address: "127.0.0.1", port: 9 }, transport: "udp" })).rejects.toThrow();
    const again = await start(make(), serving("192.0.2.3"));
    expect((await ask(again)).answer).toBe("192.0.2.3");
    expect(events.filter(({ kind }) => kind === "died")).toEqual([]);
  }, 60_000);
});
