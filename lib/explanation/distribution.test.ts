import { describe, expect, test } from "vitest";
import { explanationOf, stepOf } from "./_test/explanation.ts";
import { distributionInWords, distributionOf, type OneRun, percentOf, writeDistribution } from "./distribution.ts";

const asked = (upstream: string): OneRun["explanation"] =>
  explanationOf([stepOf("cache", "passed", { steps: [stepOf("forward", "answered", { upstream })] })], {
    answeredBy: "forward",
  });
const kept = explanationOf([stepOf("cache", "answered")], { answeredBy: "cache" });
const found: OneRun = { rcode: "NOERROR", records: ["A 192.0.2.10"], explanation: asked("192.0.2.53:53") };
const missing: OneRun = { rcode: "NXDOMAIN", records: [], explanation: asked("198.51.100.53:53") };

describe("many runs of one question", () => {
  test("each answer, upstream and plugin is counted, the most frequent first", () => {
    const distribution = distributionOf([missing, found, found, found]);
    expect(distribution.facets).toEqual([
      {
        name: "Answer",
        shares: [
          { label: "NOERROR, A 192.0.2.10", count: 3, first: 1 },
          { label: "NXDOMAIN, no records", count: 1, first: 0 },
        ],
      },
      {
        name: "Upstream",
        shares: [
          { label: "192.0.2.53:53", count: 3, first: 1 },
          { label: "198.51.100.53:53", count: 1, first: 0 },
        ],
      },
      { name: "Decided by", shares: [{ label: "forward (Corefile:1)", count: 4, first: 0 }] },
    ]);
    expect(distribution.notes).toEqual([]);
    expect(distribution.facets[0]?.shares.map((share) => percentOf(share, distribution))).toEqual([75, 25]);
    expect(distributionInWords(distribution)).toBe(
      "Asked 4 times: 3 × NOERROR, A 192.0.2.10; 1 × NXDOMAIN, no records.",
    );
  });

  test("a plugin that kept the first reply is named, since chance had its say once", () => {
    const fromCache: OneRun = { ...found, explanation: kept };
    expect(distributionOf([found, fromCache, fromCache]).notes).toEqual([
      "cache answered 2 of 3 by itself: forward was asked only once, and what it said then was kept.",
    ]);
    expect(distributionOf([fromCache, fromCache]).notes).toEqual([]);
  });

  test("the order of records is told only where it changes", () => {
    const [one, other] = [
      ["A 192.0.2.1", "A 192.0.2.2"],
      ["A 192.0.2.2", "A 192.0.2.1"],
    ] as const;
    const turned = distributionOf([
      { ...found, records: one },
      { ...found, records: other },
    ]);
    expect(turned.facets.map(({ name }) => name)).toEqual(["Answer", "First record", "Upstream", "Decided by"]);
    expect(turned.facets[0]?.shares).toHaveLength(1);
    expect(distributionOf([{ ...found, records: one }, missing]).facets.map(({ name }) => name)).not.toContain(
      "First record",
    );
  });

  test("as text each share has its count, its part of a hundred and a bar", () => {
    const text = writeDistribution(distributionOf([found, missing, found, { rcode: "", records: [] }]));
    expect(text).toContain("NOERROR, A 192.0.2.10     2   50 %  ##########\n");
    expect(text).toContain("no reply                  1   25 %  #####\n");
    expect(text).toContain("not known");
    expect(writeDistribution(distributionOf([found]))).toMatch(
      /^Asked once, always the same: NOERROR, A 192\.0\.2\.10\./,
    );
  });
});
