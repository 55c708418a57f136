import { describe, expect, it } from "vitest";
import type { RecordText } from "../api/ask.ts";
import type { Explanation, Step } from "../explanation/explanation.ts";
import type { Range } from "../text/position.ts";
import { type ChangeKind, changeKind, firstDifference, type Sided } from "./compare.ts";
import { NO_REPLY, type Outcome, outcomeTexts } from "./outcome.ts";

const at = (line: number): Range => ({
  file: "Corefile",
  start: { offset: 0, line, column: 1 },
  end: { offset: 1, line, column: 2 },
});
const step = (plugin: string, more: Partial<Step> = {}): Step => ({
  plugin,
  at: at(2),
  verdict: "answered",
  notes: [],
  tookMicros: 10,
  steps: [],
  ...more,
});
const explanation = (steps: readonly Step[], zone = "."): Explanation => ({
  inWords: "",
  question: { name: "www.example.org.", type: "A", class: "IN" },
  client: { address: "127.0.0.1", port: 1, transport: "udp" },
  listener: "dns://:53",
  dispatch: [{ zone, at: at(1), match: "longest match" }],
  steps,
  notReached: [],
  reply: { rcode: "NOERROR", answers: 1, sent: true },
  tookMicros: 20,
});
const record = (rdata: string, ttlSeconds = 300): RecordText => ({
  name: "www.example.org.",
  ttlSeconds,
  class: "IN",
  type: "A",
  rdata,
});
const OUTCOME: Outcome = {
  rcode: "NOERROR",
  flags: ["aa"],
  answer: [record("192.0.2.1"), record("192.0.2.2")],
  authority: [],
  additional: [],
  plugin: "hosts",
  madeUpBy: [],
  explanation: explanation([step("hosts")]),
};
const sided = (outcome: Partial<Outcome> = {}, lines: readonly string[] = []): Sided => ({
  outcome: { ...OUTCOME, ...outcome },
  lineText: ({ start }) => lines[start.line - 1],
});

describe("kinds of change", () => {
  it.each<[string, ChangeKind, Partial<Outcome>, Partial<Outcome>]>([
    ["nothing", "same", {}, {}],
    [
      "records in another order, names in another case",
      "same",
      {},
      { answer: [record("192.0.2.2"), { ...record("192.0.2.1"), name: "WWW.example.org." }] },
    ],
    ["time that was spent", "same", {}, { explanation: explanation([step("hosts", { tookMicros: 99 })]) }],
    ["a line that moved", "same", {}, { explanation: explanation([step("hosts", { at: at(9) })]) }],
    ["SERVFAIL in the place of an answer", "fails", {}, { rcode: "SERVFAIL", answer: [] }],
    ["no reply in the place of NXDOMAIN", "fails", { rcode: "NXDOMAIN" }, { rcode: NO_REPLY }],
    ["one failure for another", "rcode", { rcode: "SERVFAIL" }, { rcode: "REFUSED" }],
    ["an answer in the place of REFUSED", "rcode", { rcode: "REFUSED" }, {}],
    ["a record less", "answer", {}, { answer: [record("192.0.2.1")] }],
    ["AA", "answer", {}, { flags: [] }],
    ["another authority", "answer", {}, { authority: [{ ...record("ns."), type: "NS" }] }],
    [
      "an upstream whose answer nobody knows",
      "upstream",
      { madeUpBy: ["192.0.2.53:53"] },
      { madeUpBy: ["198.51.100.53:53"] },
    ],
    ["another plugin", "plugin", {}, { plugin: "file" }],
    ["a TTL", "ttl", {}, { answer: [record("192.0.2.1", 60), record("192.0.2.2")] }],
    [
      "a step more",
      "path",
      {},
      { explanation: explanation([step("log", { verdict: "observed", steps: [step("hosts")] })]) },
    ],
    ["another block", "path", {}, { explanation: explanation([step("hosts")], "example.org.") }],
    [
      "another reason",
      "path",
      {},
      {
        explanation: explanation([
          step("hosts", { reason: { code: "hosts.wildcard", facts: {}, sentence: "By the wildcard." } }),
        ]),
      },
    ],
  ])("%s: %s", (...[, kind, before, after]) => expect(changeKind(sided(before), sided(after))).toBe(kind));

  it("a rule with other words is another way; one that only moved is none", () => {
    const by = (line: number) => ({ explanation: explanation([step("hosts", { rule: at(line) })]) });
    const before = sided(by(2), ["", "  192.0.2.1 www.example.org"]);
    expect(changeKind(before, sided(by(3), ["", "", "192.0.2.1   www.example.org"]))).toBe("same");
    expect(changeKind(before, sided(by(2), ["", "192.0.2.1 www.example.org mail.example.org"]))).toBe("path");
  });
});

describe("the first difference", () => {
  const inner = step("forward", { upstream: "192.0.2.53:53" });
  const before = sided({ explanation: explanation([step("cache", { verdict: "passed", steps: [inner] })]) });

  it("is the step at which ways part", () => {
    const after = sided({ explanation: explanation([step("cache", { verdict: "passed", steps: [step("hosts")] })]) });
    expect(firstDifference(before, after)).toMatchObject({
      step: 3,
      before: { plugin: "forward" },
      after: { plugin: "hosts" },
    });
  });
  it("may be that one has ended", () => {
    const after = sided({ explanation: explanation([step("cache", { verdict: "passed" })]) });
    expect(firstDifference(before, after)).toMatchObject({ step: 3, before: { plugin: "forward" }, after: undefined });
  });
  it("may be what is done on the way back", () => {
    const back = { verdict: "changed", changes: [] } as const;
    const after = sided({ explanation: explanation([step("cache", { verdict: "passed", steps: [inner], back })]) });
    expect(firstDifference(before, after)).toMatchObject({
      step: 4,
      before: undefined,
      after: { plugin: "cache", verdict: "changed" },
    });
  });
  it("is nothing without explanations", () => {
    expect(firstDifference(before, sided({ explanation: undefined }))).toBeUndefined();
  });
});

describe("outcomes in few words", () => {
  const texts = (before: Partial<Outcome>, after: Partial<Outcome>) =>
    outcomeTexts({ ...OUTCOME, ...before }, { ...OUTCOME, ...after });
  it.each<[Partial<Outcome>, Partial<Outcome>, readonly [string, string]]>([
    [
      { answer: [record("192.0.2.1")] },
      { rcode: "SERVFAIL", answer: [] },
      ["NOERROR 192.0.2.1 (hosts)", "SERVFAIL (hosts)"],
    ],
    [
      { madeUpBy: ["192.0.2.53:53"], plugin: "forward" },
      { rcode: NO_REPLY, because: "timeout", plugin: undefined },
      ["asked of 192.0.2.53:53 (forward)", "no reply (timeout)"],
    ],
    [
      { answer: [record("192.0.2.1")] },
      { answer: [{ ...record("192.0.2.1"), name: "x.example.org." }] },
      ["NOERROR www.example.org. A 192.0.2.1 (hosts)", "NOERROR x.example.org. A 192.0.2.1 (hosts)"],
    ],
    [
      { answer: [record("192.0.2.1")] },
      { answer: [record("192.0.2.1", 60)] },
      ["NOERROR www.example.org. 300 A 192.0.2.1 (hosts)", "NOERROR www.example.org. 60 A 192.0.2.1 (hosts)"],
    ],
    [{ answer: [] }, { answer: [], flags: ["aa", "ad"] }, ["NOERROR (hosts)", "NOERROR (hosts), flag ad"]],
    [
      { answer: [1, 2, 3].map((host) => record(`192.0.2.${host}`)) },
      { answer: [] },
      ["NOERROR 192.0.2.1 192.0.2.2 and 1 more (hosts)", "NOERROR (hosts)"],
    ],
  ])("%#", (before, after, wanted) => expect(texts(before, after)).toEqual(wanted));
});
