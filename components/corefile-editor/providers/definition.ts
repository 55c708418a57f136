/** Go to definition, and all uses, in Monaco. */
import type * as Monaco from "monaco-editor/editor.js";
import { getDefinitions } from "../../../lib/language/definition.ts";
import { getReferences } from "../../../lib/language/references.ts";
import { COREFILE_LANGUAGE } from "../language.ts";
import { type Language, uriOf } from "./language-workspace.ts";
import { ensureModels, placeIn, toLocation, toMonacoRange } from "./ranges.ts";

/** Registers both providers; gives the way to stop. */
export function registerDefinition(language: Language): Monaco.IDisposable {
  const { monaco, workspace } = language;
  const definitions = monaco.languages.registerDefinitionProvider(COREFILE_LANGUAGE, {
    async provideDefinition(model, position) {
      const found = getDefinitions(await workspace(), placeIn(model, position));
      ensureModels(
        language,
        found.map(({ target }) => target.file),
      );
      return found.map(({ origin, target, whole }) => ({
        originSelectionRange: toMonacoRange(origin),
        uri: uriOf(monaco, target.file),
        range: toMonacoRange(whole),
        targetSelectionRange: toMonacoRange(target),
      }));
    },
  });
  const references = monaco.languages.registerReferenceProvider(COREFILE_LANGUAGE, {
    async provideReferences(model, position, { includeDeclaration }) {
      const found = getReferences(await workspace(), placeIn(model, position), includeDeclaration);
      ensureModels(
        language,
        found.map(({ file }) => file),
      );
      return found.map((range) => toLocation(language, range));
    },
  });
  return {
    dispose() {
      definitions.dispose();
      references.dispose();
    },
  };
}
