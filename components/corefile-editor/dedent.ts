/** A closing brace at the start of a line goes back to the indentation of the line that opened its block. */
import type * as Monaco from "monaco-editor/editor.js";
import { indentOfOpening } from "../../lib/language/indent-of-opening.ts";
import { COREFILE_LANGUAGE } from "./language.ts";

/** Watches what is typed; gives the way to stop. */
export function dedentClosingBraces(editor: Monaco.editor.IStandaloneCodeEditor): () => void {
  const listening = editor.onDidChangeModelContent(({ changes, isFlush, isUndoing, isRedoing }) => {
    const model = editor.getModel();
    const [change] = changes;
    const line = change?.range.startLineNumber;
    if (
      isFlush ||
      isUndoing ||
      isRedoing ||
      change?.text !== "}" ||
      changes.length > 1 ||
      model === null ||
      line === undefined ||
      model.getLanguageId() !== COREFILE_LANGUAGE
    )
      return;
    const content = model.getLineContent(line);
    const indent = /^\s*\}$/.test(content) ? indentOfOpening(model.getLinesContent().slice(0, line - 1)) : undefined;
    if (indent === undefined || content === `${indent}}`) return;
    const range = { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: content.length };
    editor.executeEdits("dedent", [{ range, text: indent }]);
  });
  return () => listening.dispose();
}
