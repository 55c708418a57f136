/** Places between Monaco and the language service, both of which count lines and columns from 1. */
import type * as Monaco from "monaco-editor/editor.js";
import type { TextPlace } from "../../../lib/language/workspace.ts";
import type { TextEdit } from "../../../lib/text/edit.ts";
import type { Range } from "../../../lib/text/position.ts";
import { languageOf } from "../language.ts";
import { type Language, pathOf, uriOf } from "./language-workspace.ts";

/** Monaco's form of a range. */
export function toMonacoRange({ start, end }: Range): Monaco.IRange {
  return { startLineNumber: start.line, startColumn: start.column, endLineNumber: end.line, endColumn: end.column };
}

/** The place of a cursor in a model. */
export function placeIn(model: Monaco.editor.ITextModel, position: Monaco.IPosition): TextPlace {
  return { file: pathOf(model), offset: model.getOffsetAt(position) };
}

/** A range of any file, as Monaco names it. */
export function toLocation({ monaco }: Language, range: Range): Monaco.languages.Location {
  return { uri: uriOf(monaco, range.file), range: toMonacoRange(range) };
}

/** Edits of any files, as Monaco takes them. */
export function toWorkspaceEdit({ monaco }: Language, edits: readonly TextEdit[]): Monaco.languages.WorkspaceEdit {
  return {
    edits: edits.map(({ range, text }) => ({
      resource: uriOf(monaco, range.file),
      versionId: undefined,
      textEdit: { range: toMonacoRange(range), text },
    })),
  };
}

/** Makes models for files that Monaco is about to look into, and has none for. */
export function ensureModels({ monaco, workspaceNow }: Language, files: readonly string[]): void {
  const { files: texts, corefile } = workspaceNow();
  for (const file of new Set(files)) {
    const uri = uriOf(monaco, file);
    if (monaco.editor.getModel(uri) !== null) continue;
    const text = texts.read(file);
    if (typeof text === "string") monaco.editor.createModel(text, languageOf(file, corefile), uri);
  }
}
