/** Time that goes by, and upstreams that fail, in our engine as the studio runs it. */
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { askRequestSchema } from "../../../lib/api/ask.ts";
import { record } from "../../../lib/chain/_test/messages.ts";
import { replyTo } from "../../../lib/chain/respond.ts";
import { decodeMessage } from "../../../lib/dns/wire/decode.ts";
import { encodeMessage } from "../../../lib/dns/wire/encode.ts";
import { createHost } from "../../host/host.ts";
import { askExplained } from "../ask.ts";
import type { Engine, Running } from "../engine.ts";
import { createQueryEngine } from "../worker/query-engine.ts";
import { Conditions } from "./conditions.ts";

let root = "";
let upstream: Socket;
let name = "";
let asked = 0;
let engine: Engine | undefined;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "conditions-"));
  asked = 0;
  upstream = createSocket("udp4");
  upstream.on("message", (bytes, { port, address }) => {
    asked += 1;
    const answer = [record("www.example.org. 60 IN A 192.0.2.80")];
    upstream.send(encodeMessage(replyTo(decodeMessage(bytes), { answer })), port, address);
  });
  upstream.bind(0, "127.0.0.1");
  await once(upstream, "listening");
  name = `127.0.0.1:${upstream.address().port}`;
});
afterEach(async () => {
  await engine?.stop();
  upstream.close();
  rmSync(root, { recursive: true, force: true });
});

async function start(text: string): Promise<Running> {
  const host = createHost();
  engine = createQueryEngine({ host, ports: "ephemeral", conditions: new Conditions(host.clock) });
  const snapshot = { root, corefile: "Corefile", drafts: { Corefile: text }, allowed: [], environment: {} };
  const started = await engine.start(snapshot, { tell: () => undefined });
  if (started.kind === "refused") throw new Error(started.problems[0]?.message);
  return started;
}

async function ask(running: Running): Promise<string> {
  const [listener] = running.listeners;
  if (listener === undefined) throw new Error("nothing listens");
  const request = askRequestSchema.parse({ name: "www.example.org", timeoutMs: 5000 });
  const reply = await askExplained(running, { listener, request });
  if ("error" in reply) throw new Error(reply.error);
  const { received } = reply;
  if (received.kind !== "reply") return received.because;
  const { rcode, answer } = received.message;
  return `${rcode} ${answer.map(({ ttlSeconds }) => ttlSeconds).join(" ")}`.trim();
}

const cached = (): string => `.:53 {\n    cache\n    forward . ${name}\n}\n`;

describe("what is made to happen to a configuration", () => {
  it("shows what the cache holds, and lets it age as the clock goes ahead, until it is asked for anew", async () => {
    const running = await start(cached());
    expect((await running.impose({})).caches).toMatchObject([
      { at: { start: { line: 2 } }, zones: ["."], total: 0, newest: [] },
    ]);
    await ask(running);
    const held = { name: "www.example.org.", type: "A", rcode: "NOERROR", half: "success", records: 1 };
    const { caches } = await running.impose({ advanceMs: 45_000 });
    expect(caches).toMatchObject([{ total: 1, newest: [{ ...held, ageSeconds: 45, secondsLeft: 15 }] }]);
    expect(await ask(running)).toBe("NOERROR 15");
    expect(asked).toBe(1);
    expect(await running.impose({ advanceMs: 15_000 })).toMatchObject({
      aheadMs: 60_000,
      caches: [{ newest: [{ ageSeconds: 60, secondsLeft: 0 }] }],
    });
    expect(await ask(running)).toBe("NOERROR 60");
    expect(asked).toBe(2);
  });

  it("lets an upstream fail until that is taken back, and tells how it is", async () => {
    const running = await start(`.:53 {\n    forward . ${name}\n}\n`);
    const well = { name, isUp: true, failedChecks: 0, at: { start: { line: 2 } } };
    const { upstreams } = await running.impose({ faults: { [name]: { kind: "servfail" } } });
    expect(upstreams).toMatchObject([{ ...well, fault: { kind: "servfail" } }]);
    expect(await ask(running)).toBe("SERVFAIL");
    expect(asked).toBe(0);
    const after = await running.impose({ faults: { [name]: null } });
    expect(after.upstreams).toEqual([expect.not.objectContaining({ fault: expect.anything() })]);
    expect(await ask(running)).toBe("NOERROR 60");
  });

  it("keeps faults and time over an edit", async () => {
    const running = await start(cached());
    await running.impose({ advanceMs: 5000, faults: { [name]: { kind: "servfail" } } });
    const text = `${cached()}# edited\n`;
    const edited = await running.reload({
      ...{ root, corefile: "Corefile", drafts: { Corefile: text }, allowed: [], environment: {} },
    });
    if (edited.kind === "refused") throw new Error(edited.problems[0]?.message);
    expect(await edited.impose({})).toMatchObject({ aheadMs: 5000, upstreams: [{ fault: { kind: "servfail" } }] });
    expect(await ask(edited)).toBe("SERVFAIL");
  });
});
