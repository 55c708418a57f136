import type * as Monaco from "monaco-editor/editor.js";
import { expect, test } from "vitest";
import { moveProblems } from "../../lib/studio/merge-problems.ts";
import type { Problem } from "../../lib/text/problem.ts";
import { applyChanges } from "../../lib/text/text-change.ts";
import { fileChange, textChange } from "./file-change.ts";

const TEXT = "one\ntwo\nthree\n";
/** `two` and its line break give way, as Monaco tells it. */
const CHANGE: Monaco.editor.IModelContentChange = {
  range: { startLineNumber: 2, startColumn: 1, endLineNumber: 3, endColumn: 1 },
  rangeOffset: 4,
  rangeLength: 4,
  text: "2, ",
};

test("a change makes the text that the editor has", () =>
  expect(applyChanges(TEXT, [textChange(CHANGE)])).toBe("one\n2, three\n"));

test("a problem behind the change moves with its words", () => {
  const start = { offset: TEXT.indexOf("three"), line: 3, column: 1 };
  const range = { file: "Corefile", start, end: { ...start, offset: start.offset + 5, column: 6 } };
  const problem: Problem = { code: "x", severity: "error", cause: "text", message: "", range };
  const [moved] = moveProblems([problem], fileChange("Corefile", CHANGE), (file) => file === "Corefile");
  expect(moved?.range).toEqual({
    file: "Corefile",
    start: { offset: 7, line: 2, column: 4 },
    end: { offset: 12, line: 2, column: 9 },
  });
});
