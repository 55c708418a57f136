/** What the cache asks again for: popular entries, and expired ones. */
import { describe, expect, test } from "vitest";
import { Rcode } from "../../dns/iana/rcode.ts";
import { A, Bench, OTHER_A, SOA, stale, WWW } from "./_test/bench.ts";

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
