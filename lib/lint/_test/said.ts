/** For tests: what lint says of a Corefile, in short. A rule that throws fails the test. */
import { lint } from "../lint.ts";
import { type Surroundings, subjectOf } from "./subject-of.ts";

/** The findings as `CF1006 3 whoami`: code, line, and the words that are marked. */
export function said(text: string, around: Surroundings = {}): readonly string[] {
  const found = lint(subjectOf(text, around), {
    onFault: ({ code }, fault) => {
      throw new Error(`${code} threw`, { cause: fault });
    },
  });
  return found.map(({ code, range: { start, end } }) => {
    return `${code} ${start.line} ${text.slice(start.offset, end.offset)}`;
  });
}

/** The lines of a server block for the root, which is said nothing of but for what is wrong in these lines. */
export function block(...lines: readonly string[]): string {
  return [". {", ...lines, "}", ""].join("\n");
}
