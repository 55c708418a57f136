/** Colours by meaning in Monaco, over those that each line has by its looks. */
import type * as Monaco from "monaco-editor/editor.js";
import { encodeHighlights, getHighlights, WORD_KINDS } from "../../../lib/language/highlights.ts";
import { COREFILE_LANGUAGE } from "../language.ts";
import { type Language, pathOf } from "./language-workspace.ts";

/** Registers the provider; gives the way to stop. */
export function registerSemanticTokens({ monaco, workspace }: Language): Monaco.IDisposable {
  return monaco.languages.registerDocumentSemanticTokensProvider(COREFILE_LANGUAGE, {
    getLegend: () => ({ tokenTypes: [...WORD_KINDS], tokenModifiers: [] }),
    async provideDocumentSemanticTokens(model) {
      // The disk's side of a difference is not what the workspace has.
      if (model.uri.scheme !== "workspace") return { data: new Uint32Array() };
      return { data: encodeHighlights(getHighlights(await workspace(), pathOf(model))) };
    },
    releaseDocumentSemanticTokens: () => undefined,
  });
}
