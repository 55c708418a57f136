import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unifiedDiff } from "./unified-diff.ts";

const diff = (before: string, after: string): string => unifiedDiff({ name: "Corefile", before, after });
const body = (before: string, after: string): string => diff(before, after).split("\n").slice(2).join("\n");

describe("a unified diff", () => {
  const diffs: Readonly<Record<string, readonly [before: string, after: string, hunks: string]>> = {
    "of a line that changes": ["a\nb\nc\n", "a\nB\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"],
    "of the only line": ["a\n", "b\n", "@@ -1,1 +1,1 @@\n-a\n+b\n"],
    "from nothing": ["", "a\nb\n", "@@ -0,0 +1,2 @@\n+a\n+b\n"],
    "to nothing": ["a\n", "", "@@ -1,1 +0,0 @@\n-a\n"],
    "of a line end that was missing": ["a\nb", "a\nb\n", "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"],
    "with three lines around": [
      "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
      "1\n2\n3\n4\nfive\n6\n7\n8\n9\n",
      "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
    ],
    "in two pieces": [
      "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n",
      "one\n2\n3\n4\n5\n6\n7\n8\n9\nten\n",
      "@@ -1,4 +1,4 @@\n-1\n+one\n 2\n 3\n 4\n@@ -7,4 +7,4 @@\n 7\n 8\n 9\n-10\n+ten\n",
    ],
    "in one piece when they touch": [
      "1\n2\n3\n4\n5\n6\n7\n8\n",
      "one\n2\n3\n4\n5\n6\n7\neight\n",
      "@@ -1,8 +1,8 @@\n-1\n+one\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+eight\n",
    ],
  };
  it.each(Object.entries(diffs))("%s", (_, [before, after, hunks]) => {
    expect(body(before, after)).toBe(hunks);
  });
  it("names the file", () => {
    expect(diff("a", "b")).toMatch(/^--- Corefile\.orig\n\+\+\+ Corefile\n/);
  });
  it("is empty when nothing differs", () => {
    expect(diff("a\n", "a\n")).toBe("");
  });
  it("gives the new text when it is applied to the old one, with no more changes than needed", () => {
    const text = fc.array(fc.constantFrom("a\n", "b\n", "c\n", "\n"), { maxLength: 30 }).map((lines) => lines.join(""));
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(apply(before, diff(before, after))).toBe(after);
      }),
      { numRuns: 1000 },
    );
  });
  it("of texts with nothing in common is as long as both", () => {
    const lines = (word: string): string => Array.from({ length: 3000 }, (_, at) => `${word}${at}\n`).join("");
    const changed = body(lines("a"), lines("b")).split("\n");
    expect(changed.filter((line) => line.startsWith("-"))).toHaveLength(3000);
    expect(changed.filter((line) => line.startsWith("+"))).toHaveLength(3000);
    expect(apply(lines("a"), diff(lines("a"), lines("b")))).toBe(lines("b"));
  });
});

/** What `patch` would make of it. */
function apply(before: string, patch: string): string {
  if (patch === "") return before;
  const lines = before.match(/[^\n]*\n/g) ?? [];
  const result: string[] = [];
  let at = 0;
  for (const line of patch.match(/[^\n]*\n/g)?.slice(2) ?? []) {
    const [, start, length] = /^@@ -(\d+)(?:,(\d+))? /.exec(line) ?? [];
    if (start !== undefined) {
      const from = Number(start) - (length === "0" ? 0 : 1);
      result.push(...lines.slice(at, from));
      at = from;
    } else if (line.startsWith("+")) {
      result.push(line.slice(1));
    } else {
      expect(line.slice(1)).toBe(lines[at]);
      if (line.startsWith(" ")) result.push(line.slice(1));
      at++;
    }
  }
  return [...result, ...lines.slice(at)].join("");
}
