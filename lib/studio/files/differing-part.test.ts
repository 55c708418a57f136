import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differingPart } from "./differing-part.ts";

const applied = (before: string, after: string): string => {
  const { start, end, inserted } = differingPart(before, after);
  return before.slice(0, start) + inserted + before.slice(end);
};

describe("the part in which two texts differ", () => {
  const cases: Readonly<Record<string, [string, string, { start: number; end: number; inserted: string }]>> = {
    "a line in the middle": ["a\nb\nc", "a\nx\nc", { start: 2, end: 3, inserted: "x" }],
    "a line more at the end": ["a\n", "a\nb\n", { start: 2, end: 2, inserted: "b\n" }],
    nothing: ["a", "a", { start: 1, end: 1, inserted: "" }],
    "a line break of two characters is one": ["a\r\nb", "a\r\n\r\nb", { start: 3, end: 3, inserted: "\r\n" }],
    "half of a pair is none": ["\ud83d\ude00", "\ud83d\ude01", { start: 0, end: 2, inserted: "\ud83d\ude01" }],
  };
  it.each(Object.entries(cases))("%s", (_, [before, after, part]) =>
    expect(differingPart(before, after)).toEqual(part),
  );

  it("makes the one out of the other, whatever they are", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "\n", "\r", "\ud83d", "\ude00") });
    fc.assert(fc.property(text, text, (before, after) => applied(before, after) === after));
  });
});
