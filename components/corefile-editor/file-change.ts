/** Changes in Monaco's words, and in ours. */
import type * as Monaco from "monaco-editor/editor.js";
import type { FileChange } from "../../lib/studio/merge-problems.ts";
import type { TextChange } from "../../lib/text/text-change.ts";

/** Several changes of one edit come the last first, so that each counts from the text that the one before it left. */
export function textChange({ rangeOffset, rangeLength, text }: Monaco.editor.IModelContentChange): TextChange {
  return { offset: rangeOffset, removed: rangeLength, inserted: text };
}

/** The same with its file, and with the places between which text gave way. */
export function fileChange(file: string, change: Monaco.editor.IModelContentChange): FileChange {
  const { range } = change;
  return {
    file,
    ...textChange(change),
    start: { line: range.startLineNumber, column: range.startColumn },
    end: { line: range.endLineNumber, column: range.endColumn },
  };
}
