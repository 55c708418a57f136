/** Zone files and hosts files in Monaco: hovers, completions, outline and folding. */
import type * as Monaco from "monaco-editor/editor.js";
import { getHostsFormatEdits } from "../../../lib/language/hosts-file/format.ts";
import { getHostsHover } from "../../../lib/language/hosts-file/hover.ts";
import type { Hover } from "../../../lib/language/hover.ts";
import { getZoneCompletions } from "../../../lib/language/zone-file/completions.ts";
import { getZoneFormatEdits } from "../../../lib/language/zone-file/format.ts";
import { getZoneHover } from "../../../lib/language/zone-file/hover.ts";
import { getZoneFolds, getZoneOutline, type ZoneOutlineEntry } from "../../../lib/language/zone-file/outline.ts";
import type { TextEdit } from "../../../lib/text/edit.ts";
import { HOSTS_LANGUAGE, ZONE_LANGUAGE } from "../file-languages.ts";
import { toSuggestions } from "./completions.ts";
import { type Language, pathOf } from "./language-workspace.ts";
import { placeIn, toMonacoRange } from "./ranges.ts";

/** Registers the providers; gives the way to stop. */
export function registerZoneFiles(language: Language): Monaco.IDisposable {
  const { monaco, workspace, workspaceNow } = language;
  const { languages } = monaco;
  const registered = [
    languages.registerHoverProvider(ZONE_LANGUAGE, {
      provideHover: async (model, position) => toHover(getZoneHover(await workspace(), placeIn(model, position))),
    }),
    languages.registerHoverProvider(HOSTS_LANGUAGE, {
      provideHover: async (model, position) => toHover(getHostsHover(await workspace(), placeIn(model, position))),
    }),
    languages.registerCompletionItemProvider(ZONE_LANGUAGE, {
      triggerCharacters: [" ", "\t", "$"],
      async provideCompletionItems(model, position) {
        return toSuggestions(monaco, getZoneCompletions(await workspace(), placeIn(model, position)));
      },
    }),
    languages.registerDocumentSymbolProvider(ZONE_LANGUAGE, {
      displayName: "Zone file",
      provideDocumentSymbols: (model) =>
        getZoneOutline(workspaceNow(), pathOf(model)).map((entry) => toSymbol(languages.SymbolKind, entry)),
    }),
    languages.registerFoldingRangeProvider(ZONE_LANGUAGE, {
      provideFoldingRanges: (model) =>
        getZoneFolds(workspaceNow(), pathOf(model)).map(({ startLine, endLine, kind }) => ({
          start: startLine,
          end: endLine,
          ...(kind === "comment" ? { kind: languages.FoldingRangeKind.Comment } : {}),
        })),
    }),
    languages.registerDocumentFormattingEditProvider(ZONE_LANGUAGE, {
      displayName: "Zone file",
      provideDocumentFormattingEdits: (model) => toEdits(getZoneFormatEdits(workspaceNow(), pathOf(model))),
    }),
    languages.registerDocumentRangeFormattingEditProvider(ZONE_LANGUAGE, {
      displayName: "Zone file",
      provideDocumentRangeFormattingEdits: (model, { startLineNumber, endLineNumber }) =>
        toEdits(
          getZoneFormatEdits(workspaceNow(), pathOf(model), { startLine: startLineNumber, endLine: endLineNumber }),
        ),
    }),
    languages.registerDocumentFormattingEditProvider(HOSTS_LANGUAGE, {
      displayName: "Hosts file",
      provideDocumentFormattingEdits: (model) => toEdits(getHostsFormatEdits(workspaceNow(), pathOf(model))),
    }),
    languages.registerDocumentRangeFormattingEditProvider(HOSTS_LANGUAGE, {
      displayName: "Hosts file",
      provideDocumentRangeFormattingEdits: (model, { startLineNumber, endLineNumber }) =>
        toEdits(
          getHostsFormatEdits(workspaceNow(), pathOf(model), { startLine: startLineNumber, endLine: endLineNumber }),
        ),
    }),
  ];
  return {
    dispose() {
      for (const one of registered) one.dispose();
    },
  };
}

function toEdits(edits: readonly TextEdit[]): Monaco.languages.TextEdit[] {
  return edits.map(({ range, text }) => ({ range: toMonacoRange(range), text }));
}

function toHover(hover: Hover | undefined): Monaco.languages.Hover | null {
  return hover === undefined ? null : { range: toMonacoRange(hover.range), contents: [{ value: hover.markdown }] };
}

function toSymbol(
  kinds: typeof Monaco.languages.SymbolKind,
  { name, detail, kind, range, nameRange, children }: ZoneOutlineEntry,
): Monaco.languages.DocumentSymbol {
  const symbolKinds: Readonly<Record<ZoneOutlineEntry["kind"], Monaco.languages.SymbolKind>> = {
    owner: kinds.Namespace,
    record: kinds.Field,
    directive: kinds.Constant,
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
