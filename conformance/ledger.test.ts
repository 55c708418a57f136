import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CASES } from "./cases.ts";
import { readLedger, staleLines, type Tried, verdictOf } from "./ledger.ts";

describe("the verdict on a case", () => {
  const waits = "plugin/sign: this engine signs no zone files yet";
  const cases: Record<string, [tried: Tried, verdict: object]> = {
    "without a line that is identical": [
      { line: undefined, waitsFor: undefined, differences: [] },
      { kind: "identical" },
    ],
    "without a line that differs": [
      { line: undefined, waitsFor: undefined, differences: ["rcode"] },
      { kind: "differs", differences: ["rcode"] },
    ],
    "without a line that waits and was not run: it looks away": [
      { line: undefined, waitsFor: waits, differences: undefined },
      { kind: "differs", differences: [`waits, and conformance/waiting.json does not have it: ${waits}`] },
    ],
    "without a line that differs because it waits": [
      { line: undefined, waitsFor: waits, differences: ["rcode"] },
      { kind: "differs", differences: [`waits, and conformance/waiting.json does not have it: ${waits}`, "rcode"] },
    ],
    "with a line that waits": [
      { line: waits, waitsFor: waits, differences: undefined },
      { kind: "waits", because: waits },
    ],
    "with a line that waits, and differs when it is tried": [
      { line: waits, waitsFor: waits, differences: ["rcode"] },
      { kind: "waits", because: waits },
    ],
    "with a line that waits, but is identical when it is tried": [
      { line: waits, waitsFor: waits, differences: [] },
      { kind: "differs", differences: [expect.stringMatching(/^is identical now: take it out/)] },
    ],
    "with a line that waits for nothing and is identical": [
      { line: waits, waitsFor: undefined, differences: [] },
      { kind: "differs", differences: [expect.stringMatching(/^is identical now: take it out/)] },
    ],
    "with a line that waits for nothing and differs": [
      { line: waits, waitsFor: undefined, differences: ["rcode"] },
      { kind: "differs", differences: [expect.stringMatching(/^waits for nothing any more: take it out/), "rcode"] },
    ],
  };
  it.each(Object.entries(cases))("%s", (_, [tried, verdict]) => {
    expect(verdictOf(tried)).toEqual(verdict);
  });
});

describe("the ledger", () => {
  const ledger = readLedger();
  it("names cases that are there", () => {
    expect(staleLines(ledger, (file) => existsSync(join(CASES, file)))).toEqual([]);
    expect(staleLines({ serve: { "core/gone.yaml": "x" }, check: {} }, () => false)).toEqual(["core/gone.yaml"]);
  });
  it("has its lines in order, so that two changes meet in a line only when they are about one case", () => {
    for (const lines of Object.values(ledger)) expect(Object.keys(lines)).toEqual(Object.keys(lines).toSorted());
  });
  it("only shrinks", () => {
    expect(Object.keys(ledger.serve).length).toBe(0);
    expect(Object.keys(ledger.check).length).toBe(0);
  });
});
