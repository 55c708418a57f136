/** Connections kept and lost, upstreams passed over and given up. */
import { describe, expect, test } from "vitest";
import { reply } from "../../chain/_test/messages.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { decodeMessage } from "../../dns/wire/decode.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import { ExchangeError } from "../../ports/exchange.ts";
import { answer, answerLine, Bench, REFUSED, WWW } from "./_test/bench.ts";
import { FORWARD_DEFAULTS } from "./settings.ts";

describe("connections", () => {
  test("are used again until they expire", async () => {
    const bench = new Bench({}, answer(1));
    await bench.ask(WWW);
    await bench.ask(WWW);
    expect(bench.exchange.connected).toHaveLength(1);
    await bench.clock.pass(10_001);
    await bench.ask(WWW);
    expect(bench.exchange.connected).toHaveLength(2);
    expect(bench.metrics.of("coredns_proxy_conn_cache_hits_total")).toEqual({ "forward,192.0.2.1:53,udp": 1 });
    expect(bench.metrics.of("coredns_proxy_conn_cache_misses_total")).toEqual({ "forward,192.0.2.1:53,udp": 2 });
  });

  test("grow no older than max_age", async () => {
    const bench = new Bench({ connections: { ...FORWARD_DEFAULTS.connections, maxAgeMs: 15_000 } }, answer(1));
    for (let at = 0; at < 4; at++) {
      await bench.ask(WWW);
      await bench.clock.pass(6000);
    }
    expect(bench.exchange.connected).toHaveLength(2);
  });

  test("that the upstream closed are replaced without a failure", async () => {
    const bench = new Bench({ maxConnectAttempts: 1 }, answer(1));
    await bench.ask(WWW, {}, { transport: "tcp" });
    let isFirst = true;
    bench.played[0] = (message) => {
      if (!isFirst) return encodeMessage(reply(decodeMessage(message), answer(1)));
      isFirst = false;
      return new ExchangeError("closed", "EOF");
    };
    expect((await bench.ask(WWW, {}, { transport: "tcp" })).rcode).toBe(Rcode.NOERROR);
    expect(bench.exchange.connected).toHaveLength(2);
  });

  test("are swept when idle, and closed at the stop", async () => {
    const bench = new Bench({}, answer(1));
    for (const upstream of bench.upstreams) upstream.start();
    await bench.ask(WWW);
    await bench.clock.pass(25_000);
    expect(bench.exchange.open.size).toBe(0);
    await bench.ask(WWW);
    for (const upstream of bench.upstreams) upstream.stop();
    expect(bench.exchange.open.size).toBe(0);
    expect(bench.clock.timers).toBe(0);
  });
});

describe("failures", () => {
  test("a dead upstream is passed over for the next", async () => {
    const bench = new Bench({}, REFUSED, answer(2));
    expect(await bench.answers(WWW)).toEqual([answerLine(2)]);
  });

  test("two attempts per upstream, then SERVFAIL with the last error", async () => {
    const bench = new Bench({ maxFails: 0 }, REFUSED, REFUSED);
    expect(await bench.ask(WWW)).toEqual({
      rcode: Rcode.SERVFAIL,
      error: { text: REFUSED.message },
      answeredBy: "forward",
    });
    expect(bench.exchange.asked).toHaveLength(4);
  });

  test("max_connect_attempts limits them", async () => {
    const bench = new Bench({ maxFails: 0, maxConnectAttempts: 1 }, REFUSED, answer(2));
    expect((await bench.ask(WWW)).rcode).toBe(Rcode.SERVFAIL);
  });

  test("without limit it is given up after five seconds", async () => {
    const bench = new Bench({ maxFails: 0, maxConnectAttempts: 0 }, "silence");
    const startMs = bench.clock.nowMs();
    expect((await bench.ask(WWW)).rcode).toBe(Rcode.SERVFAIL);
    expect(bench.clock.nowMs() - startMs).toBe(6000);
  });

  test("an upstream that fails its health checks is not asked until it answers again", async () => {
    const bench = new Bench({ maxFails: 1 }, REFUSED, answer(2));
    await bench.ask(WWW);
    await bench.clock.pass(2000);
    const before = bench.exchange.asked.filter((where) => where.includes("192.0.2.1:")).length;
    await bench.ask(WWW);
    expect(bench.exchange.asked.filter((where) => where.includes("192.0.2.1:")).length).toBe(before);
    bench.played[0] = answer(1);
    await bench.clock.pass(500);
    expect(await bench.answers(WWW)).toEqual([answerLine(1)]);
    expect(bench.metrics.of("coredns_proxy_healthcheck_failures_total")["forward,192.0.2.1:53"]).toBeGreaterThan(1);
  });

  test("all of them down: one is asked all the same", async () => {
    const bench = new Bench({ maxFails: 1 }, REFUSED, REFUSED);
    await bench.ask(WWW);
    await bench.clock.pass(2000);
    expect(await bench.ask(WWW)).toMatchObject({ error: { text: REFUSED.message } });
    expect(bench.metrics.of("coredns_forward_healthcheck_broken_total")[""]).toBeGreaterThan(0);
  });

  test("all of them down with failfast: no healthy proxies", async () => {
    const bench = new Bench({ maxFails: 1, failfast: true }, REFUSED, REFUSED);
    await bench.ask(WWW);
    await bench.clock.pass(2000);
    expect(await bench.ask(WWW)).toMatchObject({ rcode: Rcode.SERVFAIL, error: { text: "no healthy proxies" } });
  });

  test("more queries at a time than max_concurrent are refused", async () => {
    const bench = new Bench({ maxConcurrent: { limit: 1, text: "01" }, maxConnectAttempts: 1 }, "silence");
    const [first, second] = [bench.ask(WWW), bench.ask(WWW)];
    expect(await second).toMatchObject({
      rcode: Rcode.REFUSED,
      error: { text: "concurrent queries exceeded maximum 01" },
    });
    await first;
    expect((await bench.ask(WWW)).rcode).toBe(Rcode.SERVFAIL);
    expect(bench.metrics.of("coredns_forward_max_concurrent_rejects_total")).toEqual({ "": 1 });
  });
});
