/** The words of the configuration that a step stands on. */
import type { Range } from "../../text/position.ts";

/** Longer lines are cut. */
const MOST_CHARACTERS = 200;

/** What stands in the text at the place, up to the end of its first line; undefined when the text has no such place. */
export function evidenceAt(text: string | undefined, { start, end }: Range): string | undefined {
  if (text === undefined || start.offset >= text.length) return undefined;
  const lineEnd = text.indexOf("\n", start.offset);
  const until = lineEnd < 0 ? text.length : lineEnd;
  // A place that is a word of its line stands for the line: the rest of it is what decided.
  const found = text.slice(start.offset, end.line > start.line ? until : Math.max(end.offset, until)).trim();
  if (found === "") return undefined;
  return found.length > MOST_CHARACTERS ? `${found.slice(0, MOST_CHARACTERS)}…` : found;
}
