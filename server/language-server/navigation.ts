/** Definitions, uses, renaming and links over the protocol. */
import {
  type DefinitionLink,
  type DefinitionParams,
  type DocumentLink,
  type DocumentLinkParams,
  type Location,
  LSPErrorCodes,
  type PrepareRenameParams,
  type ReferenceParams,
  type RenameParams,
  ResponseError,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { getDefinitions } from "../../lib/language/definition.ts";
import { getFileLinks } from "../../lib/language/links.ts";
import { getReferences } from "../../lib/language/references.ts";
import { getRename, prepareRename } from "../../lib/language/rename.ts";
import { getZoneDefinitions, getZoneLinks } from "../../lib/language/zone-file/navigation.ts";
import { toRange, toWorkspaceEdit } from "./protocol-places.ts";
import { answering, askDocument, askPlace, type ServerSession } from "./session.ts";

/** Answers `textDocument/definition`. */
export function serveDefinition(session: ServerSession): void {
  session.connection.onDefinition(
    answering((params: DefinitionParams): DefinitionLink[] | Location[] => {
      const { kind, workspace, place, uriOf } = askPlace(session, params);
      const definitionsOf = { corefile: getDefinitions, "zone-file": getZoneDefinitions };
      const found = kind === "corefile" || kind === "zone-file" ? definitionsOf[kind](workspace, place) : [];
      if (!session.client.locationLinks) {
        return found.map(({ target }) => ({ uri: uriOf(target.file), range: toRange(target) }));
      }
      return found.map(({ origin, target, whole }) => ({
        originSelectionRange: toRange(origin),
        targetUri: uriOf(target.file),
        targetRange: toRange(whole),
        targetSelectionRange: toRange(target),
      }));
    }),
  );
}

/** Answers `textDocument/references`. */
export function serveReferences(session: ServerSession): void {
  session.connection.onReferences(
    answering((params: ReferenceParams): Location[] => {
      const { kind, workspace, place, uriOf } = askPlace(session, params);
      const found = kind === "corefile" ? getReferences(workspace, place, params.context.includeDeclaration) : [];
      return found.map((range) => ({ uri: uriOf(range.file), range: toRange(range) }));
    }),
  );
}

/** Answers `textDocument/prepareRename` and `textDocument/rename`. */
export function serveRename(session: ServerSession): void {
  session.connection.onPrepareRename(
    answering((params: PrepareRenameParams) => {
      const { kind, workspace, place } = askPlace(session, params);
      const found = kind === "corefile" ? prepareRename(workspace, place) : undefined;
      return found === undefined ? null : { range: toRange(found.range), placeholder: found.name };
    }),
  );
  session.connection.onRenameRequest(
    answering((params: RenameParams): WorkspaceEdit | ResponseError<void> => {
      const { kind, workspace, place, uriOf } = askPlace(session, params);
      const rename = kind === "corefile" ? getRename(workspace, place, params.newName) : { edits: [] };
      if ("refused" in rename) return new ResponseError(LSPErrorCodes.RequestFailed, rename.refused);
      return toWorkspaceEdit(rename.edits, uriOf);
    }),
  );
}

/** Answers `textDocument/documentLink`. */
export function serveLinks(session: ServerSession): void {
  session.connection.onDocumentLinks(
    answering(({ textDocument }: DocumentLinkParams): DocumentLink[] => {
      const { kind, workspace, file, uriOf } = askDocument(session, textDocument.uri);
      const linksOf = { corefile: getFileLinks, "zone-file": getZoneLinks };
      if (kind !== "corefile" && kind !== "zone-file") return [];
      return linksOf[kind](workspace, file).flatMap((link) =>
        link.kind === "file" ? [{ range: toRange(link.range), target: uriOf(link.file) }] : [],
      );
    }),
  );
}
