/** What the cache keeps, serves and asks again for, under a clock that stands still. */
import { describe, expect, test } from "vitest";
import { EDNS, lines, nextOf, query, type ReplyLines, reply } from "../../chain/_test/messages.ts";
import type { Handler } from "../../chain/handler.ts";
import { answered, type Outcome, unanswered } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { SILENT } from "../../chain/why.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { canonical, ROOT, readName } from "../../dns/name/name.ts";
import { FakeClock } from "../../ports/_test/fake-clock.ts";
import { FakeMetrics } from "../../ports/_test/fake-metrics.ts";
import { createCache } from "./handler.ts";
import { createCacheCounters } from "./metrics.ts";
import { CACHE_DEFAULTS, type CacheSettings } from "./settings.ts";

type Given = ReplyLines | "no reply" | "failure" | ((query: Query) => ReplyLines);

const A = "www.example.org. 300 IN A 192.0.2.1";
const OTHER_A = "www.example.org. 300 IN A 192.0.2.2";
const SOA = "example.org. 60 IN SOA ns.example.org. admin.example.org. 1 2 3 4 5";
const ALIAS = "www.example.org. 300 IN CNAME web.example.net.";

function zone(text: string) {
  const name = readName(text);
  if (name === undefined) throw new Error(`no zone: ${text}`);
  return canonical(name);
}

/** A cache before something that gives the replies one after the other, the last one for ever. */
class Bench {
  readonly clock = new FakeClock();
  readonly metrics = new FakeMetrics();
  readonly passedOn: Query[] = [];
  /** How long the next plugin takes. */
  delayMs = 0;
  readonly #handler: Handler;
  readonly #given: readonly Given[];

  constructor(settings: Partial<CacheSettings>, ...given: readonly Given[]) {
    this.#given = given;
    this.#handler = createCache(
      { ...CACHE_DEFAULTS, zones: [ROOT], ...settings },
      {
        clock: this.clock,
        countersOf: createCacheCounters(this.metrics, { zones: ".", view: "" }),
        bypassedZones: () => [],
      },
    );
  }

  readonly #next = nextOf((asked) => {
    const given = this.#given[Math.min(this.passedOn.length, this.#given.length - 1)];
    this.passedOn.push(asked);
    const outcome = this.#outcome(asked, given ?? "no reply");
    if (this.delayMs === 0) return outcome;
    return new Promise((resolve) => void this.clock.after(this.delayMs, () => resolve(outcome)));
  });

  #outcome(asked: Query, given: Given): Outcome {
    if (given === "no reply") return unanswered("next", Rcode.REFUSED);
    if (given === "failure") return unanswered("next", Rcode.SERVFAIL, "i/o timeout");
    return answered("next", Reply.of(reply(asked.request, typeof given === "function" ? given(asked) : given)));
  }

  async ask(question: string, fields: Parameters<typeof query>[1] = {}): Promise<Outcome> {
    const outcome = this.#handler.serve(query(question, fields), this.#next, SILENT);
    if (this.delayMs > 0) await this.clock.pass(0);
    return outcome;
  }

  async answers(question: string, fields: Parameters<typeof query>[1] = {}): Promise<readonly string[]> {
    return lines((await this.ask(question, fields)).reply?.message.answer ?? []);
  }
}

const WWW = "www.example.org. A";
const stale = { ...CACHE_DEFAULTS.stale, upToMs: 3_600_000 };

describe("what is kept", () => {
  const kept: Readonly<
    Record<
      string,
      {
        readonly given: Given;
        readonly question?: string;
        readonly times: number;
        readonly settings?: Partial<CacheSettings>;
      }
    >
  > = {
    "an answer": { given: { answer: [A] }, times: 1 },
    "NXDOMAIN with SOA": { given: { rcode: Rcode.NXDOMAIN, authority: [SOA] }, times: 1 },
    "NXDOMAIN without SOA is not": { given: { rcode: Rcode.NXDOMAIN }, times: 2 },
    "NODATA with SOA": { given: { authority: [SOA] }, times: 1 },
    "an empty NOERROR without SOA": { given: {}, times: 1 },
    "an alias that leads nowhere, with SOA": { given: { answer: [ALIAS], authority: [SOA] }, times: 1 },
    "an alias that leads nowhere, without SOA, is not": { given: { answer: [ALIAS] }, times: 2 },
    SERVFAIL: { given: { rcode: Rcode.SERVFAIL }, times: 1 },
    NOTIMP: { given: { rcode: Rcode.NOTIMP }, times: 1 },
    "REFUSED is not": { given: { rcode: Rcode.REFUSED }, times: 2 },
    "a truncated reply is not": { given: { answer: [A], truncated: true }, times: 2 },
    "a failure without reply, as SERVFAIL": { given: "failure", times: 1 },
    "no reply and no error is not": { given: "no reply", times: 2 },
    "a TTL of 0 when the least TTL is 0 is not": {
      given: { answer: ["www.example.org. 0 IN A 192.0.2.1"] },
      times: 2,
      settings: { success: { ...CACHE_DEFAULTS.success, minTtlSeconds: 0 } },
    },
    "answers in a zone without success are not": {
      given: { answer: [A] },
      times: 2,
      settings: { success: { ...CACHE_DEFAULTS.success, disabledZones: [zone("example.org.")] } },
    },
    "names outside the cache's zones are not": {
      given: { answer: [A] },
      times: 2,
      settings: { zones: [zone("example.net.")] },
    },
    "SERVFAIL with servfail 0 is not": { given: { rcode: Rcode.SERVFAIL }, times: 2, settings: { servfailMs: 0 } },
  };
  test.each(Object.entries(kept))("%s", async (_, { given, question = WWW, times, settings = {} }) => {
    const bench = new Bench(settings, given);
    await bench.ask(question);
    await bench.ask(question);
    expect(bench.passedOn).toHaveLength(times);
  });
});

describe("TTLs", () => {
  const cases: Readonly<
    Record<
      string,
      {
        readonly given: ReplyLines;
        readonly first: readonly string[];
        readonly later: readonly string[];
        readonly settings?: Partial<CacheSettings>;
      }
    >
  > = {
    "all records get the smallest, and count down": {
      given: { answer: ["www.example.org. 300 IN CNAME web.example.org.", "web.example.org. 80 IN A 192.0.2.1"] },
      first: ["www.example.org. 80 IN CNAME web.example.org.", "web.example.org. 80 IN A 192.0.2.1"],
      later: ["www.example.org. 77 IN CNAME web.example.org.", "web.example.org. 77 IN A 192.0.2.1"],
    },
    "an hour at most": {
      given: { answer: ["www.example.org. 86400 IN A 192.0.2.1"] },
      first: ["www.example.org. 3600 IN A 192.0.2.1"],
      later: ["www.example.org. 3597 IN A 192.0.2.1"],
    },
    "5 s at least": {
      given: { answer: ["www.example.org. 1 IN A 192.0.2.1"] },
      first: ["www.example.org. 5 IN A 192.0.2.1"],
      later: ["www.example.org. 2 IN A 192.0.2.1"],
    },
    "as they were kept, with keepttl": {
      given: { answer: [A] },
      first: [A],
      later: [A],
      settings: { keepTtl: true },
    },
  };
  test.each(Object.entries(cases))("%s", async (_, { given, first, later, settings = {} }) => {
    const bench = new Bench(settings, given);
    expect(await bench.answers(WWW)).toEqual(first);
    await bench.clock.pass(3000);
    expect(await bench.answers(WWW)).toEqual(later);
    expect(bench.passedOn).toHaveLength(1);
  });

  test("a denial has the SOA's own TTL, half an hour at most", async () => {
    const bench = new Bench({}, { rcode: Rcode.NXDOMAIN, authority: [SOA.replace(" 60 ", " 7200 ")] });
    expect(lines((await bench.ask(WWW)).reply?.message.authority ?? [])[0]).toMatch(/^example\.org\. 1800 /);
  });

  test("an entry expires", async () => {
    const bench = new Bench({}, { answer: [A] }, { answer: [OTHER_A] });
    await bench.ask(WWW);
    await bench.clock.pass(299_000);
    expect(await bench.answers(WWW)).toEqual([A.replace("300", "1")]);
    await bench.clock.pass(1000);
    expect(await bench.answers(WWW)).toEqual([OTHER_A]);
  });
});

describe("which queries share an entry", () => {
  test("the question keeps the client's case, the answer that of the first", async () => {
    const bench = new Bench({}, { answer: [A] });
    await bench.ask(WWW);
    const { reply: served } = await bench.ask("WWW.Example.ORG. A");
    expect(bench.passedOn).toHaveLength(1);
    expect(served?.message.question[0]?.name).toBe("WWW.Example.ORG.");
    expect(lines(served?.message.answer ?? [])).toEqual([A]);
  });

  test.each([
    ["another type", "www.example.org. AAAA", {}],
    ["another class", "www.example.org. A CH", {}],
    ["DO", WWW, { edns: { ...EDNS, dnssecOk: true } }],
    ["CD", WWW, { checkingDisabled: true }],
  ])("%s has an entry of its own", async (_, question, fields) => {
    const bench = new Bench({}, { answer: [A] });
    await bench.ask(WWW);
    await bench.ask(question, fields);
    expect(bench.passedOn).toHaveLength(2);
  });

  test("ID, RD and CD are the client's; AA, RA and RCODE the entry's", async () => {
    const bench = new Bench({}, { answer: [A], authoritative: true, recursionAvailable: true });
    await bench.ask(WWW);
    const { reply: served } = await bench.ask(WWW, { id: 99, recursionDesired: false });
    expect(served?.wire).toBeDefined();
    expect(served?.message).toMatchObject({
      id: 99,
      recursionDesired: false,
      authoritative: true,
      recursionAvailable: true,
      rcode: 0,
    });
  });

  test("AD is asked for, and told to those that set DO or AD", async () => {
    const bench = new Bench({}, { answer: [A], authenticData: true });
    const told = async (fields: Parameters<typeof query>[1]): Promise<boolean | undefined> =>
      (await bench.ask(WWW, fields)).reply?.message.authenticData;
    expect([await told({}), await told({}), await told({ authenticData: true })]).toEqual([false, false, true]);
    expect(bench.passedOn[0]?.request.authenticData).toBe(true);
  });

  test("OPT belongs to one hop and is not kept", async () => {
    const bench = new Bench({}, { answer: [A], edns: EDNS });
    expect((await bench.ask(WWW)).reply?.message.edns).toBeUndefined();
    expect((await bench.ask(WWW)).reply?.message.edns).toBeUndefined();
  });

  test("a SERVFAIL does not stand before an answer that still holds", async () => {
    const answer = { answer: [A] };
    const bench = new Bench({ prefetch: { amount: 1, windowMs: 60_000, percentage: 90 } }, answer, {
      rcode: Rcode.SERVFAIL,
    });
    await bench.ask(WWW);
    await bench.clock.pass(200_000);
    await bench.ask(WWW);
    await bench.clock.pass(10);
    expect(bench.passedOn).toHaveLength(2);
    expect(await bench.answers(WWW)).toEqual([A.replace("300", "100")]);
  });
});

describe("prefetch", () => {
  const prefetch = { amount: 2, windowMs: 60_000, percentage: 10 };

  test("a popular entry is fetched again near its end", async () => {
    const bench = new Bench({ prefetch }, { answer: [A] }, { answer: [OTHER_A] });
    for (const waitMs of [0, 230_000, 41_000]) {
      await bench.clock.pass(waitMs);
      await bench.ask(WWW);
    }
    await bench.clock.pass(10);
    expect(bench.passedOn).toHaveLength(2);
    expect(bench.passedOn[1]?.protocol).toBe("tcp");
    expect(await bench.answers(WWW)).toEqual([OTHER_A]);
    expect(bench.metrics.of("coredns_cache_prefetch_total")).toEqual({ "dns://:53,.,": 1 });
  });

  test.each([
    ["asked for too rarely", [0, 285_000]],
    ["too far from its end", [0, 100_000, 10]],
    ["queries too far apart", [0, 200_000, 75_000]],
  ])("%s: it is not", async (_, waits) => {
    const bench = new Bench({ prefetch }, { answer: [A] });
    for (const waitMs of waits) {
      await bench.clock.pass(waitMs);
      await bench.ask(WWW);
    }
    await bench.clock.pass(10);
    expect(bench.passedOn).toHaveLength(1);
  });
});

describe("serve_stale", () => {
  test("immediate: the expired entry at once, then the fresh one", async () => {
    const bench = new Bench({ stale }, { answer: [A] }, { answer: [OTHER_A] });
    await bench.ask(WWW);
    await bench.clock.pass(301_000);
    expect(await bench.answers(WWW)).toEqual([A.replace("300", "0")]);
    await bench.clock.pass(10);
    expect(await bench.answers(WWW)).toEqual([OTHER_A]);
    expect(bench.metrics.of("coredns_cache_served_stale_total")).toEqual({ "dns://:53,.,": 1 });
  });

  test("a failing upstream leaves the entry in place", async () => {
    const bench = new Bench({ stale }, { answer: [A] }, "failure");
    await bench.ask(WWW);
    await bench.clock.pass(301_000);
    await bench.ask(WWW);
    await bench.clock.pass(10);
    expect(bench.passedOn).toHaveLength(2);
    expect(await bench.answers(WWW)).toEqual([A.replace("300", "0")]);
  });

  test("past its time an entry is gone", async () => {
    const bench = new Bench({ stale: { ...stale, upToMs: 10_000 } }, { answer: [A] }, { answer: [OTHER_A] });
    await bench.ask(WWW);
    await bench.clock.pass(310_000);
    expect(await bench.answers(WWW)).toEqual([OTHER_A]);
  });

  test("verify: the fresh reply when there is one, else the expired entry", async () => {
    const bench = new Bench(
      { stale: { ...stale, verify: true } },
      { answer: [A] },
      { rcode: Rcode.SERVFAIL },
      { answer: [OTHER_A] },
    );
    await bench.ask(WWW);
    await bench.clock.pass(301_000);
    expect(await bench.answers(WWW)).toEqual([A.replace("300", "0")]);
    expect(await bench.answers(WWW)).toEqual([OTHER_A]);
  });

  test("verify with a time-out: the expired entry when it takes too long, the fresh one later", async () => {
    const bench = new Bench(
      { stale: { ...stale, verify: true, verifyTimeoutMs: 100 } },
      { answer: [A] },
      { answer: [OTHER_A] },
    );
    await bench.ask(WWW);
    await bench.clock.pass(301_000);
    bench.delayMs = 400;
    const late = bench.answers(WWW);
    await bench.clock.pass(100);
    expect(await late).toEqual([A.replace("300", "0")]);
    await bench.clock.pass(400);
    expect(await bench.answers(WWW)).toEqual([OTHER_A]);
  });

  test("after a failed refresh none is tried for the recheck time", async () => {
    const bench = new Bench({ stale: { ...stale, recheckMs: 5000 } }, { answer: [A] }, "failure");
    await bench.ask(WWW);
    await bench.clock.pass(301_000);
    for (const waitMs of [10, 10, 5000]) {
      await bench.ask(WWW);
      await bench.clock.pass(waitMs);
    }
    expect(bench.passedOn).toHaveLength(2);
    await bench.ask(WWW);
    await bench.clock.pass(10);
    expect(bench.passedOn).toHaveLength(3);
  });

  test("the TTL of expired records can be given", async () => {
    const bench = new Bench({ stale: { ...stale, ttlSeconds: 30 } }, { answer: [A] }, "failure");
    await bench.ask(WWW);
    await bench.clock.pass(301_000);
    expect(await bench.answers(WWW)).toEqual([A.replace("300", "30")]);
  });

  test("prefer_positive: an answer goes before a denial that came later", async () => {
    const denial = { rcode: Rcode.NXDOMAIN, authority: [SOA] };
    const bench = new Bench({ stale: { ...stale, preferPositive: true } }, { answer: [A] }, denial);
    await bench.ask(WWW);
    await bench.clock.pass(301_000);
    await bench.ask(WWW);
    await bench.clock.pass(10);
    expect(bench.passedOn).toHaveLength(2);
    expect(await bench.answers(WWW)).toEqual([A.replace("300", "0")]);
  });
});

test("what is counted", async () => {
  const bench = new Bench({}, { answer: [A] }, { answer: [A] });
  await bench.ask(WWW);
  await bench.ask(WWW);
  await bench.ask("mail.example.org. A");
  expect(bench.metrics.of("coredns_cache_requests_total")).toEqual({ "dns://:53,.,": 3 });
  expect(bench.metrics.of("coredns_cache_misses_total")).toEqual({ "dns://:53,.,": 2 });
  expect(bench.metrics.of("coredns_cache_hits_total")).toEqual({ "dns://:53,success,.,": 1 });
  expect(bench.metrics.of("coredns_cache_entries")).toEqual({ "dns://:53,success,.,": 1, "dns://:53,denial,.,": 0 });
});

test("a full cache makes room", async () => {
  const bench = new Bench({ success: { ...CACHE_DEFAULTS.success, capacity: 1 } }, (asked) => ({
    answer: [A.replace("www.example.org.", asked.qname)],
  }));
  for (let at = 0; at < 1030; at++) await bench.ask(`a${at}.example.org. A`);
  expect(bench.metrics.of("coredns_cache_entries")["dns://:53,success,.,"]).toBe(1024);
  expect(bench.metrics.of("coredns_cache_evictions_total")).toEqual({ "dns://:53,success,.,": 6 });
});
