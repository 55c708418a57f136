/** Marks of the last question in the margin: in which order lines acted, which one decided, which were never reached. */
import type * as Monaco from "monaco-editor/editor.js";
import type { LineMark } from "../../lib/studio/answers/line-marks.ts";
import styles from "./corefile-editor.module.css";
import { escapeMarkdown } from "./markdown.ts";

/** Numbers that have a margin sign of their own; later ones share a dot. */
const MAX_SIGN = 20;

/** How a mark looks. A pale one is of a text that has changed since. */
export function markOptions(mark: LineMark, isPale: boolean): Monaco.editor.IModelDecorationOptions {
  return {
    isWholeLine: true,
    // A word typed before or behind what it stands at is no part of it, nor is a new line.
    stickiness: NEVER_GROWS,
    glyphMarginClassName: [signClass(mark), isPale ? styles.stale : ""].join(" "),
    glyphMarginHoverMessage: mark.sentences.map((sentence) => ({ value: escapeMarkdown(sentence) })),
    ...(mark.kind === "decided" && !isPale ? { className: styles.decidedLine ?? "" } : {}),
    ...(mark.trailer === undefined || isPale
      ? {}
      : { after: { content: `  ◀ ${mark.trailer}`, inlineClassName: styles.trailer ?? "" } }),
    ...(mark.kind === "not-reached" && !isPale ? { inlineClassName: styles.notReachedLine ?? "" } : {}),
  };
}

const NEVER_GROWS: Monaco.editor.TrackedRangeStickiness = 1;

/** Monaco's decorations for the marks of one file, over what is written on their lines: `after` is shown behind that. */
export function atLines(
  marks: readonly LineMark[],
  model: Monaco.editor.ITextModel,
): Monaco.editor.IModelDeltaDecoration[] {
  return marks.map((mark) => ({
    range: {
      startLineNumber: mark.line,
      startColumn: model.getLineFirstNonWhitespaceColumn(mark.line) || 1,
      endLineNumber: mark.line,
      endColumn: model.getLineMaxColumn(mark.line),
    },
    options: markOptions(mark, false),
  }));
}

function signClass({ kind, turns }: LineMark): string {
  if (kind === "not-reached") return `${styles.sign} ${styles.notReached}`;
  const [first] = turns;
  const number = first === undefined || first > MAX_SIGN ? "" : (styles[`turn${first}`] ?? "");
  const look = kind === "decided" ? styles.decided : kind === "rule" ? styles.rule : styles.acted;
  return `${styles.sign} ${look} ${number}`;
}
