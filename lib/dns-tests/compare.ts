/** What came of a question against what was expected. */
import { fits, type RecordPattern, readPattern } from "./record-pattern.ts";
import type { Expectation } from "./schema.ts";

/** What came of it. */
export interface Outcome {
  /** IANA's word; `none` when no reply came. */
  readonly rcode: string;
  /** The answer section, in presentation format. */
  readonly answer: readonly string[];
  /** The plugin that answered; undefined when none did, or nobody knows. */
  readonly plugin: string | undefined;
  /** The lines that decided, `FILE:LINE`. */
  readonly lines: readonly string[];
}

/** One thing that is not as it must be. */
export interface Difference {
  readonly what: "rcode" | "answer" | "plugin" | "line";
  readonly expected: string;
  readonly got: string;
}

const NOTHING = "nothing";

/** What differs; empty when all holds. */
export function differences(expected: Expectation, outcome: Outcome): readonly Difference[] {
  const found: Difference[] = [];
  const { rcode, plugin, line } = expected;
  if (rcode !== undefined && rcode.toUpperCase() !== outcome.rcode.toUpperCase()) {
    found.push({ what: "rcode", expected: rcode, got: outcome.rcode });
  }
  if (plugin !== undefined && plugin !== outcome.plugin) {
    found.push({ what: "plugin", expected: plugin, got: outcome.plugin ?? NOTHING });
  }
  if (line !== undefined && !outcome.lines.includes(line)) {
    found.push({ what: "line", expected: line, got: outcome.lines.join(", ") || NOTHING });
  }
  return [...found, ...answerDifferences(expected, outcome.answer)];
}

function answerDifferences({ answer, contains, not }: Expectation, got: readonly string[]): readonly Difference[] {
  const found: Difference[] = [];
  if (answer !== undefined) {
    const left = [...got];
    const missing = patternsOf(answer).filter((pattern) => !take(pattern, left));
    for (const { text } of missing) found.push({ what: "answer", expected: text, got: "not in the answer" });
    for (const text of left) found.push({ what: "answer", expected: "nothing more", got: spaced(text) });
  }
  for (const pattern of patternsOf(contains ?? [])) {
    if (got.some((text) => fits(pattern, text))) continue;
    found.push({ what: "answer", expected: pattern.text, got: "not in the answer" });
  }
  for (const pattern of patternsOf(not ?? [])) {
    const there = got.find((text) => fits(pattern, text));
    if (there !== undefined) found.push({ what: "answer", expected: `not ${pattern.text}`, got: spaced(there) });
  }
  return found;
}

/** Takes the record that fits out of those that are left. */
function take(pattern: RecordPattern, left: string[]): boolean {
  const at = left.findIndex((text) => fits(pattern, text));
  if (at >= 0) left.splice(at, 1);
  return at >= 0;
}

function patternsOf(lines: readonly string[]): readonly RecordPattern[] {
  return lines.map(readPattern).flatMap((read) => ("error" in read ? [] : [read]));
}

function spaced(text: string): string {
  return text.replaceAll("\t", " ");
}
