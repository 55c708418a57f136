/** For tests: what a text is once a fix was made. */
import type { Fix } from "../../text/edit.ts";

/** The text with all edits of a fix. */
export function applyFix(text: string, { edits }: Fix): string {
  const backwards = [...edits].sort((a, b) => b.range.start.offset - a.range.start.offset);
  return backwards.reduce((result, { range, text: inserted }) => {
    return result.slice(0, range.start.offset) + inserted + result.slice(range.end.offset);
  }, text);
}
