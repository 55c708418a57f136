/** Renaming snippets in Monaco: edits of the file in front go through the editor, those of others through the store. */
import type * as Monaco from "monaco-editor/editor.js";
import { getRename, prepareRename } from "../../../lib/language/rename.ts";
import { COREFILE_LANGUAGE } from "../language.ts";
import { type Language, pathOf } from "./language-workspace.ts";
import { placeIn, toMonacoRange, toWorkspaceEdit } from "./ranges.ts";
import { showMessage } from "./show-message.ts";

/** Registers the provider; gives the way to stop. */
export function registerRename(language: Language): Monaco.IDisposable {
  const { monaco, store, workspace } = language;
  return monaco.languages.registerRenameProvider(COREFILE_LANGUAGE, {
    async provideRenameEdits(model, position, newName) {
      const rename = getRename(await workspace(), placeIn(model, position), newName);
      if ("refused" in rename) {
        showMessage(monaco, { model, position }, rename.refused);
        return { edits: [], rejectReason: rename.refused };
      }
      const mine = rename.edits.filter(({ range }) => range.file === pathOf(model));
      const others = rename.edits.filter((edit) => !mine.includes(edit));
      if (others.length > 0) await store.getState().actions.changeTexts(others);
      return toWorkspaceEdit(language, mine);
    },
    async resolveRenameLocation(model, position) {
      const found = prepareRename(await workspace(), placeIn(model, position));
      if (found !== undefined) return { range: toMonacoRange(found.range), text: found.name };
      const { lineNumber, column } = position;
      const range = { startLineNumber: lineNumber, startColumn: column, endLineNumber: lineNumber, endColumn: column };
      return { range, text: "", rejectReason: "Only snippets can be renamed." };
    },
  });
}
