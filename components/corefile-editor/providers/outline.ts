/** Folding, outline and growing selections in Monaco. */
import type * as Monaco from "monaco-editor/editor.js";
import { getFolds } from "../../../lib/language/folds.ts";
import { getOutline, type OutlineEntry } from "../../../lib/language/outline.ts";
import { getSelections } from "../../../lib/language/selections.ts";
import { COREFILE_LANGUAGE } from "../language.ts";
import { type Language, pathOf } from "./language-workspace.ts";
import { placeIn, toMonacoRange } from "./ranges.ts";

/** Registers the three providers; gives the way to stop. */
export function registerOutline({ monaco, workspaceNow }: Language): Monaco.IDisposable {
  const { languages } = monaco;
  const folding = languages.registerFoldingRangeProvider(COREFILE_LANGUAGE, {
    provideFoldingRanges: (model) =>
      getFolds(workspaceNow(), pathOf(model)).map(({ startLine, endLine, kind }) => ({
        start: startLine,
        end: endLine,
        ...(kind === "comment" ? { kind: languages.FoldingRangeKind.Comment } : {}),
      })),
  });
  const symbols = languages.registerDocumentSymbolProvider(COREFILE_LANGUAGE, {
    displayName: "Corefile",
    provideDocumentSymbols: (model) =>
      getOutline(workspaceNow(), pathOf(model)).map((entry) => toSymbol(languages.SymbolKind, entry)),
  });
  const selections = languages.registerSelectionRangeProvider(COREFILE_LANGUAGE, {
    provideSelectionRanges: (model, positions) =>
      positions.map((position) =>
        getSelections(workspaceNow(), placeIn(model, position)).map((range) => ({ range: toMonacoRange(range) })),
      ),
  });
  return {
    dispose() {
      for (const registered of [folding, symbols, selections]) registered.dispose();
    },
  };
}

function toSymbol(
  kinds: typeof Monaco.languages.SymbolKind,
  { name, detail, kind, range, nameRange, children }: OutlineEntry,
): Monaco.languages.DocumentSymbol {
  const symbolKinds: Readonly<Record<OutlineEntry["kind"], Monaco.languages.SymbolKind>> = {
    "server block": kinds.Namespace,
    snippet: kinds.Function,
    import: kinds.File,
    directive: kinds.Module,
    property: kinds.Property,
  };
  return {
    name,
    detail,
    kind: symbolKinds[kind],
    tags: [],
    range: toMonacoRange(range),
    selectionRange: toMonacoRange(nameRange),
    children: children.map((child) => toSymbol(kinds, child)),
  };
}
