/** What a client understands beyond the least that the protocol asks of all. */
import type { ClientCapabilities } from "vscode-languageserver/node";

export interface ClientAbilities {
  /** Completions with parts to fill in. */
  readonly snippets: boolean;
  /** Completions that either insert or replace. */
  readonly insertReplace: boolean;
  /** Outlines with entries in entries. */
  readonly nestedSymbols: boolean;
  /** Parameters of a signature as places in its label. */
  readonly labelOffsets: boolean;
  /** Definitions with the word that they are the definition of. */
  readonly locationLinks: boolean;
  /** The client watches files for servers that ask for it. */
  readonly watchesFiles: boolean;
  /** Edits of a workspace may make files. */
  readonly createsFiles: boolean;
  /** The client tells of folders that are opened and closed. */
  readonly workspaceFolders: boolean;
}

/** A client that told nothing yet. */
export const NO_ABILITIES: ClientAbilities = readAbilities({});

/** Reads what a client tells of itself. */
export function readAbilities({ textDocument, workspace }: ClientCapabilities): ClientAbilities {
  const item = textDocument?.completion?.completionItem;
  return {
    snippets: item?.snippetSupport === true,
    insertReplace: item?.insertReplaceSupport === true,
    nestedSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    labelOffsets: textDocument?.signatureHelp?.signatureInformation?.parameterInformation?.labelOffsetSupport === true,
    locationLinks: textDocument?.definition?.linkSupport === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    createsFiles:
      workspace?.workspaceEdit?.documentChanges === true &&
      workspace.workspaceEdit.resourceOperations?.includes("create") === true,
    workspaceFolders: workspace?.workspaceFolders === true,
  };
}
