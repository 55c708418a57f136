/** Formatting in Monaco, of a whole file or of the lines that are selected. */
import type * as Monaco from "monaco-editor/editor.js";
import { getFormatEdits } from "../../../lib/language/format-edits.ts";
import type { TextEdit } from "../../../lib/text/edit.ts";
import { COREFILE_LANGUAGE } from "../language.ts";
import { type Language, pathOf } from "./language-workspace.ts";
import { toMonacoRange } from "./ranges.ts";

/** Registers both providers; gives the way to stop. */
export function registerFormat({ monaco, workspaceNow }: Language): Monaco.IDisposable {
  const whole = monaco.languages.registerDocumentFormattingEditProvider(COREFILE_LANGUAGE, {
    displayName: "Corefile",
    provideDocumentFormattingEdits: (model) => toEdits(getFormatEdits(workspaceNow(), pathOf(model))),
  });
  const lines = monaco.languages.registerDocumentRangeFormattingEditProvider(COREFILE_LANGUAGE, {
    displayName: "Corefile",
    provideDocumentRangeFormattingEdits: (model, { startLineNumber, endLineNumber }) =>
      toEdits(getFormatEdits(workspaceNow(), pathOf(model), { startLine: startLineNumber, endLine: endLineNumber })),
  });
  return {
    dispose() {
      whole.dispose();
      lines.dispose();
    },
  };
}

function toEdits(edits: readonly TextEdit[]): Monaco.languages.TextEdit[] {
  return edits.map(({ range, text }) => ({ range: toMonacoRange(range), text }));
}
