/** Outline, folding and growing selections over the protocol. */
import {
  type DocumentSymbol,
  type DocumentSymbolParams,
  type FoldingRange,
  FoldingRangeKind,
  type FoldingRangeParams,
  type SelectionRange,
  type SelectionRangeParams,
  type SymbolInformation,
  SymbolKind,
} from "vscode-languageserver/node";
import { getFolds } from "../../lib/language/folds.ts";
import { getOutline, type OutlineEntry } from "../../lib/language/outline.ts";
import { getSelections } from "../../lib/language/selections.ts";
import { getZoneFolds, getZoneOutline, type ZoneOutlineEntry } from "../../lib/language/zone-file/outline.ts";
import { toRange } from "./protocol-places.ts";
import { answering, askDocument, askPlace, type ServerSession } from "./session.ts";

const KINDS: Readonly<Record<OutlineEntry["kind"] | ZoneOutlineEntry["kind"], SymbolKind>> = {
  "server block": SymbolKind.Namespace,
  snippet: SymbolKind.Function,
  import: SymbolKind.File,
  directive: SymbolKind.Module,
  property: SymbolKind.Property,
  owner: SymbolKind.Namespace,
  record: SymbolKind.Field,
};

/** Answers `textDocument/documentSymbol`. */
export function serveSymbols(session: ServerSession): void {
  session.connection.onDocumentSymbol(
    answering(({ textDocument: { uri } }: DocumentSymbolParams): DocumentSymbol[] | SymbolInformation[] => {
      const { kind, workspace, file } = askDocument(session, uri);
      const symbols = entriesOf(kind)(workspace, file).map(toSymbol);
      return session.client.nestedSymbols ? symbols : symbols.flatMap((symbol) => flatten(symbol, uri));
    }),
  );
}

function entriesOf(kind: string): typeof getOutline | typeof getZoneOutline {
  if (kind === "corefile") return getOutline;
  return kind === "zone-file" ? getZoneOutline : () => [];
}

function toSymbol({ name, detail, kind, range, nameRange, children }: OutlineEntry | ZoneOutlineEntry): DocumentSymbol {
  return {
    name,
    detail,
    kind: KINDS[kind],
    range: toRange(range),
    selectionRange: toRange(nameRange),
    children: children.map(toSymbol),
  };
}

/** For editors without trees. */
function flatten({ name, kind, range, children }: DocumentSymbol, uri: string): SymbolInformation[] {
  return [{ name, kind, location: { uri, range } }, ...(children ?? []).flatMap((child) => flatten(child, uri))];
}

/** Answers `textDocument/foldingRange`. */
export function serveFolding(session: ServerSession): void {
  session.connection.onFoldingRanges(
    answering(({ textDocument }: FoldingRangeParams): FoldingRange[] => {
      const { kind, workspace, file } = askDocument(session, textDocument.uri);
      const foldsOf = kind === "corefile" ? getFolds : kind === "zone-file" ? getZoneFolds : () => [];
      return foldsOf(workspace, file).map(({ startLine, endLine, kind: what }) => ({
        startLine: startLine - 1,
        endLine: endLine - 1,
        ...(what === "comment" ? { kind: FoldingRangeKind.Comment } : {}),
      }));
    }),
  );
}

/** Answers `textDocument/selectionRange`. */
export function serveSelections(session: ServerSession): void {
  session.connection.onSelectionRanges(
    answering(({ textDocument, positions }: SelectionRangeParams): SelectionRange[] =>
      positions.map((position) => {
        const { kind, workspace, place } = askPlace(session, { textDocument, position });
        const ranges = kind === "corefile" ? getSelections(workspace, place) : [];
        const chain = ranges.reduceRight<SelectionRange | undefined>(
          (parent, range) => ({ range: toRange(range), ...(parent === undefined ? {} : { parent }) }),
          undefined,
        );
        return chain ?? { range: { start: position, end: position } };
      }),
    ),
  );
}
