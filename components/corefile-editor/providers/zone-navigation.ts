/** Links and definitions of zone files in Monaco. */
import type * as Monaco from "monaco-editor/editor.js";
import { getZoneDefinitions, getZoneLinks } from "../../../lib/language/zone-file/navigation.ts";
import { ZONE_LANGUAGE } from "../file-languages.ts";
import { type Language, pathOf, uriOf } from "./language-workspace.ts";
import { ensureModels, placeIn, toMonacoRange } from "./ranges.ts";

/** Registers both providers; gives the way to stop. What they lead to is opened as for Corefiles. */
export function registerZoneNavigation(language: Language): Monaco.IDisposable {
  const { monaco, workspace } = language;
  const links = monaco.languages.registerLinkProvider(ZONE_LANGUAGE, {
    async provideLinks(model) {
      const found = getZoneLinks(await workspace(), pathOf(model));
      const files = found.flatMap((link) => (link.kind === "file" ? [link] : []));
      return {
        links: files.map(({ range, file }) => ({
          range: toMonacoRange(range),
          url: uriOf(monaco, file),
          tooltip: `Open ${file}`,
        })),
      };
    },
  });
  const definitions = monaco.languages.registerDefinitionProvider(ZONE_LANGUAGE, {
    async provideDefinition(model, position) {
      const found = getZoneDefinitions(await workspace(), placeIn(model, position));
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
  return {
    dispose() {
      links.dispose();
      definitions.dispose();
    },
  };
}
