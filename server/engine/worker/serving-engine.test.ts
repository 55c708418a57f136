/** Two workers that serve together: one primary, one replica, on the same sockets' places. */
import { createSocket } from "node:dgram";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { askRequestSchema } from "../../../lib/api/ask.ts";
import { freePort } from "../../_test/free-port.ts";
import { createHost } from "../../host/host.ts";
import { createRegistry, type FamilyCounts, type Registry } from "../../host/metrics.ts";
import { askExplained } from "../ask.ts";
import type { Engine, EngineEvent, Running, Snapshot } from "../engine.ts";
import { createServingEngine } from "./serving-engine.ts";

const entry = new URL("../_test/mortal-replica.ts", import.meta.url);
const MANY = 40;

let root = "";
/** DNS, and the three behind it for HTTP. */
let port = 0;
let registry: Registry;
let engine: Engine;
let events: EngineEvent[];

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "workers-"));
  port = await freePort(4);
  registry = createRegistry();
  events = [];
  const host = createHost({ metrics: registry, sink: { write: () => undefined, end: () => undefined } });
  engine = createServingEngine({ host, registry, defaultPort: port, workers: 2, entry });
});
afterEach(async () => {
  await engine.stop();
  rmSync(root, { recursive: true, force: true });
});

const corefile = (address: string, more = ""): string => `.:${port} {
    bind 127.0.0.1
    prometheus 127.0.0.1:${port + 1}
    health 127.0.0.1:${port + 2}
    ready 127.0.0.1:${port + 3}
    cache 30
    ${more}
    hosts {
        ${address} one.example.org
        fallthrough
    }
    whoami
}
`;

/** Writes the Corefile where both read it. */
function snapshot(text: string): Snapshot {
  const path = join(root, "Corefile");
  writeFileSync(path, text);
  return { root, corefile: path, drafts: {}, allowed: [], environment: {} };
}

async function start(text: string): Promise<Running> {
  const started = await engine.start(snapshot(text), { tell: (event) => events.push(event) });
  if (started.kind === "refused") throw new Error(started.problems[0]?.message);
  return started;
}

async function ask(running: Running, more: object = {}) {
  const [listener] = running.listeners;
  if (listener === undefined) throw new Error("nothing listens");
  const request = askRequestSchema.parse({ name: "one.example.org", timeoutMs: 10_000, ...more });
  const asked = await askExplained(running, { listener, request });
  if ("error" in asked) throw new Error(asked.error);
  const { received, explanation } = asked;
  const answer = received.kind === "reply" ? received.message.answer[0]?.rdata : received.because;
  return { answer, explanation };
}

/** The different answers to many questions, each from a port of its own. */
async function answers(running: Running, more: object = {}): Promise<readonly (string | undefined)[]> {
  const all = await Promise.all(Array.from({ length: MANY }, () => ask(running, more)));
  return [...new Set(all.map(({ answer }) => answer))];
}

const REQUESTS = "coredns_dns_requests_total";

/** Requests that the primary has counted. */
function ofPrimary(): number {
  const family = registry.counted().find(({ options }: FamilyCounts) => options.name === REQUESTS);
  return family?.type === "counter" ? family.rows.reduce((sum, { value }) => sum + value, 0) : 0;
}

/** The page of all metrics. */
async function page(): Promise<string> {
  return (await fetch(`http://127.0.0.1:${port + 1}/metrics`)).text();
}

/** Requests that all have counted together. */
async function ofAll(): Promise<number> {
  const lines = (await page()).split("\n").filter((line) => line.startsWith(`${REQUESTS}{`));
  return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

const logLines = (): readonly string[] => events.flatMap((event) => (event.kind === "log" ? [event.line.text] : []));

describe.runIf(process.platform === "linux")("two workers", () => {
  it("both answer over UDP and TCP, and their counts add up on one page", async () => {
    const running = await start(corefile("192.0.2.1"));
    expect(await answers(running)).toEqual(["192.0.2.1"]);
    const overUdp = ofPrimary();
    expect(await answers(running, { transport: "tcp" })).toEqual(["192.0.2.1"]);
    const overTcp = ofPrimary() - overUdp;
    for (const count of [overUdp, overTcp]) {
      expect(count).toBeGreaterThan(0);
      expect(count).toBeLessThan(MANY);
    }
    expect(await ofAll()).toBe(2 * MANY);
    const text = await page();
    expect(text).toMatch(/^coredns_build_info\{.*\} 1$/m);
    expect(text).toContain(registry.expose(["coredns_hosts_entries"]));
    // Each has kept the answer for itself.
    expect(text).toMatch(/^coredns_cache_entries\{.*type="success".*\} 2$/m);
  }, 60_000);

  it("are one server over HTTP, and one voice in the log", async () => {
    await start(corefile("192.0.2.1", "reload 2s 1s"));
    for (const [offset, path] of [
      [2, "health"],
      [3, "ready"],
    ] as const) {
      expect((await fetch(`http://127.0.0.1:${port + offset}/${path}`)).status).toBe(200);
    }
    expect(logLines().filter((line) => line.includes("Running configuration"))).toHaveLength(1);
    expect(logLines().filter((line) => line.includes("ERROR"))).toEqual([]);
  }, 60_000);

  it("explain a watched query, whoever of them gets it", async () => {
    const running = await start(corefile("192.0.2.1"));
    for (let count = 0; count < 12; count++) {
      expect((await ask(running)).explanation).toMatchObject({ question: { name: "one.example.org." } });
    }
    expect(ofPrimary()).toBeGreaterThan(0);
    expect(ofPrimary()).toBeLessThan(12);
  }, 60_000);

  it("both take up a reload, by order and by the reload plugin, and neither a wrong one", async () => {
    const running = await start(corefile("192.0.2.1", "reload 2s 1s"));
    expect(await running.reload(snapshot(corefile("192.0.2.2", "reload 2s 1s")))).toMatchObject({ kind: "running" });
    expect(await answers(running)).toEqual(["192.0.2.2"]);
    const bad = await running.reload(snapshot(corefile("192.0.2.9", "fooo")));
    expect(bad).toMatchObject({ kind: "refused", problems: [{ message: expect.stringContaining("'fooo'") }] });
    expect(await answers(running)).toEqual(["192.0.2.2"]);
    snapshot(corefile("192.0.2.3", "reload 2s 1s"));
    await vi.waitFor(async () => expect(await answers(running)).toEqual(["192.0.2.3"]), {
      timeout: 30_000,
      interval: 500,
    });
  }, 90_000);

  it("are two again after one has died, and what that one had counted is not forgotten", async () => {
    const running = await start(corefile("192.0.2.1"));
    await answers(running);
    expect(await ofAll()).toBe(MANY);
    writeFileSync(join(tmpdir(), `replica-ends-${port}`), "");
    const told = "[ERROR] A worker ended and is started again in 1 s. It ended by itself with code 3.";
    await vi.waitFor(() => expect(logLines()).toContain(told), { timeout: 10_000 });
    expect(await answers(running)).toEqual(["192.0.2.1"]);
    expect(await ofAll()).toBe(2 * MANY);
    await vi.waitFor(
      async () => {
        const before = ofPrimary();
        expect(await answers(running)).toEqual(["192.0.2.1"]);
        expect(ofPrimary() - before).toBeLessThan(MANY);
      },
      { timeout: 30_000 },
    );
  }, 90_000);

  it("give their ports free when they stop", async () => {
    const running = await start(corefile("192.0.2.1"));
    await running.stop();
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ port, host: "127.0.0.1", exclusive: true }, resolve);
    });
    server.close();
    const socket = createSocket("udp4");
    await new Promise<void>((resolve, reject) => {
      socket.once("error", reject);
      socket.bind({ port, address: "127.0.0.1", exclusive: true }, resolve);
    });
    socket.close();
  }, 60_000);
});
