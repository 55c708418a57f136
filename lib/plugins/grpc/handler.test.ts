/** Which queries go to upstreams over gRPC, in which order, and what becomes of replies and failures. */
import { describe, expect, test } from "vitest";
import { nextOf, query, type ReplyLines, reply } from "../../chain/_test/messages.ts";
import type { Outcome } from "../../chain/outcome.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { canonical, readName } from "../../dns/name/name.ts";
import { decodeMessage } from "../../dns/wire/decode.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import type { Why } from "../../explanation/why.ts";
import { sentenceText } from "../../explanation/words.ts";
import { FakeClock } from "../../ports/_test/fake-clock.ts";
import { FakeExchange, type FakeReply } from "../../ports/_test/fake-exchange.ts";
import { FakeMetrics } from "../../ports/_test/fake-metrics.ts";
import { fakeRandom } from "../../ports/_test/fake-random.ts";
import { type Exchange, ExchangeError, RpcError } from "../../ports/exchange.ts";
import { Channel } from "./channel.ts";
import { createGrpc, type GrpcSettings } from "./handler.ts";
import { createGrpcCounters } from "./metrics.ts";
import { Upstream } from "./upstream.ts";

const WWW = "www.example.org. A";
const NXDOMAIN: ReplyLines = { rcode: Rcode.NXDOMAIN };
const DOWN = new RpcError("Unavailable", "error reading from server: EOF");
const answer = (last: number): ReplyLines => ({ answer: [`www.example.org. 30 IN A 198.51.100.${last}`] });

function zone(text: string) {
  const name = readName(text);
  if (name === undefined) throw new Error(`no zone: ${text}`);
  return canonical(name);
}

type Played = ReplyLines | "silence" | ExchangeError | ((message: Uint8Array) => FakeReply);

/** A grpc to upstreams 192.0.2.1, 192.0.2.2 and so on. */
class Bench {
  readonly clock = new FakeClock();
  readonly metrics = new FakeMetrics();
  readonly exchange: FakeExchange;
  readonly upstreams: readonly Upstream[];
  readonly notes: string[] = [];
  verdict: string | undefined;
  readonly #serve: (question: string) => Promise<Outcome>;

  constructor(settings: Partial<GrpcSettings>, ...played: Played[]) {
    this.exchange = new FakeExchange(this.clock, (message, { address }) => {
      const play = played[Number(address.split(".").at(-1)) - 1] ?? "silence";
      if (typeof play === "function") return play(message);
      if (play === "silence" || play instanceof ExchangeError) return play;
      return encodeMessage(reply(decodeMessage(message), play), { compress: true });
    });
    const { clock } = this;
    const random = fakeRandom();
    const countersOf = createGrpcCounters(this.metrics);
    this.upstreams = played.map((_, at) => {
      const address = `192.0.2.${at + 1}`;
      const target = { kind: "address", address, port: 53 } as const;
      const channel = new Channel(target, { clock, random, exchange: this.exchange, tls: undefined });
      return new Upstream(`${address}:53`, { channel, clock, count: countersOf(`${address}:53`) });
    });
    const all = { from: zone("."), except: [], policy: "sequential", fallthrough: { zones: [] }, ...settings } as const;
    const handler = createGrpc(all, { clock, random, upstreams: this.upstreams });
    const next = nextOf(() => ({ rcode: Rcode.NOERROR, answeredBy: "next" }), "whoami");
    const pen: Why = {
      uses() {},
      nests() {},
      because: (verdict, sentence) => {
        this.verdict = `${verdict}: ${sentenceText(sentence)}`;
      },
      back() {},
      asks() {},
      waits() {},
      note: (sentence) => void this.notes.push(sentenceText(sentence)),
    };
    this.#serve = async (question) => handler.serve(query(question), next, pen);
  }

  async ask(question: string): Promise<Outcome> {
    let outcome: Outcome | undefined;
    const asked = this.#serve(question).then((came) => {
      outcome = came;
      return came;
    });
    for (let waited = 0; outcome === undefined && waited < 20_000; waited += 100) await this.clock.pass(100);
    return asked;
  }
}

describe("which queries are asked for", () => {
  const settings = { from: zone("example.org."), except: [zone("example.org.")] };
  test.each([
    ["sub.example.org. A", "next"],
    ["example.org. A", "grpc"],
    ["example.net. A", "next"],
  ])("%s goes to %s", async (question, by) =>
    expect((await new Bench(settings, answer(1)).ask(question)).answeredBy).toBe(by),
  );
});

describe("upstreams", () => {
  test("are asked over one connection each", async () => {
    const bench = new Bench({ policy: "round_robin" }, answer(1), answer(2));
    for (let times = 0; times < 4; times++) await bench.ask(WWW);
    expect(bench.exchange.asked).toEqual([2, 1, 2, 1].map((last) => `grpc 192.0.2.${last}:53`));
    expect(bench.exchange.connected).toEqual(["grpc 192.0.2.2:53", "grpc 192.0.2.1:53"]);
  });
  test("that fail are passed over, and it is told", async () => {
    const bench = new Bench({}, DOWN, answer(2));
    expect((await bench.ask(WWW)).reply?.message.answer).toHaveLength(1);
    expect(bench.notes).toEqual([
      "policy sequential: upstreams are asked in the order of the line, and 192.0.2.1:53 is number 1 of 2",
      "192.0.2.1:53 gave no reply: rpc error: code = Unavailable desc = error reading from server: EOF",
      "192.0.2.2:53 is asked because those that policy sequential put before it gave no reply to take",
    ]);
    expect(bench.verdict).toMatch(/^answered: 192\.0\.2\.2:53 replied NOERROR over gRPC after \d+ ms, on attempt 2$/);
  });
  test("that all fail are SERVFAIL with the last error", async () => {
    const bench = new Bench({}, DOWN, new RpcError("Internal", "no"));
    expect(await bench.ask(WWW)).toMatchObject({
      rcode: Rcode.SERVFAIL,
      error: { text: "rpc error: code = Internal desc = no" },
    });
    expect(bench.verdict).toBe("failed: no upstream replied after 2 attempts: rpc error: code = Internal desc = no");
  });
  test("that keep silent take five seconds together", async () => {
    const bench = new Bench({}, "silence", answer(2));
    const startMs = bench.clock.monotonicMs();
    expect((await bench.ask(WWW)).rcode).toBe(Rcode.SERVFAIL);
    expect(bench.clock.monotonicMs() - startMs).toBe(5000);
    expect(bench.exchange.asked).toEqual(["grpc 192.0.2.1:53"]);
  });
});

describe("replies", () => {
  const wrong = (message: Uint8Array) =>
    encodeMessage({ ...reply(decodeMessage(message)), question: query("mail.example.org. A").request.question });
  test.each([
    ["to another question", wrong, Rcode.FORMERR],
    ["that are questions", (message: Uint8Array) => message, Rcode.FORMERR],
    ["that are NXDOMAIN", NXDOMAIN, Rcode.NXDOMAIN],
    ["that are the status NotFound", new RpcError("NotFound", "no such name"), Rcode.NXDOMAIN],
  ])("%s", async (_, played, rcode) => expect((await new Bench({}, played).ask(WWW)).reply?.message.rcode).toBe(rcode));
  test("that are no message lead to the next upstream", async () => {
    const bench = new Bench({}, () => Uint8Array.of(1, 2, 3), answer(2));
    expect((await bench.ask(WWW)).reply?.message.answer).toHaveLength(1);
  });
  test("are counted by upstream and code, failures are not", async () => {
    const bench = new Bench({}, DOWN, NXDOMAIN);
    await bench.ask(WWW);
    expect(bench.metrics.of("coredns_grpc_requests_total")).toEqual({ "192.0.2.2:53": 1 });
    expect(bench.metrics.of("coredns_grpc_responses_total")).toEqual({ "NXDOMAIN,192.0.2.2:53": 1 });
  });
});

describe("fallthrough", () => {
  const everywhere = { fallthrough: { zones: [zone(".")] } };
  const elsewhere = { fallthrough: { zones: [zone("example.net.")] } };
  test.each([
    ["NXDOMAIN", new Bench(everywhere, NXDOMAIN), "next"],
    ["NXDOMAIN of another zone", new Bench(elsewhere, NXDOMAIN), "grpc"],
    ["NOERROR without an answer", new Bench(everywhere, {}), "grpc"],
    ["a failure", new Bench(everywhere, DOWN), "next"],
    ["a failure of another zone", new Bench(elsewhere, DOWN), "grpc"],
  ])("of %s", async (_, bench, by) => expect((await bench.ask(WWW)).answeredBy).toBe(by));
});

describe("a connection that fails", () => {
  /** Upstreams that refuse so many times before they take anybody. */
  class Refusing implements Exchange {
    dialled = 0;
    readonly #base: Exchange;
    readonly #times: number;

    constructor(base: Exchange, times: number) {
      this.#base = base;
      this.#times = times;
    }

    async connect(...to: Parameters<Exchange["connect"]>): ReturnType<Exchange["connect"]> {
      if (this.dialled++ < this.#times) throw new ExchangeError("refused", "connection error: desc = no");
      return this.#base.connect(...to);
    }
  }

  test("fails calls at once, and is tried again in the background after a longer and longer while", async () => {
    const clock = new FakeClock();
    const refusing = new Refusing(new FakeExchange(clock, () => "silence"), 2);
    const target = { kind: "address", address: "192.0.2.1", port: 53 } as const;
    const random = { ...fakeRandom(), fraction: () => 0.5 };
    const channel = new Channel(target, { clock, random, exchange: refusing, tls: undefined });
    const text = "rpc error: code = Unavailable desc = connection error: desc = no";
    await expect(channel.connected(5000)).rejects.toThrow(text);
    expect(() => channel.ready).toThrow(text);
    expect(channel.isUp).toBe(false);
    await clock.pass(999);
    expect(refusing.dialled).toBe(1);
    await clock.pass(1);
    expect(refusing.dialled).toBe(2);
    await clock.pass(1599);
    expect(refusing.dialled).toBe(2);
    await clock.pass(1);
    expect(channel.isUp).toBe(true);
    expect(channel.ready).toBeDefined();
  });
});
