import { describe, expect, test } from "vitest";
import { onLine } from "../chain/_test/serving.ts";
import { explanationOf, stepOf } from "./_test/explanation.ts";
import { compareExplanations } from "./compare-explanations.ts";

const miss = stepOf("hosts", "fell through", { steps: [stepOf("forward", "answered")] });
const passing = explanationOf([stepOf("errors", "observed", { steps: [miss] })], { answeredBy: "forward" });
const ended = explanationOf([stepOf("errors", "observed", { steps: [stepOf("hosts", "failed")] })], {
  reply: { rcode: "SERVFAIL", answers: 0, sent: true },
});

describe("two explanations", () => {
  test("stand line by line, and the first difference is told", () => {
    const { rows, first, inWords } = compareExplanations(ended, passing);
    expect(rows.map(({ left, right, isSame }) => [left?.what, right?.what, isSame])).toEqual([
      ["question", "question", true],
      ["dns://:53", "dns://:53", true],
      ["errors", "errors", true],
      ["hosts", "hosts", false],
      [undefined, "forward", false],
      ["reply", "reply", false],
    ]);
    expect(first).toBe(3);
    expect(inWords).toBe("They part at hosts: failed on the left, fell through on the right.");
  });

  test("the same way at other lines is the same", () => {
    const moved = explanationOf(
      [stepOf("errors", "observed", { at: onLine(9), steps: [{ ...miss, at: onLine(12) }] })],
      { answeredBy: "forward" },
    );
    expect(compareExplanations(passing, moved)).toMatchObject({
      first: undefined,
      inWords: "Both came the same way to the same reply.",
    });
  });

  test("another client is told, but is no difference of the way", () => {
    const other = { ...passing, client: { address: "10.8.0.1", port: 1, transport: "tcp" } };
    const { rows, first } = compareExplanations(passing, other);
    expect(rows[0]).toMatchObject({ section: "Question", isSame: false });
    expect(first).toBeUndefined();
  });

  test("a plugin that only one has leaves the others beside each other", () => {
    const cached = explanationOf(
      [stepOf("errors", "observed", { steps: [stepOf("cache", "passed", { steps: [miss] })] })],
      { answeredBy: "forward" },
    );
    const { rows, inWords } = compareExplanations(passing, cached);
    const down = rows.filter(({ section }) => section === "Down the chain");
    expect(down.map(({ left, right }) => [left?.what, right?.what])).toEqual([
      ["errors", "errors"],
      [undefined, "cache"],
      ["hosts", "hosts"],
      ["forward", "forward"],
    ]);
    expect(inWords).toBe("They part at cache: not there on the left, passed on the right.");
  });

  test("how long an upstream took is no difference", () => {
    const took = (ms: string) => explanationOf([stepOf("forward", "answered", { says: `replied after ${ms} ms` })]);
    expect(compareExplanations(took("13.3"), took("1.31")).first).toBeUndefined();
  });

  test("the same verdict for another reason is told by its sentences", () => {
    const other = explanationOf([stepOf("forward", "answered", { says: "192.0.2.54 replied" })]);
    const one = explanationOf([stepOf("forward", "answered", { says: "192.0.2.53 replied" })]);
    expect(compareExplanations(one, other).inWords).toBe(
      "They part at forward: 192.0.2.53 replied on the left, 192.0.2.54 replied on the right.",
    );
  });
});
