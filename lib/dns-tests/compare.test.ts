import { describe, expect, it } from "vitest";
import { differences, type Outcome } from "./compare.ts";
import type { Expectation } from "./schema.ts";

const OUTCOME: Outcome = {
  rcode: "NOERROR",
  answer: ["www.example.org.\t3600\tIN\tA\t192.0.2.80"],
  plugin: "hosts",
  lines: ["Corefile:2", "Corefile:3"],
};
const TWICE: Outcome = { ...OUTCOME, answer: [...OUTCOME.answer, ...OUTCOME.answer] };
const NONE: Outcome = { rcode: "none", answer: [], plugin: undefined, lines: [] };

describe("what is expected", () => {
  it.each<[string, Expectation, Outcome?]>([
    ["the code, whatever its case", { rcode: "noerror" }],
    ["no reply at all", { rcode: "none" }, NONE],
    ["the whole answer", { answer: ["www.example.org. 3600 IN A 192.0.2.80"] }],
    ["a record with any TTL, in any spelling", { answer: ["WWW.Example.ORG * A 192.0.2.80"] }],
    [
      "a record as often as it is there",
      { answer: ["www.example.org. * A 192.0.2.80", "www.example.org. 3600 A 192.0.2.80"] },
      TWICE,
    ],
    ["some of it", { contains: ["www.example.org. * IN A 192.0.2.80"] }, TWICE],
    ["what must not be there", { not: ["www.example.org. * IN A 192.0.2.81", "www.example.org. 60 IN A 192.0.2.80"] }],
    ["the plugin and its line", { plugin: "hosts", line: "Corefile:2" }],
    ["the entry's line", { line: "Corefile:3" }],
  ])("holds: %s", (_, expected, outcome = OUTCOME) => expect(differences(expected, outcome)).toEqual([]));

  it.each<[Expectation, readonly [expected: string, got: string], Outcome?]>([
    [{ rcode: "NXDOMAIN" }, ["NXDOMAIN", "NOERROR"]],
    [{ rcode: "NOERROR" }, ["NOERROR", "none"], NONE],
    [{ answer: [] }, ["nothing more", "www.example.org. 3600 IN A 192.0.2.80"]],
    [{ answer: ["www.example.org. * A 192.0.2.80"] }, ["nothing more", "www.example.org. 3600 IN A 192.0.2.80"], TWICE],
    [{ contains: ["www.example.org. 60 A 192.0.2.80"] }, ["www.example.org. 60 A 192.0.2.80", "not in the answer"]],
    [
      { not: ["www.example.org. * A 192.0.2.80"] },
      ["not www.example.org. * A 192.0.2.80", "www.example.org. 3600 IN A 192.0.2.80"],
    ],
    [{ plugin: "forward" }, ["forward", "hosts"]],
    [{ plugin: "forward" }, ["forward", "nothing"], NONE],
    [{ line: "Corefile:9" }, ["Corefile:9", "Corefile:2, Corefile:3"]],
  ])("%j fails, and tells what came", (wanted, [expected, got], outcome = OUTCOME) => {
    expect(differences(wanted, outcome)).toMatchObject([{ expected, got }]);
  });

  it("tells each record that is missing, and each that is too much", () => {
    expect(differences({ answer: ["www.example.org. 60 A 192.0.2.80"] }, OUTCOME)).toEqual([
      { what: "answer", expected: "www.example.org. 60 A 192.0.2.80", got: "not in the answer" },
      { what: "answer", expected: "nothing more", got: "www.example.org. 3600 IN A 192.0.2.80" },
    ]);
  });
});
