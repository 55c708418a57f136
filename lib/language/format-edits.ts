/** Formatting as small edits: only white space changes, so cursors, marks and undo steps stay where they are. */

import { formatCorefile } from "../corefile/format.ts";
import type { TextEdit } from "../text/edit.ts";
import { type Parsed, parsedFile, rangeAt } from "./corefile/parsed.ts";
import type { LanguageWorkspace } from "./workspace.ts";

/** Lines to be formatted, counted from 1, both included. */
export interface LineSpan {
  readonly startLine: number;
  readonly endLine: number;
}

/** The edits that format a file, or only some lines of it; none when it is in its usual form, or cannot be read. */
export function getFormatEdits(workspace: LanguageWorkspace, file: string, lines?: LineSpan): readonly TextEdit[] {
  const parsed = parsedFile(workspace, file);
  if (parsed === undefined) return [];
  const edits = formatEdits(parsed);
  if (lines === undefined) return edits;
  const { startLine, endLine } = lines;
  // An edit of white space over several lines belongs to the line whose indentation it makes.
  return edits.filter(({ range }) => range.end.line >= startLine && range.end.line <= endLine);
}

function formatEdits(parsed: Parsed): readonly TextEdit[] {
  const formatted = formatCorefile(parsed.tree);
  const gaps = differingGaps(parsed.text, formatted);
  if (gaps === undefined) return [{ range: rangeAt(parsed, 0, parsed.text.length), text: formatted }];
  return gaps.map(({ start, end, text }) => ({ range: rangeAt(parsed, start, end), text }));
}

interface Gap {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The stretches of white space in which two texts differ; undefined when they differ in something else. */
function differingGaps(before: string, after: string): readonly Gap[] | undefined {
  const gaps: Gap[] = [];
  let left = 0;
  let right = 0;
  while (left < before.length || right < after.length) {
    const leftEnd = endOfBlanks(before, left);
    const rightEnd = endOfBlanks(after, right);
    const text = after.slice(right, rightEnd);
    if (before.slice(left, leftEnd) !== text) gaps.push({ start: left, end: leftEnd, text });
    left = leftEnd;
    right = rightEnd;
    while (left < before.length && !isBlank(before, left)) {
      if (before.charCodeAt(left) !== after.charCodeAt(right)) return undefined;
      left++;
      right++;
    }
    if (right < after.length && !isBlank(after, right)) return undefined;
  }
  return gaps;
}

function endOfBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text, at)) at++;
  return at;
}

function isBlank(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || unit === 0xfeff || unit === 0xa0;
}
