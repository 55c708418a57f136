/** For tests: what a text is once a finding's fix was made. */
import type { FindingFix } from "../finding.ts";

/** The text with all edits, whose places are lines and columns. */
export function applyFindingFix(text: string, { edits }: FindingFix): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offsetOf = (line: number, column: number): number => (starts[line - 1] ?? text.length) + column - 1;
  return edits.toReversed().reduce((result, { place, text: inserted }) => {
    const start = offsetOf(place.line, place.column);
    return result.slice(0, start) + inserted + result.slice(offsetOf(place.endLine, place.endColumn));
  }, text);
}
