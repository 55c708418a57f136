import { describe, expect, it } from "vitest";
import type { ConditionsReply, Fault } from "../api/conditions.ts";
import { conditionsInWords, faultInWords, writeAhead } from "./conditions-slice.ts";

const start = { offset: 0, line: 2, column: 5 };
const at = { file: "Corefile", start, end: start };
const upstream = (fault?: Fault): ConditionsReply["upstreams"][number] => ({
  ...{ name: "192.0.2.53:53", isUp: true, failedChecks: 0, at },
  ...(fault === undefined ? {} : { fault }),
});
const inWords = (aheadMs: number, ...upstreams: ConditionsReply["upstreams"]): string =>
  conditionsInWords({ now: { aheadMs, caches: [], upstreams }, failure: undefined });

describe("what is made to happen, in words", () => {
  it("is nothing while time and upstreams are the real ones, or nobody has told", () => {
    expect(inWords(0, upstream())).toBe("");
    expect(conditionsInWords({ now: undefined, failure: undefined })).toBe("");
  });

  it("tells how far the clock is ahead, and how many upstreams fail", () => {
    expect(inWords(5_400_000)).toBe("The engine’s clock is 1h30m ahead.");
    expect(inWords(0, upstream({ kind: "servfail" }), upstream())).toBe("1 upstream is made to fail.");
    expect(inWords(1000, upstream({ kind: "timeout" }), upstream({ kind: "refused" }))).toBe(
      "The engine’s clock is 1s ahead. 2 upstreams are made to fail.",
    );
  });

  it("writes durations as a Corefile does, without what is zero", () => {
    expect([999.9965, 60_000, 90_000, 3_600_000, 3_660_000, 86_400_000].map(writeAhead)).toEqual([
      ...["1s", "1m", "1m30s", "1h", "1h1m", "24h"],
    ]);
  });

  it.each<[Fault, string]>([
    [{ kind: "timeout" }, "keeps silent"],
    [{ kind: "refused" }, "refuses connections"],
    [{ kind: "servfail" }, "says SERVFAIL"],
    [{ kind: "truncated" }, "cuts off replies over UDP"],
    [{ kind: "lag", ms: 300 }, "replies 0.3 s late"],
  ])("%j", (fault, words) => expect(faultInWords(fault)).toBe(words));
});
