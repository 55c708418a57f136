/** DNS over HTTPS on real sockets: what clients get, what the listener refuses, and how long it waits for whom. */
import { once } from "node:events";
import { type ClientHttp2Session, connect as connectHttp2, constants, type OutgoingHttpHeaders } from "node:http2";
import { connect as connectTcp, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { connect as connectTls, TLSSocket } from "node:tls";
import { afterEach, describe, expect, it, test } from "vitest";
import { reply, request } from "../../../lib/chain/_test/messages.ts";
import type { Arrival } from "../../../lib/chain/arrival.ts";
import { encodeMessage } from "../../../lib/dns/wire/encode.ts";
import { FakeMetrics } from "../../../lib/ports/_test/fake-metrics.ts";
import type { ListenerSettings } from "../../../lib/set-up/listeners.ts";
import { TestAuthority } from "../../_test/key-pairs.ts";
import { SETTINGS } from "../_test/settings.ts";
import type { Answerer, Listener } from "../listener.ts";
import { listenHttps } from "./https.ts";

const authority = new TestAuthority();
const { pair } = authority.signed("dns.example.org");
const CLIENT = { ca: authority.cert, servername: "dns.example.org" };
const TLS = { clientAuth: "nocert", material: { kind: "tls", pair }, acme: "" } as const;
const QUERY = Buffer.from(encodeMessage(request("example.org. A")));
const REPLY = encodeMessage(reply(request("example.org. A"), { answer: ["example.org. 17 IN A 192.0.2.1"] }));

const opened: Listener[] = [];
const sockets: Socket[] = [];
const sessions: ClientHttp2Session[] = [];
const arrivals: Arrival[] = [];
const metrics = new FakeMetrics();
afterEach(async () => {
  for (const session of sessions.splice(0)) session.destroy();
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(opened.splice(0).map((listener) => listener.close()));
  arrivals.length = 0;
  metrics.values.clear();
});

interface Setting {
  readonly isClear?: boolean;
  readonly limits?: Partial<ListenerSettings["limits"]>;
  readonly https?: Partial<ListenerSettings["https"]>;
  readonly answer?: Answerer;
}

async function listen({ isClear = false, limits, https, answer = () => REPLY }: Setting = {}): Promise<number> {
  const settings: ListenerSettings = {
    ...SETTINGS,
    limits: { ...SETTINGS.limits, readTimeoutMs: 400, writeTimeoutMs: 400, idleTimeoutMs: 400, ...limits },
    tls: isClear ? undefined : TLS,
    https: { ...SETTINGS.https, ...https },
  };
  const place = { address: "127.0.0.1", port: 0 };
  const server = "https://:443";
  const common = { place, server, failed: () => undefined, graceMs: 50, nowMs: () => 0, metrics };
  const listening = await listenHttps(
    {
      ...common,
      answer: (bytes, arrival, at) => {
        arrivals.push(arrival);
        return answer(bytes, arrival, at);
      },
    },
    () => settings,
  );
  opened.push(listening);
  return listening.bound.port;
}

function session(port: number): ClientHttp2Session {
  const made = connectHttp2(`https://127.0.0.1:${port}`, CLIENT);
  made.on("error", () => undefined);
  sessions.push(made);
  return made;
}

interface Got {
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

function post(on: ClientHttp2Session, body: Buffer, path = "/dns-query"): Promise<Got> {
  return new Promise((resolve, reject) => {
    const stream = on.request({ ":method": "POST", ":path": path, "x-who": "tests" });
    const chunks: Buffer[] = [];
    let headers: OutgoingHttpHeaders = {};
    stream.once("response", (fields) => {
      headers = fields;
    });
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.once("end", () => resolve({ headers, body: Buffer.concat(chunks) }));
    stream.once("error", reject);
    stream.once("close", () => reject(new Error("closed")));
    stream.end(body);
  });
}

/** A connection that speaks for itself; gives what has come back. */
async function spoken(socket: Socket, text: string): Promise<() => string> {
  sockets.push(socket);
  let got = "";
  socket.on("error", () => undefined);
  socket.on("data", (chunk: Buffer) => {
    got += chunk.toString("latin1");
  });
  await once(socket, socket instanceof TLSSocket ? "secureConnect" : "connect");
  socket.write(text);
  return () => got;
}

const clear = (port: number): Socket => connectTcp(port, "127.0.0.1");
const http1 = (port: number): Socket => connectTls({ port, host: "127.0.0.1", ...CLIENT, ALPNProtocols: ["http/1.1"] });
const POST = `POST /dns-query HTTP/1.1\r\nHost: x\r\nContent-Length: ${QUERY.length}\r\n\r\n${QUERY.toString("latin1")}`;

async function until(holds: () => boolean, ms = 3000): Promise<void> {
  for (const end = performance.now() + ms; performance.now() < end && !holds(); ) await sleep(5);
  expect(holds()).toBe(true);
}

describe("a request", () => {
  it("over HTTP/2 is answered, and plugins see where it came from", async () => {
    const { headers, body } = await post(session(await listen()), QUERY);
    expect(body).toEqual(Buffer.from(REPLY));
    expect(headers).toMatchObject({
      ":status": 200,
      "content-type": "application/dns-message",
      "cache-control": "max-age=17",
      "content-length": String(REPLY.length),
    });
    expect(arrivals).toMatchObject([
      {
        transport: "https",
        server: "https://:443",
        client: { address: "127.0.0.1" },
        tls: { serverName: "dns.example.org" },
        http: { method: "POST", path: "/dns-query", query: "", headers: { "x-who": "tests" } },
      },
    ]);
    expect(metrics.of("coredns_dns_https_responses_total")).toEqual({ "https://:443,200": 1 });
  });
  it("over HTTP/1.1 is answered as Go answers, one after the other on a connection", async () => {
    const got = await spoken(http1(await listen()), POST + POST);
    await until(
      () => got().split("HTTP/1.1 200 OK").length === 3 && got().endsWith(Buffer.from(REPLY).toString("latin1")),
    );
    expect(got()).toMatch(/Cache-Control: max-age=17\r\n/);
    expect(got()).not.toMatch(/Connection|Keep-Alive|Transfer-Encoding/);
  });
  it("in the clear is answered where the block has no TLS", async () => {
    const got = await spoken(clear(await listen({ isClear: true })), POST);
    await until(() => got().startsWith("HTTP/1.1 200 OK"));
    expect(arrivals).toMatchObject([{ transport: "https", tls: "none" }]);
  });
  it("that nobody answers is an error", async () => {
    const { headers, body } = await post(session(await listen({ answer: () => undefined })), QUERY);
    expect([headers[":status"], body.toString()]).toEqual([500, "No response\n"]);
    expect(metrics.of("coredns_dns_https_responses_total")).toEqual({ "https://:443,500": 1 });
  });
  it("with several replies gets the last one, as CoreDNS has it", async () => {
    const answer: Answerer = async (_bytes, _arrival, { sink }) => {
      await sink?.write(QUERY);
      await sink?.write(REPLY);
      return undefined;
    };
    expect((await post(session(await listen({ answer })), QUERY)).body).toEqual(Buffer.from(REPLY));
  });
  it("with too large a body is refused before all of it came", async () => {
    const on = session(await listen());
    const { headers } = await post(on, Buffer.alloc(70_000));
    expect(headers[":status"]).toBe(400);
    expect((await post(on, Buffer.alloc(65_536))).headers[":status"]).toBe(200);
  });
});

test.each([
  ["no HTTP", "hello\r\n\r\n", "400 Bad Request"],
  ["no host", "GET /dns-query HTTP/1.1\r\n\r\n", "400 Bad Request"],
  [
    "headers of two megabytes",
    `GET / HTTP/1.1\r\nHost: x\r\nX: ${"y".repeat(2 << 20)}\r\n\r\n`,
    "431 Request Header Fields Too Large",
  ],
])("%s is refused in Go's words", async (_, text, words) => {
  const port = await listen({ isClear: true });
  const socket = clear(port);
  const got = await spoken(socket, text);
  await until(() => socket.destroyed || got() !== "");
  expect(got().split("\r\n")[0]).toBe(`HTTP/1.1 ${words}`);
  expect(arrivals).toEqual([]);
});

describe("a client is not waited for", () => {
  const slow: Readonly<Record<string, readonly [isClear: boolean, text: string]>> = {
    "whose head breaks off": [true, "POST /dns-query HTTP/1.1\r\nHost:"],
    "whose body breaks off": [true, "POST /dns-query HTTP/1.1\r\nHost: x\r\nContent-Length: 90\r\n\r\nabc"],
    "that is idle": [true, POST],
    "that says nothing over TLS": [false, ""],
  };
  test.each(Object.entries(slow))("%s", async (_, [isClear, text]) => {
    const port = await listen({ isClear });
    const socket = isClear ? clear(port) : http1(port);
    await spoken(socket, text);
    const startedMs = performance.now();
    await once(socket, "close");
    expect(performance.now() - startedMs).toBeGreaterThan(200);
    expect(performance.now() - startedMs).toBeLessThan(2500);
  });
  test("that drips its head in", async () => {
    const socket = clear(await listen({ isClear: true }));
    await spoken(socket, "GET / HTTP/1.1\r\n");
    const drip = setInterval(() => socket.write("X: y\r\n"), 50);
    const startedMs = performance.now();
    await once(socket, "close");
    clearInterval(drip);
    expect(performance.now() - startedMs).toBeLessThan(2500);
  });
  test("that opens a stream of HTTP/2 and never ends it, or is idle", async () => {
    const on = session(await listen());
    const stream = on.request({ ":method": "POST", ":path": "/dns-query" }, { endStream: false });
    stream.on("error", () => undefined);
    stream.write("abc");
    await once(stream, "close");
    await once(on, "close");
    expect(arrivals).toEqual([]);
  });
});

/** A frame of HTTP/2 (RFC 9113 section 4.1). */
function frame([type, flags, stream]: readonly [number, number, number], body: Uint8Array): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(body.length, 0, 3);
  head.set([type, flags], 3);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, body]);
}

test("a client of HTTP/2 that reads no replies is let go", async () => {
  const answer: Answerer = () => {
    const reply = new Uint8Array(60_000);
    reply.set(REPLY);
    return reply;
  };
  const port = await listen({ answer, https: { maxConnections: 1 } });
  const deaf = connectTls({ port, host: "127.0.0.1", ...CLIENT, ALPNProtocols: ["h2"] });
  sockets.push(deaf);
  deaf.on("error", () => undefined).pause();
  const windows = frame([4, 0, 0], Buffer.from("00047fffffff", "hex"));
  const window = frame([8, 0, 0], Buffer.from("7fff0000", "hex"));
  deaf.write(Buffer.concat([Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), windows, window]));
  const head = Buffer.concat([
    Buffer.from([0x83, 0x87, 0x04, 10]),
    Buffer.from("/dns-query"),
    Buffer.from([0x01, 1, 120]),
  ]);
  for (let stream = 1; stream < 400; stream += 2)
    deaf.write(Buffer.concat([frame([1, 4, stream], head), frame([0, 1, stream], QUERY)]));
  await until(() => arrivals.length > 100, 10_000);
  expect((await post(session(port), QUERY)).headers[":status"]).toBe(200);
});

describe("limits", () => {
  it("of resets send a client away that goes on with them", async () => {
    const on = session(await listen({ limits: { idleTimeoutMs: 60_000 } }));
    await once(on, "connect");
    const gone = new Promise<void>((resolve) => on.once("close", () => resolve()));
    for (let batch = 0; batch < 12 && !on.closed && !on.destroyed; batch++) {
      const streams = Array.from({ length: 50 }, () => {
        const stream = on.request({ ":method": "POST", ":path": "/dns-query" }, { endStream: false });
        return stream.on("error", () => undefined);
      });
      await sleep(20);
      for (const stream of streams) stream.close(constants.NGHTTP2_CANCEL);
      await sleep(20);
    }
    await gone;
  });
  it("of streams are told to the client", async () => {
    const on = session(await listen({ https: { maxStreams: 7 } }));
    await once(on, "remoteSettings");
    expect(on.remoteSettings.maxConcurrentStreams).toBe(7);
  });
  it.each([true, false])("of connections let the next one in when one has gone (in the clear: %s)", async (isClear) => {
    const port = await listen({ isClear, https: { maxConnections: 1 }, limits: { idleTimeoutMs: 60_000 } });
    const first = isClear ? clear(port) : http1(port);
    const gotFirst = await spoken(first, POST);
    await until(() => gotFirst().startsWith("HTTP/1.1 200"));
    let got = "";
    const second = isClear ? clear(port) : http1(port);
    sockets.push(second);
    second
      .on("error", () => undefined)
      .on("data", (chunk: Buffer) => {
        got += chunk.toString("latin1");
      });
    second.write(POST);
    await sleep(150);
    expect(got).toBe("");
    first.destroy();
    await until(() => got.startsWith("HTTP/1.1 200"));
  });
});

it("closes with requests under way answered, and idle connections of both kinds ended", async () => {
  const answers: ((bytes: Uint8Array) => void)[] = [];
  const port = await listen({
    limits: { idleTimeoutMs: 60_000, writeTimeoutMs: 60_000 },
    answer: () => new Promise((resolve) => answers.push(resolve)),
  });
  const [on, idle] = [session(port), http1(port)];
  await spoken(idle, "");
  const asked = post(on, QUERY);
  await until(() => answers.length === 1);
  const closed = opened.pop()?.close();
  answers[0]?.(REPLY);
  expect((await asked).body).toEqual(Buffer.from(REPLY));
  await closed;
});
