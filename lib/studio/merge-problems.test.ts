import { expect, test } from "vitest";
import type { Problem } from "../text/problem.ts";
import { type FileChange, moveProblems, onlyServers } from "./merge-problems.ts";

/** A problem at a word, and the text that it stands in. */
function problemAt(text: string, word: string): Problem {
  const offset = text.indexOf(word);
  const place = (at: number) => {
    const before = text.slice(0, at).split("\n");
    return { offset: at, line: before.length, column: (before.at(-1) ?? "").length + 1 };
  };
  const range = { file: "Corefile", start: place(offset), end: place(offset + word.length) };
  return { code: "x", severity: "error", cause: "here", message: `about ${word}`, range };
}

/** Puts `inserted` in the place of `old`, the first of its kind. */
function replaced(text: string, old: string, inserted: string): { readonly text: string; readonly change: FileChange } {
  const { start, end } = problemAt(text, old).range;
  const change = { file: "Corefile", offset: start.offset, removed: old.length, inserted, start, end };
  return { text: text.replace(old, inserted), change };
}

const TEXT = ". {\n  hosts missing\n  forward . nowhere\n}\n";
const cases: Readonly<Record<string, readonly [old: string, inserted: string, word: string]>> = {
  "words behind it on other lines keep their columns": ["hosts", "file", "nowhere"],
  "words behind it on its line": ["hosts", "file", "missing"],
  "words before it stay": ["nowhere", "192.0.2.1", "missing"],
  "new lines": ["hosts", "errors\n  log\n  hosts", "missing"],
  "lines that go": ["{\n  hosts", "{ hosts", "missing"],
  "lines that go before the line": ["hosts missing\n  forward", "x", "nowhere"],
};
test.each(Object.entries(cases))("a problem moves with its words: %s", (_, [old, inserted, word]) => {
  const { text, change } = replaced(TEXT, old, inserted);
  const moved = moveProblems([problemAt(TEXT, word)], change, (file) => file === "Corefile");
  expect(moved).toEqual([problemAt(text, word)]);
});

test("a problem whose words are touched is dropped", () => {
  const { change } = replaced(TEXT, "issi", "");
  expect(moveProblems([problemAt(TEXT, "missing")], change, () => true)).toEqual([]);
});

test("problems of other files stay", () => {
  const { change } = replaced(TEXT, "issi", "");
  const problem = problemAt(TEXT, "missing");
  expect(moveProblems([problem], change, () => false)).toEqual([problem]);
});

test("what the page finds by itself is not told twice", () => {
  const [missing, nowhere] = [problemAt(TEXT, "missing"), problemAt(TEXT, "nowhere")];
  expect(onlyServers([missing, nowhere], [nowhere])).toEqual([missing]);
});
