/** Marks of the last question in the margin: in which order lines acted, which one decided, which were never reached. */
import type * as Monaco from "monaco-editor/editor.js";
import type { LineMark } from "../../lib/studio/line-marks.ts";
import styles from "./corefile-editor.module.css";
import { escapeMarkdown } from "./markdown.ts";

/** Numbers that have a margin sign of their own; later ones share a dot. */
const MAX_SIGN = 20;

/** Monaco's decorations for the marks of one file. */
export function markDecorations(marks: readonly LineMark[], isStale: boolean): Monaco.editor.IModelDeltaDecoration[] {
  return marks.map((mark) => ({
    range: { startLineNumber: mark.line, startColumn: 1, endLineNumber: mark.line, endColumn: 1 },
    options: {
      isWholeLine: true,
      glyphMarginClassName: [signClass(mark), isStale ? styles.stale : ""].join(" "),
      glyphMarginHoverMessage: mark.sentences.map((sentence) => ({ value: escapeMarkdown(sentence) })),
      ...(mark.kind === "decided" && !isStale ? { className: styles.decidedLine ?? "" } : {}),
      ...(mark.trailer === undefined || isStale
        ? {}
        : { after: { content: `  ◀ ${mark.trailer}`, inlineClassName: styles.trailer ?? "" } }),
      ...(mark.kind === "not-reached" && !isStale ? { inlineClassName: styles.notReachedLine ?? "" } : {}),
    },
  }));
}

/** Puts end-of-line texts at the line's end: Monaco shows `after` behind the range. */
export function atLineEnd(
  decorations: Monaco.editor.IModelDeltaDecoration[],
  model: Monaco.editor.ITextModel,
): Monaco.editor.IModelDeltaDecoration[] {
  const lines = model.getLineCount();
  return decorations
    .filter(({ range }) => range.startLineNumber <= lines)
    .map(({ range, options }) => ({
      range: {
        startLineNumber: range.startLineNumber,
        startColumn: model.getLineFirstNonWhitespaceColumn(range.startLineNumber) || 1,
        endLineNumber: range.startLineNumber,
        endColumn: model.getLineMaxColumn(range.startLineNumber),
      },
      options,
    }));
}

function signClass({ kind, turns }: LineMark): string {
  if (kind === "not-reached") return `${styles.sign} ${styles.notReached}`;
  const [first] = turns;
  const number = first === undefined || first > MAX_SIGN ? "" : (styles[`turn${first}`] ?? "");
  const look = kind === "decided" ? styles.decided : kind === "rule" ? styles.rule : styles.acted;
  return `${styles.sign} ${look} ${number}`;
}
