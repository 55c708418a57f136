/** Upstreams asked, passed over and given up, under a clock that stands still. */
import { describe, expect, test } from "vitest";
import { EDNS, lines, nextOf, query, type ReplyLines, reply } from "../../chain/_test/messages.ts";
import type { Outcome } from "../../chain/outcome.ts";
import { SILENT } from "../../chain/why.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { canonical, ROOT, readName } from "../../dns/name/name.ts";
import { decodeMessage } from "../../dns/wire/decode.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import { FakeClock } from "../../ports/_test/fake-clock.ts";
import { FakeExchange, type FakeReply } from "../../ports/_test/fake-exchange.ts";
import { FakeMetrics } from "../../ports/_test/fake-metrics.ts";
import { fakeRandom } from "../../ports/_test/fake-random.ts";
import { ExchangeError } from "../../ports/exchange.ts";
import { readAddresses } from "./address.ts";
import { createForward } from "./handler.ts";
import { createForwardCounters } from "./metrics.ts";
import { FORWARD_DEFAULTS, type ForwardSettings } from "./settings.ts";
import { Upstream } from "./upstream.ts";

const REFUSED = new ExchangeError("refused", "read udp 127.0.0.1:1->192.0.2.1:53: read: connection refused");
const WWW = "www.example.org. A";

function zone(text: string) {
  const name = readName(text);
  if (name === undefined) throw new Error(`no zone: ${text}`);
  return canonical(name);
}

type Played = ReplyLines | "silence" | ExchangeError | ((message: Uint8Array, transport: string) => FakeReply);
type Settings = Partial<ForwardSettings>;

const health = { intervalMs: 500, recursionDesired: true, domain: ROOT };

/** A forward to upstreams 192.0.2.1, 192.0.2.2 and so on. */
class Bench {
  readonly clock = new FakeClock();
  readonly metrics = new FakeMetrics();
  readonly exchange: FakeExchange;
  readonly upstreams: Upstream[] = [];
  readonly played: Played[];
  readonly #serve: (asked: ReturnType<typeof query>) => Outcome | Promise<Outcome>;

  constructor(settings: Settings, ...played: Played[]) {
    this.played = played;
    this.exchange = new FakeExchange(this.clock, (message, { address, transport }) => {
      const asked = decodeMessage(message);
      const play = this.played[Number(address.split(".").at(-1)) - 1] ?? "silence";
      if (typeof play === "function") return play(message, transport);
      if (play === "silence" || play instanceof ExchangeError) return play;
      return encodeMessage(reply(asked, play), { compress: true });
    });
    const all: ForwardSettings = { ...FORWARD_DEFAULTS, from: ROOT, health, policy: "sequential", ...settings };
    const random = fakeRandom();
    const counters = createForwardCounters(this.metrics);
    for (const address of readAddresses(played.map((_, at) => `192.0.2.${at + 1}:53`))) {
      this.upstreams.push(
        new Upstream(address, all, {
          clock: this.clock,
          random,
          exchange: this.exchange,
          counters: counters.of(address.text),
        }),
      );
    }
    const handler = createForward(all, { clock: this.clock, random, counters, upstreams: this.upstreams });
    const next = nextOf(() => ({ rcode: Rcode.NOERROR, answeredBy: "next" }), "forward");
    this.#serve = (asked) => handler.serve(asked, next, SILENT);
  }

  async ask(
    question: string,
    fields: Parameters<typeof query>[1] = {},
    arrival: Parameters<typeof query>[2] = {},
  ): Promise<Outcome> {
    const asked = Promise.resolve(this.#serve(query(question, fields, arrival)));
    let outcome: Outcome | undefined;
    asked.then((came) => {
      outcome = came;
    });
    for (let waited = 0; outcome === undefined && waited < 20_000; waited += 100) await this.clock.pass(100);
    return asked;
  }

  async answers(question: string): Promise<readonly string[]> {
    return lines((await this.ask(question)).reply?.message.answer ?? []);
  }
}

const answer = (last: number): ReplyLines => ({ answer: [`www.example.org. 30 IN A 198.51.100.${last}`] });
const answerLine = (last: number): string => `www.example.org. 30 IN A 198.51.100.${last}`;

describe("which queries are forwarded", () => {
  const settings = { from: zone("example.org."), except: [zone("sub.example.org."), zone("example.org.")] };
  test.each([
    ["www.example.org. A", "next"],
    ["sub.example.org. A", "next"],
    ["deep.sub.example.org. A", "next"],
    ["example.org. A", "forward"],
    ["example.net. A", "next"],
  ])("FROM example.org except itself and sub: %s goes to %s", async (question, by) => {
    const bench = new Bench(settings, { rcode: Rcode.NXDOMAIN });
    expect((await bench.ask(question)).answeredBy).toBe(by);
  });
});

describe("policies", () => {
  const order = async (policy: ForwardSettings["policy"], times: number): Promise<readonly string[]> => {
    const bench = new Bench({ policy }, answer(1), answer(2), answer(3));
    for (let at = 0; at < times; at++) await bench.ask(WWW);
    return bench.exchange.asked.map((where) => where.slice("udp 192.0.2.".length, -3));
  };
  test("sequential asks the first", async () => expect(await order("sequential", 3)).toEqual(["1", "1", "1"]));
  test("round_robin starts with the second", async () =>
    expect(await order("round_robin", 4)).toEqual(["2", "3", "1", "2"]));
  test("random goes by chance", async () => expect(await order("random", 1)).toEqual(["1"]));
});

describe("replies", () => {
  test("go to the client as the bytes that came, with the client's ID", async () => {
    const bench = new Bench({}, answer(1));
    const { reply: came } = await bench.ask(WWW, { id: 77 });
    expect(came?.wire).toBeDefined();
    expect(came?.message).toMatchObject({ id: 77, rcode: Rcode.NOERROR });
  });

  const odd: Readonly<
    Record<string, readonly [ReplyLines | ((message: Uint8Array) => Uint8Array), { readonly rcode: number }]>
  > = {
    "to another question are FORMERR": [
      (message) =>
        encodeMessage({ ...reply(decodeMessage(message)), question: query("mail.example.org. A").request.question }),
      { rcode: Rcode.FORMERR },
    ],
    "that are questions are FORMERR": [(message) => message, { rcode: Rcode.FORMERR }],
    "with another case of letters are taken": [
      (message) =>
        encodeMessage({ ...reply(decodeMessage(message)), question: query("WWW.example.ORG. A").request.question }),
      { rcode: Rcode.NOERROR },
    ],
    "with an extended RCODE keep it": [{ rcode: Rcode.BADVERS, edns: EDNS }, { rcode: Rcode.BADVERS }],
    "with types that are not looked into are decoded": [
      { answer: ['www.example.org. 30 IN TXT "a"'] },
      { rcode: Rcode.NOERROR },
    ],
  };
  test.each(Object.entries(odd))("%s", async (_, [played, expected]) => {
    const bench = new Bench({}, played);
    const { reply: came } = await bench.ask(WWW);
    expect(came?.message).toMatchObject(expected);
    expect(came?.message.id).toBe(4711);
  });

  test("longer than the client's buffer are cut down to a truncated header", async () => {
    const many = Array.from({ length: 60 }, (_, at) => answerLine(at));
    const bench = new Bench({}, (message) => encodeMessage(reply(decodeMessage(message), { answer: many })));
    const { reply: came } = await bench.ask(WWW);
    expect(came?.message).toMatchObject({ truncated: true, answer: [], id: 4711 });
  });

  test("that end in the middle of a record are cut down as well", async () => {
    const bench = new Bench({}, (message) => encodeMessage(reply(decodeMessage(message), answer(1))).slice(0, -1));
    expect((await bench.ask(WWW)).reply?.message).toMatchObject({ truncated: true, answer: [] });
  });

  test("that are no message make the next upstream be asked", async () => {
    const bench = new Bench({}, (message) => Uint8Array.from([...message.slice(0, 12), 0x80, 0]), answer(2));
    expect(await bench.answers(WWW)).toEqual([answerLine(2)]);
  });

  test("with another ID are not waited for to be the right one", async () => {
    const bench = new Bench({ maxConnectAttempts: 1 }, (message) => Uint8Array.from([1, 2, ...message.slice(2)]));
    expect(await bench.ask(WWW)).toMatchObject({
      rcode: Rcode.SERVFAIL,
      error: { text: "read udp 192.0.2.1:53: i/o timeout" },
    });
  });
});

describe("transports", () => {
  const cases: Readonly<Record<string, readonly [Settings, "udp" | "tcp", readonly string[]]>> = {
    "as the client came: udp": [{}, "udp", ["udp 192.0.2.1:53"]],
    "as the client came: tcp": [{}, "tcp", ["tcp 192.0.2.1:53"]],
    force_tcp: [{ forceTcp: true }, "udp", ["tcp 192.0.2.1:53"]],
    prefer_udp: [{ preferUdp: true }, "tcp", ["udp 192.0.2.1:53"]],
    "force_tcp before prefer_udp": [{ preferUdp: true, forceTcp: true }, "udp", ["tcp 192.0.2.1:53"]],
  };
  test.each(Object.entries(cases))("%s", async (_, [settings, transport, asked]) => {
    const bench = new Bench(settings, answer(1));
    await bench.ask(WWW, {}, { transport });
    expect(bench.exchange.asked).toEqual(asked);
  });

  const cutOverUdp = (message: Uint8Array, transport: string): Uint8Array =>
    encodeMessage(reply(decodeMessage(message), transport === "udp" ? { truncated: true } : answer(1)));
  test("a truncated reply is passed on", async () => {
    const bench = new Bench({}, cutOverUdp);
    expect((await bench.ask(WWW)).reply?.message.truncated).toBe(true);
  });
  test("a truncated reply is asked for again over TCP with prefer_udp", async () => {
    const bench = new Bench({ preferUdp: true }, cutOverUdp);
    expect(await bench.answers(WWW)).toEqual([answerLine(1)]);
    expect(bench.exchange.asked).toEqual(["udp 192.0.2.1:53", "tcp 192.0.2.1:53"]);
  });
});

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

describe("codes that lead on", () => {
  const refusal = { rcode: Rcode.REFUSED };
  const cases: Readonly<Record<string, readonly [Settings, ReplyLines, string, number]>> = {
    "failover asks the next upstream": [{ failoverRcodes: [Rcode.REFUSED] }, refusal, "forward", Rcode.NOERROR],
    "without failover the code is final": [{}, refusal, "forward", Rcode.REFUSED],
    "next asks the next forward": [{ nextRcodes: [Rcode.REFUSED] }, refusal, "next", Rcode.NOERROR],
    "next_on_nodata asks the next forward": [{ nextOnNodata: true }, {}, "next", Rcode.NOERROR],
    "next_on_nodata is for NOERROR only": [{ nextOnNodata: true }, refusal, "forward", Rcode.REFUSED],
  };
  test.each(Object.entries(cases))("%s", async (_, [settings, played, by, rcode]) => {
    const bench = new Bench(settings, played, answer(2));
    const outcome = await bench.ask(WWW);
    expect(outcome.answeredBy).toBe(by);
    expect(outcome.reply?.message.rcode ?? outcome.rcode).toBe(rcode);
  });

  test("failover ends with the last upstream's reply", async () => {
    const bench = new Bench({ failoverRcodes: [Rcode.REFUSED] }, refusal, refusal);
    expect((await bench.ask(WWW)).reply?.message.rcode).toBe(Rcode.REFUSED);
    expect(bench.exchange.asked).toHaveLength(2);
  });
});
