/** What keeps dns-tests.yaml from being read, as problems at their places. */
import { LineIndex } from "../text/line-index.ts";
import type { Problem } from "../text/problem.ts";
import { readTestFile, type TestFileProblem } from "./test-file.ts";

export { readTestFile };

/** The problems of a text; none when its tests can be run. */
export function problemsOfTests(file: string, text: string): readonly Problem[] {
  const read = readTestFile(text);
  return "problems" in read ? asProblems(read.problems, { file, text }) : [];
}

/** Each at the word where it begins, to its end. */
export function asProblems(
  problems: readonly TestFileProblem[],
  { file, text }: { readonly file: string; readonly text: string },
): readonly Problem[] {
  const lines = new LineIndex(file, text);
  const texts = text.split("\n");
  let before = 0;
  const starts = texts.map((line) => {
    const start = before;
    before += line.length + 1;
    return start;
  });
  return problems.map(({ message, line, column }) => {
    const start = Math.min(text.length, (starts[line - 1] ?? text.length) + column - 1);
    const word = /^\S*/.exec((texts[line - 1] ?? "").slice(column - 1))?.[0].length ?? 0;
    return {
      code: "dns-tests",
      severity: "error",
      cause: "text",
      message,
      range: lines.range(start, Math.min(text.length, start + Math.max(1, word))),
    };
  });
}
