/** Lines that are there once too often, or should not be there at all. */
import type { Fix } from "../../text/edit.ts";
import type { Asked } from "../corefile/asked.ts";
import { rangeAt } from "../corefile/parsed.ts";

/** Takes away the line at the place, with its block; whole lines of the text where nothing else stands on them. */
export function removalFixes({ parsed, spot }: Asked): readonly Fix[] {
  const { line } = spot;
  if (line === undefined) return [];
  const { text } = parsed;
  const lineStart = text.lastIndexOf("\n", line.first.start - 1) + 1;
  const lineEnd = text.indexOf("\n", line.last.end);
  const end = lineEnd < 0 ? text.length : lineEnd + 1;
  const isAlone =
    /^[\s]*$/.test(text.slice(lineStart, line.first.start)) && /^\s*(?:#.*)?$/.test(text.slice(line.last.end, end));
  const range = isAlone ? rangeAt(parsed, lineStart, end) : rangeAt(parsed, line.first.start, line.last.end);
  return [{ title: `Remove this ${line.name.text}`, edits: [{ range, text: "" }] }];
}
