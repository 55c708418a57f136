/** Upstreams over HTTPS and QUIC: what is sent, what is taken, and how connections are shared. */
import { describe, expect, test } from "vitest";
import { EDNS, query, reply } from "../../chain/_test/messages.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { decodeMessage } from "../../dns/wire/decode.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import { ExchangeError, type UpstreamEndpoint } from "../../ports/exchange.ts";
import { answer, answerLine, Bench, WWW } from "./_test/bench.ts";

describe.each(["https", "quic"] as const)("over %s", (over) => {
  test("a question has the ID 0, its reply the client's", async () => {
    const ids: number[] = [];
    const bench = new Bench({ over }, (message) => {
      ids.push(decodeMessage(message).id);
      return encodeMessage(reply(decodeMessage(message), answer(1)), { compress: true });
    });
    const { reply: came } = await bench.ask(WWW, { id: 77 });
    expect(came?.wire).toBeDefined();
    expect(came?.message).toMatchObject({ id: 77, rcode: Rcode.NOERROR });
    expect(ids).toEqual([0]);
  });

  test.each(["udp", "tcp"] as const)("the client's own transport (%s) counts for nothing", async (transport) => {
    const bench = new Bench({ over, forceTcp: true }, answer(1));
    await bench.ask(WWW, {}, { transport });
    expect(bench.exchange.asked).toEqual([`${over} 192.0.2.1:53`]);
  });

  test("all questions share a connection", async () => {
    const bench = new Bench({ over }, answer(1));
    await Promise.all([bench.ask(WWW), bench.ask(WWW), bench.ask(WWW)]);
    expect(bench.exchange.connected).toEqual([`${over} 192.0.2.1:53`]);
    expect(bench.exchange.asked).toHaveLength(3);
  });

  test("a reply longer than the client's buffer comes through whole", async () => {
    const many = Array.from({ length: 60 }, (_, at) => answerLine(at));
    const bench = new Bench({ over }, (message) => encodeMessage(reply(decodeMessage(message), { answer: many })));
    expect((await bench.ask(WWW)).reply?.message.answer).toHaveLength(60);
  });

  test("a reply that ends early is no message: the next upstream is asked", async () => {
    const cut = (message: Uint8Array): Uint8Array =>
      encodeMessage(reply(decodeMessage(message), answer(1))).slice(0, -1);
    const bench = new Bench({ over, maxFails: 0 }, cut, answer(2));
    expect(await bench.answers(WWW)).toEqual([answerLine(2)]);
  });

  test("a reply to another question is FORMERR", async () => {
    const bench = new Bench({ over }, (message) =>
      encodeMessage({ ...reply(decodeMessage(message)), question: query("mail.example.org. A").request.question }),
    );
    expect((await bench.ask(WWW)).reply?.message.rcode).toBe(Rcode.FORMERR);
  });

  test("a truncated reply is asked for again with prefer_udp, and passed on without", async () => {
    const bench = new Bench({ over, preferUdp: true }, { truncated: true });
    expect((await bench.ask(WWW)).reply?.message.truncated).toBe(true);
    expect(bench.exchange.asked).toHaveLength(2);
    const plain = new Bench({ over }, { truncated: true });
    await plain.ask(WWW);
    expect(plain.exchange.asked).toHaveLength(1);
  });

  test("silence ends an attempt, and health checks find out when it is over", async () => {
    const bench = new Bench({ over, maxConnectAttempts: 1 }, "silence");
    expect(await bench.ask(WWW)).toMatchObject({ rcode: Rcode.SERVFAIL });
    await bench.clock.pass(10_000);
    expect(bench.upstreams[0]?.isDown).toBe(true);
    bench.played[0] = {};
    await bench.clock.pass(5000);
    expect(bench.upstreams[0]?.isDown).toBe(false);
  });

  test("dnstap is told of the protocol below", async () => {
    const bench = new Bench({ over }, answer(1));
    const told: string[] = [];
    bench.taps.push({ isFull: false, nowMs: () => 0, send: ({ protocol }) => void told.push(protocol) });
    await bench.ask(WWW, {}, { transport: over === "https" ? "udp" : "tcp" });
    expect(new Set(told)).toEqual(new Set([over === "https" ? "tcp" : "udp"]));
    expect(told).toHaveLength(2);
  });

  test("each reply is counted with its time", async () => {
    const bench = new Bench({ over }, { rcode: Rcode.REFUSED });
    await bench.ask(WWW);
    const counted = bench.metrics.of("coredns_proxy_request_duration_seconds");
    expect(counted).toEqual({ "forward,192.0.2.1:53,REFUSED": 1 });
  });

  test("a stop closes what is open once nobody uses it", async () => {
    const bench = new Bench({ over }, (message) => ({
      afterMs: 500,
      reply: encodeMessage(reply(decodeMessage(message), answer(1))),
    }));
    const asked = bench.ask(WWW);
    await bench.clock.pass(100);
    for (const upstream of bench.upstreams) upstream.stop();
    expect((await asked).reply?.message.rcode).toBe(Rcode.NOERROR);
    expect(bench.exchange.open.size).toBe(0);
  });
});

describe("over HTTPS", () => {
  test("two seconds are all there are, whatever read_timeout says", async () => {
    const connections = { expireMs: 10_000, maxAgeMs: 0, maxIdle: 0, readTimeoutMs: 10_000, sourceAddress: undefined };
    const bench = new Bench({ over: "https", maxFails: 0, maxConnectAttempts: 1, connections }, "silence");
    const { told, done, notes } = bench.watch(WWW);
    await bench.clock.pass(1900);
    expect(told()).toMatch(/over HTTPS 2 s are allowed, whatever read_timeout says$/);
    await bench.clock.pass(200);
    expect(await done).toMatchObject({ rcode: Rcode.SERVFAIL });
    expect(notes).toContain("192.0.2.1:53 did not reply within 2000 ms, the limit over HTTPS");
  });

  test("a check asks with POST, on connections of its own, and takes any message", async () => {
    const methods: (string | undefined)[] = [];
    let isWell = false;
    const play = (message: Uint8Array, { https }: UpstreamEndpoint): Uint8Array => {
      methods.push(https?.method);
      return isWell ? message : Uint8Array.of(1, 2, 3);
    };
    const https = { method: "GET", host: "" } as const;
    const bench = new Bench({ over: "https", maxConnectAttempts: 1, https }, play);
    await bench.ask(WWW);
    await bench.clock.pass(100);
    expect(methods.slice(0, 2)).toEqual(["GET", "POST"]);
    expect(bench.exchange.connected).toHaveLength(2);
    await bench.clock.pass(2000);
    expect(bench.upstreams[0]?.isDown).toBe(true);
    isWell = true;
    await bench.clock.pass(1000);
    expect(bench.upstreams[0]?.isDown).toBe(false);
  });

  test("any ID comes back", async () => {
    const bench = new Bench({ over: "https" }, (message) =>
      encodeMessage({ ...reply(decodeMessage(message), answer(1)), id: 99 }),
    );
    expect((await bench.ask(WWW)).reply?.message).toMatchObject({ id: 4711, rcode: Rcode.NOERROR });
  });

  test("kept connections are not counted", async () => {
    const bench = new Bench({ over: "https" }, answer(1));
    await bench.ask(WWW);
    expect(bench.metrics.of("coredns_proxy_conn_cache_misses_total")).toEqual({});
  });
});

describe("over QUIC", () => {
  const kept = (over: object) => ({
    over: "quic" as const,
    connections: { expireMs: 10_000, maxAgeMs: 0, maxIdle: 0, readTimeoutMs: 2000, sourceAddress: undefined, ...over },
  });

  test("a connection is found again until it was idle for too long, or is too old", async () => {
    const idle = new Bench(kept({ expireMs: 3000 }), answer(1));
    const old = new Bench(kept({ expireMs: 3000, maxAgeMs: 5000 }), answer(1));
    for (const bench of [idle, old]) {
      for (const pauseMs of [2000, 2000, 2000, 4000]) {
        await bench.ask(WWW);
        await bench.clock.pass(pauseMs);
      }
      await bench.ask(WWW);
    }
    expect(idle.exchange.connected).toHaveLength(2);
    expect(old.exchange.connected).toHaveLength(3);
    expect(old.exchange.open.size).toBe(1);
    const label = "forward,192.0.2.1:53,quic";
    expect(idle.metrics.of("coredns_proxy_conn_cache_hits_total")).toEqual({ [label]: 3 });
    expect(idle.metrics.of("coredns_proxy_conn_cache_misses_total")).toEqual({ [label]: 2 });
  });

  test("expire 0 keeps a connection for those who use it at once only", async () => {
    const bench = new Bench(kept({ expireMs: 0 }), answer(1));
    await bench.ask(WWW);
    await bench.ask(WWW);
    expect(bench.exchange.connected).toHaveLength(2);
  });

  test("a failed dial is everybody's who waits for it, one after the other", async () => {
    const bench = new Bench({ over: "quic", maxFails: 0, maxConnectAttempts: 1 }, answer(1));
    const refused = new ExchangeError("timeout", "context deadline exceeded");
    const dialled: number[] = [];
    bench.exchange.connect = () => {
      dialled.push(bench.clock.monotonicMs());
      return new Promise((_, reject) => bench.clock.after(1000, () => reject(refused)));
    };
    const outcomes = await Promise.all([bench.ask(WWW), bench.ask(WWW)]);
    expect(outcomes.map(({ error }) => error?.text)).toEqual([refused.message, refused.message]);
    expect(dialled).toHaveLength(2);
  });

  const broken: Readonly<Record<string, readonly [(message: Uint8Array) => Uint8Array, string]>> = {
    "a reply with an ID": [
      (message) => encodeMessage({ ...reply(decodeMessage(message), answer(1)), id: 9 }),
      "DNS-over-QUIC protocol error: response message ID is 9, want 0",
    ],
    "what is no message": [
      () => Uint8Array.of(0, 0, 3),
      "DNS-over-QUIC protocol error: invalid DNS response: bad header bits: dns: overflow unpacking uint16",
    ],
  };
  test.each(Object.entries(broken))("%s ends the connection with an error of the protocol", async (_, [play, text]) => {
    const bench = new Bench({ over: "quic", maxFails: 0, maxConnectAttempts: 1 }, play);
    expect(await bench.ask(WWW)).toMatchObject({ rcode: Rcode.SERVFAIL, error: { text } });
    expect(bench.exchange.closedWith).toEqual([2]);
    await bench.ask(WWW);
    expect(bench.exchange.connected).toHaveLength(2);
  });

  test.each(["AXFR", "IXFR"])("%s is not asked for: NOTIMP", async (type) => {
    const bench = new Bench({ over: "quic" }, answer(1));
    expect(await bench.ask(`example.org. ${type}`)).toMatchObject({
      rcode: Rcode.NOTIMP,
      error: {
        text: "proxy: unsupported request: zone transfers over DoQ require multi-message response support",
      },
    });
    expect(bench.exchange.asked).toEqual([]);
  });

  test("the keepalive of TCP stays here, other options go along", async () => {
    const codes: number[] = [];
    const bench = new Bench({ over: "quic" }, (message) => {
      codes.push(...(decodeMessage(message).edns?.options.map(({ code }) => code) ?? []));
      return encodeMessage(reply(decodeMessage(message), answer(1)));
    });
    const options = [3, 11, 10].map((code) => ({ code, data: new Uint8Array(code === 10 ? 8 : 0) }));
    await bench.ask(WWW, { edns: { ...EDNS, options } });
    expect(codes).toEqual([3, 10]);
  });
});

describe("a certificate that is not taken is explained", () => {
  const FAULT = "tls: failed to verify certificate: x509: ";
  const cases: Readonly<Record<string, readonly [serverName: string | undefined, fault: string, note: string]>> = {
    "without a server name": [
      undefined,
      "cannot validate certificate for 192.0.2.1 because it doesn't contain any IP SANs",
      "the certificate of 192.0.2.1:53 names no address, and without tls_servername the address is what it must name",
    ],
    "with one that it does not have": [
      "dns.example.org",
      "certificate is valid for dns.example.net, not dns.example.org",
      "dns.example.org, the server name that the line sets for 192.0.2.1:53, is not in its certificate",
    ],
  };
  test.each(Object.entries(cases))("%s", async (_, [serverName, fault, note]) => {
    const named = serverName === undefined ? {} : { serverName };
    const bench = new Bench({ over: "quic", maxFails: 0, ...named }, new ExchangeError("other", `${FAULT}${fault}`));
    const { done, notes } = bench.watch(WWW);
    await bench.clock.pass(100);
    await done;
    expect(notes).toContain(note);
  });
});
