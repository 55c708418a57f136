import { describe, expect, it } from "vitest";
import type { BehaviourChange, BehaviourDiff } from "./behaviour-diff.ts";
import { writeMarkdown } from "./markdown.ts";
import type { Outcome } from "./outcome.ts";

const outcome = (rcode: string, plugin: string): Outcome => ({
  rcode,
  plugin,
  flags: [],
  answer: [],
  authority: [],
  additional: [],
  madeUpBy: [],
});
const change = (name: string): BehaviourChange => ({
  question: { name, type: "A", source: "test" },
  count: 1,
  kind: "fails",
  before: outcome("NOERROR", "forward"),
  after: outcome("SERVFAIL", "hosts"),
  cause: { changes: [0], by: "asked" },
});
const diff = (changes: readonly BehaviourChange[]): BehaviourDiff => ({
  asked: 1234,
  askedTimes: 1234,
  leftOut: 0,
  counts: {
    fails: changes.length,
    rcode: 0,
    answer: 0,
    upstream: 0,
    plugin: 0,
    path: 0,
    ttl: 0,
    same: 1234 - changes.length,
  },
  changes,
  unlisted: 0,
  edits: [{ file: "Corefile", beforeLine: 7, removed: ["        fallthrough\n"], afterLine: 7, added: [] }],
  madeUp: 0,
  isWhole: true,
});
const TITLES = { before: "origin/main", after: "." };

describe("a comment on a pull request", () => {
  it("names the line, the question and both answers", () => {
    expect(
      writeMarkdown(diff([change("www.example.com")]), TITLES),
    ).toBe(`### DNS answers: <code>origin/main</code> → <code>.</code>

Of 1,234 questions: 1 now fails · 1,233 same.

**Corefile:7**

\`\`\`diff
@@ Corefile:7 @@
-        fallthrough
\`\`\`

| | question | before | after |
| --- | --- | --- | --- |
| ✗ now fails | <code>www.example.com A</code> | NOERROR (forward) | SERVFAIL (hosts) |
`);
  });
  it("says that nothing changes", () => {
    expect(writeMarkdown(diff([]), TITLES)).toContain("Identical for 1,234 questions; not a proof.");
  });
  it("folds long lists", () => {
    const many = Array.from({ length: 30 }, (_, index) => change(`h${index}.example.com`));
    expect(writeMarkdown(diff(many), TITLES)).toContain("<details><summary>30 questions</summary>");
  });
  it("takes nothing of a name for markup", () => {
    const written = writeMarkdown(diff([change("@everyone|<img src=x>`_*")]), TITLES);
    expect(written.split("\n").at(-2)).not.toMatch(/@|<img|`|\*/);
  });
  it("lets no edited line end its fence", () => {
    const sly = {
      ...diff([change("a.example")]),
      edits: [{ file: "Corefile", beforeLine: 1, removed: ["```\n"], afterLine: 1, added: [] }],
    };
    expect(writeMarkdown(sly, TITLES)).toContain("````diff\n@@ Corefile:1 @@\n-```\n````");
  });
  it("ends before it is too long to be posted", () => {
    const many = Array.from({ length: 300 }, (_, index) => ({
      ...change(`${"x".repeat(200)}${index}.example.com`),
      cause: { changes: [], by: "unknown" } as const,
    }));
    const written = writeMarkdown(diff([change("first.example"), ...many]), TITLES);
    expect(written.length).toBeLessThan(65_000);
    expect(written).toContain("first.example");
    expect(written).toContain("300 more changes are not shown here.");
  });
});
