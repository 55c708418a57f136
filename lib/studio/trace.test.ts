import { describe, expect, it } from "vitest";
import { EXPLANATION, stepOf } from "./_test/explanation.ts";
import { lineMarks } from "./line-marks.ts";
import { traceOf, verdictSentence, writeExplanation } from "./trace.ts";

describe("an explanation as a list", () => {
  it("goes down in the order of acting, and up with what touched the reply", () => {
    const { down, up, decider } = traceOf(EXPLANATION);
    expect(down.map(({ index, step, depth }) => [index, step.plugin, depth])).toEqual([
      [0, "errors", 0],
      [1, "rewrite", 0],
      [2, "hosts", 0],
      [3, "file", 0],
    ]);
    expect(up.map(({ step }) => step.plugin)).toEqual(["rewrite"]);
    expect(decider?.step.plugin).toBe("file");
  });

  it("a query that a plugin makes of its own is nested", () => {
    const steps = [
      stepOf(["file", 2], "answered", [stepOf(["cache", 3], "passed on"), stepOf(["cache", 3], "passed on")]),
    ];
    expect(traceOf({ ...EXPLANATION, steps }).down.map(({ depth }) => depth)).toEqual([0, 0, 1]);
  });

  const sentences: Readonly<Record<string, [Partial<typeof EXPLANATION>, string]>> = {
    "the decider's own": [{}, "file did it."],
    "no block took the name": [
      { dispatch: [], steps: [], answeredBy: undefined },
      "No server block on this listener takes this name, so the server refused it.",
    ],
    "nothing was sent": [
      { steps: [], answeredBy: undefined, reply: { rcode: "NOERROR", answers: 0, sent: false } },
      "No reply was sent.",
    ],
    "the chain ended": [
      { steps: [], answeredBy: undefined, reply: { rcode: "SERVFAIL", answers: 0, sent: true } },
      "The chain ended without an answer, so the server replied SERVFAIL.",
    ],
  };
  it.each(Object.entries(sentences))("the sentence: %s", (_, [changes, sentence]) => {
    expect(verdictSentence({ ...EXPLANATION, ...changes })).toBe(sentence);
  });

  it("is copied as text with every place", () => {
    const text = writeExplanation(EXPLANATION);
    expect(text).toContain("  4  file           answered             Corefile:8:5  file did it.");
    expect(text).toContain("  -  forward        not reached          Corefile:9:5  file answered before it.");
  });
});

describe("marks in the editor's margin", () => {
  const marks = new Map(lineMarks(EXPLANATION).map((mark) => [mark.line, mark]));

  it("number the lines in the order in which they acted", () => {
    expect([2, 3, 5, 8].map((line) => marks.get(line)?.turns)).toEqual([[1], [2], [3], [4]]);
  });
  it("tell the line that decided, with its end", () => {
    expect(marks.get(8)).toMatchObject({ kind: "decided", trailer: "answered NOERROR" });
  });
  it("tell the property that decided what a plugin did", () => expect(marks.get(6)?.kind).toBe("rule"));
  it("tell what was never reached, but not what no query passes", () => {
    expect(marks.get(9)?.kind).toBe("not-reached");
    expect(marks.has(10)).toBe(false);
  });
});
