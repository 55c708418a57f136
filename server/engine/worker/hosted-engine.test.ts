import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Explanation } from "../../../lib/explanation/explanation.ts";
import type { Host } from "../../../lib/ports/host.ts";
import type { HttpListening, ListenPlace } from "../../../lib/ports/http.ts";
import type { Problem } from "../../../lib/text/problem.ts";
import { freePort } from "../../_test/free-port.ts";
import type { Refused, Snapshot } from "../engine.ts";
import type { EmbeddedEngine, EngineHooks, EngineSource, Instance } from "../instance.ts";
import { createHostedEngine } from "./hosted-engine.ts";
import { LoopbackWorld } from "./loopback-world.ts";
import type { EngineNotice, HostedEngine } from "./worker-messages.ts";

const start = { offset: 0, line: 1, column: 1 };
const problem: Problem = {
  code: "bad",
  severity: "error",
  cause: "text",
  message: "bad",
  range: { file: "Corefile", start, end: start },
};
const LOOP_LINE = { file: "Corefile", start: { ...start, line: 3 }, end: { ...start, line: 3 } };
const explanation: Explanation = {
  inWords: "",
  question: { name: "x.", type: "A", class: "IN" },
  client: { address: "10.1.2.3", port: 1, transport: "udp" },
  listener: "dns://:53",
  dispatch: [],
  steps: [],
  notReached: [],
  reply: { rcode: "NOERROR", answers: 0, sent: true },
  tookMicros: 1,
};

/** An engine that reads its Corefile, opens one HTTP listener, and leaves its hooks to the test. */
class FakeEngine implements EmbeddedEngine {
  hooks: EngineHooks = {};
  source: EngineSource | undefined;
  log: string[] = [];
  port = 53;
  #listening: HttpListening | undefined;

  async check(source: EngineSource): Promise<readonly Problem[]> {
    return this.#text(source) === "bad" ? [problem] : [];
  }

  async rehearse(source: EngineSource): Promise<readonly Problem[]> {
    await source.host.http.listen({ text: ":8080", address: "", port: 8080 }, () => ({ status: 200, body: "OK" }));
    return this.check(source);
  }

  async start(source: EngineSource, hooks: EngineHooks = {}): Promise<Instance | Refused> {
    this.hooks = hooks;
    return this.#serve(source);
  }

  async #serve(source: EngineSource): Promise<Instance | Refused> {
    const text = this.#text(source);
    this.log.push(`serve ${text}`);
    if (text === "bad") return { kind: "refused", problems: [problem] };
    this.source = source;
    const wanted = {
      label: "dns://:53",
      kind: "dns",
      wanted: { address: "", port: this.port },
      serves: ["."],
      sockets: 1,
    } as const;
    const bound = (await this.hooks.place?.(wanted)) ?? wanted.wanted;
    const former = this.#listening;
    const listening = await source.host.http.listen({ text: ":8080", address: "", port: 8080 }, () => ({
      status: 200,
      body: "OK",
    }));
    this.#listening = "close" in listening ? listening : undefined;
    // As the engine does: what is replaced ends once its queries are done.
    setTimeout(() => void former?.close(), 20);
    return {
      kind: "running",
      problems: [],
      listeners: [{ ...wanted, bound }],
      offers: () => [],
      placeOf: (plugin) => (plugin === "loop" ? LOOP_LINE : undefined),
      reload: (next) => this.#serve(next),
      stop: async () => {
        await this.#listening?.close();
        this.log.push("stop");
      },
    };
  }

  #text({ host, corefile }: EngineSource): string {
    const contents = host.files.read(corefile);
    return contents.kind === "error" ? contents.text : new TextDecoder().decode(contents.bytes);
  }
}

let root: string;
let fake: FakeEngine;
let hosted: HostedEngine;
let notices: EngineNotice[];
const listens: string[] = [];

const missing = (path: string) =>
  ({ kind: "error", code: "ENOENT", text: `open ${path}: no such file or directory` }) as const;
const host = {
  clock: { nowMs: () => 1000 },
  files: { read: missing, list: missing, stat: () => undefined, exists: () => false, absolute: (path: string) => path },
  http: {
    listen: async ({ address, port }: ListenPlace) => {
      listens.push(`${address}:${port}`);
      return { bound: { address, port }, close: async () => {} };
    },
  },
  exchange: {},
} as unknown as Host;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "hosted-")));
  fake = new FakeEngine();
  // What an engine of an earlier test still has to say is not this one's.
  const mine: EngineNotice[] = [];
  notices = mine;
  hosted = createHostedEngine({
    engine: fake,
    world: new LoopbackWorld({ host, ports: "ephemeral" }),
    clock: host.clock,
    tell: (notice) => mine.push(notice),
  });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const snapshot = (text: string): Snapshot => ({
  root,
  corefile: "Corefile",
  drafts: { Corefile: text },
  allowed: [],
  environment: {},
});

describe("a hosted engine", () => {
  it("reads drafts, listens on loopback, and tells where", async () => {
    const { applied, listeners } = await hosted.apply(snapshot("good"));
    expect(applied).toBe(true);
    expect(listeners).toMatchObject([
      { label: "dns://:53", wanted: { address: "", port: 53 }, bound: { address: "127.0.0.1" } },
      { label: "http://:8080", kind: "http", wanted: { address: "", port: 8080 }, bound: { address: "127.0.0.1" } },
    ]);
    expect(listens.at(-1)).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(listeners[0]?.bound.port).not.toBe(53);
  });
  it("reloads in place, keeps its listeners' places, and goes on with the last good one", async () => {
    const first = await hosted.apply(snapshot("one"));
    const refused = await hosted.apply(snapshot("bad"));
    const second = await hosted.apply(snapshot("two"));
    expect(refused).toMatchObject({ applied: false, problems: [{ code: "bad" }] });
    expect(refused.listeners).toEqual(first.listeners);
    expect(second.listeners[0]?.bound).toEqual(first.listeners[0]?.bound);
    expect(fake.log).toEqual(["serve one", "serve bad", "serve two"]);
  });
  it("without a good configuration serves nothing", async () => {
    expect(await hosted.apply(snapshot("bad"))).toMatchObject({ applied: false, listeners: [] });
    expect(await hosted.check(snapshot("bad"))).toMatchObject([{ code: "bad" }]);
  });
  it("explains the query that is ordered, once, and counts it as from elsewhere", async () => {
    await hosted.apply(snapshot("good"));
    const source = { address: "127.0.0.1", port: 4000 };
    const countsAs = (transport: "udp" | "tcp"): string | undefined =>
      fake.hooks.observe?.(source, transport)?.countsAs;
    expect(countsAs("udp")).toBeUndefined();
    hosted.watch({ watchId: 7, source, transport: "udp", countsAs: "10.1.2.3" });
    expect(countsAs("tcp")).toBeUndefined();
    const observation = fake.hooks.observe?.(source, "udp");
    expect(observation?.countsAs).toBe("10.1.2.3");
    expect(countsAs("udp")).toBeUndefined();
    observation?.explained(explanation);
    const configuration = expect.stringMatching(/^[0-9a-f]{16}$/);
    const told = { ...explanation, configuration };
    expect(notices).toEqual([{ kind: "explained", watchId: 7, queryId: 0, explanation: told }]);
  });
  it("tells how far a query has come that waits, and no more once it is done or called off", async () => {
    await hosted.apply(snapshot("good"));
    const source = { address: "127.0.0.1", port: 4000 };
    for (const watchId of [7, 8]) {
      hosted.watch({ watchId, source, transport: "udp" });
      expect(hosted.soFar(watchId)).toBeUndefined();
      const observation = fake.hooks.observe?.(source, "udp");
      observation?.waits?.(() => ({ ...explanation, unfinished: true }));
      expect(hosted.soFar(watchId)).toMatchObject({ unfinished: true, configuration: expect.any(String) });
      if (watchId === 7) observation?.explained(explanation);
      else hosted.unwatch(8);
      expect(hosted.soFar(watchId)).toBeUndefined();
    }
  });
  it("gives the same identity to the same texts, and another to others", async () => {
    const identity = async (text: string) => (await hosted.apply(snapshot(text))).configuration;
    const first = await identity("one");
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect(await identity("two")).not.toBe(first);
    expect(await identity("one")).toBe(first);
    expect(await identity("bad")).toBe(first);
    expect((await hosted.rehearse(snapshot("one"))).configuration).toBe(first);
  });
  it("moves its listeners when it is told to", async () => {
    const port = await freePort();
    fake.port = port;
    const there = async (ports: "same" | "ephemeral") => {
      const { listeners } = await hosted.apply({ ...snapshot("good"), ports });
      return listeners[0]?.bound.port === port;
    };
    expect(await there("ephemeral")).toBe(false);
    expect(await there("same")).toBe(true);
    expect(await there("ephemeral")).toBe(false);
  });
  it("does not explain what was called off", async () => {
    await hosted.apply(snapshot("good"));
    hosted.watch({ watchId: 7, source: { address: "127.0.0.1", port: 4000 }, transport: "udp" });
    hosted.unwatch(7);
    fake.hooks.observe?.({ address: "127.0.0.1", port: 4000 }, "udp")?.explained(explanation);
    expect(notices).toEqual([]);
  });
  it("knows why queries were answered as they were that nobody ordered an explanation of", async () => {
    await hosted.apply(snapshot("good"));
    const observation = fake.hooks.observe?.({ address: "192.0.2.7", port: 4000 }, "udp");
    fake.hooks.onQuery?.(() => ({
      client: { address: "192.0.2.7", port: 4000 },
      transport: "udp",
      listener: "dns://:53",
      question: { name: "x.", type: "A", class: "IN" },
      rcode: "NOERROR",
      sizeBytes: 40,
      tookMicros: 5,
    }));
    observation?.explained(explanation);
    expect(hosted.explanation(1)).toMatchObject(explanation);
    expect(hosted.explanation(2)).toBeUndefined();
  });
  it("tells of queries and log lines", async () => {
    await hosted.apply(snapshot("good"));
    const client = { address: "2001:db8::1", port: 9 };
    const question = { name: "x.", type: "A", class: "IN" };
    fake.hooks.onQuery?.(() => ({
      client,
      transport: "udp",
      listener: "dns://:53",
      question,
      rcode: "NOERROR",
      sizeBytes: 40,
      tookMicros: 5,
    }));
    fake.source?.host.log.forPlugin("hosts").warning("odd line");
    await hosted.stop();
    expect(notices).toMatchObject([
      { kind: "log", line: { level: "warning", text: "[WARNING] plugin/hosts: odd line", atMs: 1000 } },
      { kind: "queries", missed: 0, queries: [{ id: 1, client: "[2001:db8::1]:9", name: "x.", rcode: "NOERROR" }] },
    ]);
  });
  it("that must end by its own words stops, tells why, and takes the next configuration", async () => {
    await hosted.apply(snapshot("loop"));
    fake.source?.host.log.forPlugin("loop").fatal("Loop detected");
    await new Promise((done) => setTimeout(done, 0));
    const range = { file: "Corefile", start: { line: 3 } };
    const problem = { code: "engine-ended-itself", message: "plugin/loop: Loop detected", severity: "error", range };
    expect(notices.at(-1)).toMatchObject({ kind: "ended", problem });
    expect(await hosted.apply(snapshot("good"))).toMatchObject({ applied: true });
    expect(fake.log).toEqual(["serve loop", "stop", "serve good"]);
  });
});

it("an HTTP server of the configuration before is listed no more once it is closed", async () => {
  await hosted.apply(snapshot("one"));
  await hosted.apply(snapshot("two"));
  await vi.waitFor(() => {
    const told = notices.flatMap((notice) => (notice.kind === "listeners" ? [notice.listeners] : []));
    expect(told.at(-1)?.map(({ label }) => label)).toEqual(["dns://:53", "http://:8080"]);
  });
});

describe("a rehearsal", () => {
  it("finds what setting up and starting find, and listens nowhere", async () => {
    listens.length = 0;
    expect(await hosted.rehearse(snapshot("good"))).toMatchObject({ problems: [] });
    expect(await hosted.rehearse(snapshot("bad"))).toMatchObject({ problems: [problem] });
    expect([listens, fake.log]).toEqual([[], []]);
  });
});

describe("a Corefile that is gone", () => {
  const gone = { root: "", corefile: "Corefile", drafts: {}, allowed: [], environment: {} };
  it("is a problem of its own, and what serves stays", async () => {
    await hosted.apply(snapshot("good"));
    const told = { code: "corefile-unreadable", message: "open Corefile: no such file or directory" };
    const applied = await hosted.apply({ ...gone, root });
    expect(applied).toMatchObject({ applied: false, problems: [told], listeners: [{ label: "dns://:53" }, {}] });
    expect(await hosted.check({ ...gone, root })).toMatchObject([told]);
    expect(await hosted.rehearse({ ...gone, root })).toMatchObject({ problems: [told] });
    expect(fake.log).toEqual(["serve good"]);
  });
});
