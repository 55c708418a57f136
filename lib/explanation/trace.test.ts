import { describe, expect, test } from "vitest";
import { onLine } from "../chain/_test/serving.ts";
import { foldDispatch, zoneText } from "./dispatch-lines.ts";
import type { DispatchMatch, Explanation, Step } from "./explanation.ts";
import { traceOf } from "./trace.ts";

const step = (plugin: string, steps: readonly Step[] = [], more: Partial<Step> = {}): Step => ({
  plugin,
  at: onLine(1),
  verdict: "passed",
  notes: [],
  tookMicros: 1,
  steps,
  ...more,
});

describe("an explanation as a list", () => {
  const back = { verdict: "changed", changes: [] } as const;
  const file = step("file", [], { verdict: "answered" });
  const steps = [step("errors", [step("rewrite", [step("hosts", [file])], { back })])];

  test("goes down in the order of acting, and up with what was done to the reply", () => {
    const { down, up, decider } = traceOf({ steps, answeredBy: "file" });
    expect(down.map(({ index, step: { plugin }, depth }) => [index, plugin, depth])).toEqual([
      [0, "errors", 0],
      [1, "rewrite", 0],
      [2, "hosts", 0],
      [3, "file", 0],
    ]);
    expect(up.map(({ step: { plugin } }) => plugin)).toEqual(["rewrite"]);
    expect(decider?.step.plugin).toBe("file");
  });

  test("a query that a plugin makes of its own is nested", () => {
    const twice = [step("file", [step("cache"), step("cache")])];
    expect(traceOf({ steps: twice, answeredBy: "file" }).down.map(({ depth }) => depth)).toEqual([0, 0, 1]);
  });

  test("steps behind an upstream that is a listener of the Corefile nest below, and decide nothing here", () => {
    const inner: Explanation = {
      inWords: "",
      question: { name: "x.", type: "A", class: "IN" },
      client: { address: "127.0.0.1", port: 1, transport: "udp" },
      listener: "dns://:54",
      dispatch: [],
      steps: [step("log", [step("forward", [], { verdict: "answered" })])],
      answeredBy: "forward",
      notReached: [],
      reply: { rcode: "NOERROR", answers: 1, sent: true },
      tookMicros: 1,
    };
    const asking = step("forward", [], {
      verdict: "answered",
      askedHere: [{ listener: "dns://:54", explanation: inner }],
    });
    const { down, decider } = traceOf({ steps: [step("errors", [asking])], answeredBy: "forward" });
    expect(
      down.map(({ step: { plugin }, depth, isFirst, behind }) => [plugin, depth, isFirst, behind?.listener]),
    ).toEqual([
      ["errors", 0, false, undefined],
      ["forward", 0, false, undefined],
      ["log", 1, true, "dns://:54"],
      ["forward", 1, false, "dns://:54"],
    ]);
    expect(decider?.index).toBe(1);
  });
});

describe("server blocks of a listener", () => {
  const entry = (zone: string, offset: number, match: DispatchMatch) => {
    const at = onLine(1);
    return { zone, match, at: { ...at, start: { ...at.start, offset } } };
  };

  test("show the match first and fold what is far", () => {
    const far = Array.from({ length: 141 }, (_, index) => entry(`z${index}.`, 10 + index, "no match"));
    const { shown, words } = foldDispatch([...far, entry(".", 1, "shorter match"), entry("z.", 2, "longest match")]);
    expect([shown.map(({ zone }) => zone), words]).toEqual([["z.", "."], "141 more do not match"]);
  });
  test("few of them are all shown", () => {
    const { shown, words } = foldDispatch([entry("a.", 1, "no match"), entry("b.", 2, "longest match")]);
    expect([shown.map(({ zone }) => zone), words]).toEqual([["b.", "a."], ""]);
  });
  test("zones of one CIDR are one line, and the one that matched stands alone", () => {
    const zones = Array.from({ length: 128 }, (_, octet) => entry(`${octet}.168.192.in-addr.arpa.`, 0, "no match"));
    const { shown } = foldDispatch([...zones, entry("128.168.192.in-addr.arpa.", 0, "longest match")]);
    expect(shown.map(zoneText)).toEqual([
      "128.168.192.in-addr.arpa.",
      "0.168.192.in-addr.arpa. and 127 more of its key",
    ]);
  });
});
