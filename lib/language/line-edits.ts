/** What a formatter changed, as an edit for each line: only for those that keep the lines of a text apart as they are. */
import type { TextEdit } from "../text/edit.ts";
import { LineIndex } from "../text/line-index.ts";
import type { LineSpan } from "./format-edits.ts";

/** A text before and behind a formatter. */
export interface FormattedText {
  readonly file: string;
  readonly text: string;
  readonly formatted: string;
}

/** The edits that make one text of the other, or only those of some lines. */
export function lineEdits({ file, text, formatted }: FormattedText, span?: LineSpan): readonly TextEdit[] {
  if (formatted === text) return [];
  const lines = new LineIndex(file, text);
  return formatted.split("\n").flatMap((content, index): readonly TextEdit[] => {
    const line = index + 1;
    const isWanted = span === undefined || (span.startLine <= line && line <= span.endLine);
    const [start, end] = [lines.startOfLine(line), lines.endOfLine(line)];
    const wanted = content.replace(/\r$/, "");
    if (!isWanted || text.slice(start, end) === wanted) return [];
    return [{ range: lines.range(start, end), text: wanted }];
  });
}
