import { describe, expect, it } from "vitest";
import { EXPLANATION } from "../_test/explanation.ts";
import { lineMarks } from "./line-marks.ts";

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
