/** DNS over QUIC on real sockets: errors as in CoreDNS, limits, and clients that never finish. */
import { createSocket } from "node:dgram";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it, test } from "vitest";
import { EDNS, request } from "../../../lib/chain/_test/messages.ts";
import type { Arrival } from "../../../lib/chain/arrival.ts";
import { encodeMessage } from "../../../lib/dns/wire/encode.ts";
import { framed } from "../../../lib/dns/wire/message-stream.ts";
import { FakeMetrics } from "../../../lib/ports/_test/fake-metrics.ts";
import type { ListenerSettings } from "../../../lib/set-up/listeners.ts";
import { TestAuthority } from "../../_test/key-pairs.ts";
import type { QuicConnection } from "../../quic/quic-connection.ts";
import { missingQuic } from "../../quic/quiche.ts";
import { type ClientOptions, quicClient, type Seen } from "../_test/quic-client.ts";
import { SETTINGS } from "../_test/settings.ts";
import type { Answerer, Listener } from "../listener.ts";
import { listenQuic } from "./quic.ts";

const authority = new TestAuthority();
const server = authority.signed("dns.example.org");
const friend = authority.signed("friend.example.org");
const stranger = new TestAuthority("others").signed("stranger.example.org");

const opened: Listener[] = [];
const clients: Seen[] = [];
const failures: unknown[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await Promise.all(opened.splice(0).map((listener) => listener.close()));
  failures.length = 0;
});

const question = encodeMessage(request("www.example.org. A", { id: 0 }));
const query = framed(question);
const reverse: Answerer = (bytes) => bytes.slice().reverse();
const reversed = `${Buffer.from(framed(question.slice().reverse())).toString("hex")} fin`;

function settings(more: Partial<ListenerSettings> = {}, clientAuth = "nocert"): ListenerSettings {
  const material = { kind: "tls", pair: server.pair, authorities: [authority.der] } as const;
  const limits = { ...SETTINGS.limits, readTimeoutMs: 300 };
  return { ...SETTINGS, limits, tls: { clientAuth, material, acme: "" }, ...more };
}

async function listen(answer: Answerer, own = settings(), metrics = new FakeMetrics()): Promise<number> {
  const options = {
    place: { address: "127.0.0.1", port: 0 },
    server: "quic://:853",
    answer,
    failed: (error: unknown) => void failures.push(error),
    graceMs: 50,
    metrics,
    nowMs: () => performance.now(),
  };
  const listener = await listenQuic(options, () => own);
  opened.push(listener);
  return listener.bound.port;
}

async function client(port: number, more: Partial<ClientOptions> = {}): Promise<Seen> {
  const one = await quicClient({ port, protocol: "doq", authority: authority.cert, ...more });
  clients.push(one);
  return one;
}

const keepalive = encodeMessage(
  request("www.example.org. A", { id: 0, edns: { ...EDNS, options: [{ code: 11, data: new Uint8Array(0) }] } }),
);

/** What a client does, and what becomes of its first stream or its connection in CoreDNS 1.15.0. */
const cases: Readonly<Record<string, readonly [(connection: QuicConnection) => void, string | number]>> = {
  "a query": [(one) => one.write(0, query, true), reversed],
  "a query on a stream that stays open": [(one) => one.write(0, query, false), reversed],
  "what comes behind a query": [(one) => one.write(0, Buffer.concat([query, query]), true), reversed],
  "a query with an ID": [(one) => one.write(0, framed(Uint8Array.from(question, (o, at) => o | +(at === 0))), true), 2],
  "the option that keeps TCP alive": [(one) => one.write(0, framed(keepalive), true), 2],
  "a length of 0": [(one) => one.write(0, new Uint8Array(2), false), 2],
  "no octet at all": [(one) => one.write(0, new Uint8Array(0), true), 2],
  "half a length": [(one) => one.write(0, query.subarray(0, 1), true), 2],
  "half a query": [(one) => one.write(0, query.subarray(0, 20), true), 2],
  "half a query, and silence": [(one) => one.write(0, query.subarray(0, 20), false), " reset"],
};

describe.skipIf(missingQuic() !== undefined)("a client over QUIC", () => {
  test.each(Object.entries(cases))("%s", async (_, [act, expected]) => {
    const one = await client(await listen(reverse));
    act(one.connection);
    await one.until((seen) => /fin|reset/.test(seen.stream(0)));
    expect(typeof expected === "number" ? one.ended : one.stream(0)).toBe(expected);
  });

  it("that is too slow with one query has its others answered", async () => {
    const one = await client(await listen(reverse));
    one.connection.write(0, query.subarray(0, 5), false);
    await one.until((seen) => seen.stream(0) !== "");
    one.connection.write(0, query.subarray(5), true);
    one.connection.write(4, query, true);
    await one.until((seen) => seen.stream(4).endsWith("fin"));
    expect([one.stream(0), one.stream(4), one.ended]).toEqual([" reset", reversed, undefined]);
  });

  it("that gives one query up has its others answered", async () => {
    const one = await client(await listen(reverse));
    one.connection.write(0, query.subarray(0, 5), false);
    one.connection.reset(0, 5);
    one.connection.write(4, query, true);
    await one.until((seen) => seen.stream(4).endsWith("fin"));
    expect(one.stream(4)).toBe(reversed);
  });

  it("is ended when the server rejects what it sends", async () => {
    const reject: Answerer = (_bytes, _arrival, place) => void place.rejected?.();
    const one = await client(await listen(reject));
    one.connection.write(0, query, true);
    await one.until(() => false);
    expect(one.ended).toBe(2);
  });

  it("says who it is, and by which name it asks", async () => {
    const arrivals: Arrival[] = [];
    const answer: Answerer = (bytes, arrival) => {
      arrivals.push(arrival);
      return bytes.slice();
    };
    const port = await listen(answer, settings({}, "require_and_verify"));
    const one = await client(port, { certificate: friend });
    one.connection.write(0, query, true);
    await one.until((seen) => seen.stream(0).endsWith("fin"));
    expect(arrivals).toMatchObject([
      { transport: "quic", server: "quic://:853", tls: { serverName: "dns.example.org" }, local: { port } },
    ]);
    const tls = arrivals[0]?.transport === "quic" ? arrivals[0].tls : undefined;
    expect(Buffer.from(tls?.clientCertificate ?? [])).toEqual(Buffer.from(friend.pair.chain[0] ?? []));
  });

  it.each([
    ["nocert", "none", true],
    ["request", "none", true],
    ["verify_if_given", "none", true],
    ["require", "none", false],
    ["require", "stranger", true],
    ["require_and_verify", "none", false],
    ["require_and_verify", "stranger", false],
    ["require_and_verify", "friend", true],
  ])("with client_auth %s and the certificate of %s: let in is %s", async (clientAuth, who, isIn) => {
    const certificate = { none: undefined, friend, stranger }[who];
    const port = await listen(reverse, settings({}, clientAuth));
    const one = await client(port, certificate === undefined ? {} : { certificate });
    one.connection.write(0, query, true);
    await one.until((seen) => seen.stream(0).endsWith("fin"));
    expect(one.stream(0)).toBe(isIn ? reversed : "");
  });

  it("that speaks another protocol is turned away", async () => {
    const one = await client(await listen(reverse), { protocol: "h3" });
    expect(one.ended).toBe(0x178);
  });
});

describe.skipIf(missingQuic() !== undefined)("a listener over QUIC", () => {
  it("answers as many queries as come on one connection", async () => {
    const one = await client(await listen(async (bytes) => bytes.slice().reverse()));
    for (let stream = 0; stream < 400; stream += 4) one.connection.write(stream, query, true);
    await one.until((seen) => seen.stream(396).endsWith("fin"));
    for (let stream = 0; stream < 400; stream += 4) expect(one.stream(stream)).toBe(reversed);
  });

  it("sends a reply that is larger than a datagram", async () => {
    const large = new Uint8Array(60_000).fill(7);
    const one = await client(await listen(() => large));
    one.connection.write(0, query, true);
    await one.until((seen) => seen.stream(0).endsWith("fin"));
    expect(one.stream(0)).toBe(`${Buffer.from(framed(large)).toString("hex")} fin`);
  });

  it("turns a client away that is too many", async () => {
    const port = await listen(reverse, settings({ quic: { maxConnections: 1, maxStreams: 8, workers: 8 } }));
    await client(port);
    const second = await client(port);
    await second.until(() => false);
    expect([second.ended, Buffer.from(second.connection.peerError?.reason ?? []).toString()]).toEqual([
      0,
      "too many connections",
    ]);
  });

  it("lets queries wait for a worker, in all connections together", async () => {
    const underWay: (() => void)[] = [];
    const answer: Answerer = (bytes) => new Promise((resolve) => underWay.push(() => resolve(bytes.slice().reverse())));
    const port = await listen(answer, settings({ quic: { maxConnections: 0, maxStreams: 8, workers: 1 } }));
    const [one, other] = [await client(port), await client(port)];
    one.connection.write(0, query, true);
    await one.until(() => underWay.length === 1);
    other.connection.write(0, query, true);
    await sleep(100);
    expect(underWay).toHaveLength(1);
    underWay[0]?.();
    await one.until((seen) => seen.stream(0).endsWith("fin"));
    await other.until(() => underWay.length === 2);
    underWay[1]?.();
    await other.until((seen) => seen.stream(0).endsWith("fin"));
    expect([one.stream(0), other.stream(0)]).toEqual([reversed, reversed]);
  });

  it("counts what it says", async () => {
    const metrics = new FakeMetrics();
    const one = await client(await listen(reverse, settings(), metrics));
    one.connection.write(0, query, true);
    await one.until((seen) => seen.stream(0).endsWith("fin"));
    one.connection.write(4, new Uint8Array(2), true);
    await one.until(() => false);
    expect(metrics.of("coredns_dns_quic_responses_total")).toEqual({ "quic://:853,0x0": 1, "quic://:853,0x2": 1 });
  });

  it("outlives octets that are no QUIC, and offers its versions", async () => {
    const port = await listen(reverse);
    const socket = createSocket("udp4");
    const answer = new Promise<Buffer>((resolve) => socket.once("message", resolve));
    for (let length = 0; length < 100; length++) socket.send(Buffer.alloc(length, 0xc3), port, "127.0.0.1");
    const unknown = Buffer.alloc(1200);
    unknown.set([0xc0, 0x1a, 0x2a, 0x3a, 0x4a, 8, 1, 2, 3, 4, 5, 6, 7, 8, 4, 1, 1, 1, 1]);
    socket.send(unknown, port, "127.0.0.1");
    const offered = await answer;
    socket.close();
    expect([offered.readUInt32BE(1), offered.includes(Buffer.from([0, 0, 0, 1]))]).toEqual([0, true]);
    const one = await client(port);
    one.connection.write(0, query, true);
    await one.until((seen) => seen.stream(0).endsWith("fin"));
    expect([one.stream(0), failures]).toEqual([reversed, []]);
  });

  it("asks clients for proof when too many have said hello and nothing else", async () => {
    const port = await listen(reverse);
    const socket = createSocket("udp4");
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
    for (let at = 0; at < 100; at++) socket.send(hello(at), port, "127.0.0.1");
    await sleep(200);
    const one = await client(port);
    one.connection.write(0, query, true);
    await one.until((seen) => seen.stream(0).endsWith("fin"));
    socket.close();
    expect(one.stream(0)).toBe(reversed);
  });
});

/** The head of a first datagram, and nothing that can be read. */
function hello(number: number): Buffer {
  const datagram = Buffer.alloc(1200, number);
  datagram.set([0xc0, 0, 0, 0, 1, 8, number, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0x44, 0x90]);
  return datagram;
}
