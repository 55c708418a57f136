/** What the cache keeps, for how long, and for whom. */
import { describe, expect, test } from "vitest";
import { EDNS, lines, query, type ReplyLines } from "../../chain/_test/messages.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { run } from "../_test/run.ts";
import { replying, serve, streaming } from "../_test/serve.ts";
import { A, ALIAS, Bench, type Given, OTHER_A, SOA, WWW, zone } from "./_test/bench.ts";
import { CACHE_DEFAULTS, type CacheSettings } from "./settings.ts";
import { setup } from "./setup.ts";

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

test("a stream is not kept, and its records get a TTL that is", async () => {
  const bench = new Bench({}, "failure");
  const asked = query("example.org. AXFR");
  const { streamed } = await serve(bench.handler, asked, streaming({ answer: [SOA] }, { answer: [A, SOA] }));
  expect(streamed.map(({ answer }) => answer.map(({ ttl }) => ttl))).toEqual([[5], [5, 5]]);
  expect(bench.metrics.of("coredns_cache_entries")["dns://:53,success,.,"] ?? 0).toBe(0);
});

test("the key of an entry is told, found or not", async () => {
  const { ask } = await run(setup, "cache");
  const fields = { edns: { ...EDNS, dnssecOk: true }, checkingDisabled: true };
  const key = "the key is name, type, class and the flags DO and CD: www.example.org. IN A, DO set, CD set";
  const given = replying({ answer: ["www.example.org. 60 IN A 192.0.2.1"] });
  expect((await ask("www.example.org. A", given, { fields })).notes).toContain(key);
  const { notes, verdict } = await ask("www.example.org. A", given, { fields });
  expect([verdict, notes.includes(key)]).toEqual(["answered", true]);
});
