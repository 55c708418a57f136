/** Places of plugins in the chain, faint at the ends of their lines, where they push no argument away. */
import type * as Monaco from "monaco-editor/editor.js";
import { getInlays } from "../../../lib/language/inlays.ts";
import { COREFILE_LANGUAGE } from "../language.ts";
import { type Language, pathOf } from "./language-workspace.ts";

/** Keeps it apart from the words of the line. */
const GAP = "\u00a0\u00b7 ";

/** Registers the provider; gives the way to stop. */
export function registerInlayHints({ monaco, workspace }: Language): Monaco.IDisposable {
  return monaco.languages.registerInlayHintsProvider(COREFILE_LANGUAGE, {
    async provideInlayHints(model, { startLineNumber: startLine, endLineNumber: endLine }) {
      const none = { hints: [], dispose: () => undefined };
      // The disk's side of a difference is not what the workspace has.
      if (model.uri.scheme !== "workspace") return none;
      const known = await workspace();
      if (model.isDisposed()) return none;
      const hints = getInlays(known, pathOf(model), { startLine, endLine }).flatMap(({ at: { line }, text }) =>
        line > model.getLineCount()
          ? []
          : [{ position: { lineNumber: line, column: model.getLineMaxColumn(line) }, label: `${GAP}${text}` }],
      );
      return { ...none, hints };
    },
  });
}
