/** The documents that the editor has open, by the files they are. */
import { basename, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  type Connection,
  type TextDocumentChangeEvent,
  TextDocumentSyncKind,
  type TextDocuments,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";

/** How texts are kept in step: only what changed is sent. */
export const SYNC_KIND = TextDocumentSyncKind.Incremental;

/** Open documents, and URIs from paths and back. */
export class OpenTexts {
  readonly #documents: TextDocuments<TextDocument>;
  /** Goes up with every change of any document. */
  version = 0;
  /** Goes up when documents are opened or closed, and with every change of a Corefile: then documents may belong elsewhere. */
  shapeVersion = 0;

  constructor(documents: TextDocuments<TextDocument>, connection: Connection) {
    this.#documents = documents;
    this.onChange(({ document }) => {
      this.version += 1;
      if (isCorefile(document)) this.shapeVersion += 1;
    });
    for (const event of [documents.onDidOpen, documents.onDidClose]) {
      event(() => {
        this.shapeVersion += 1;
      });
    }
    documents.listen(connection);
  }

  /** Calls back after a document was opened, changed or closed. */
  onChange(listener: (event: TextDocumentChangeEvent<TextDocument>) => void): void {
    this.#documents.onDidChangeContent(listener);
    this.#documents.onDidClose(listener);
  }

  /** The document of a URI, while it is open. */
  document(uri: string): TextDocument | undefined {
    return this.#documents.get(uri);
  }

  get all(): readonly TextDocument[] {
    return this.#documents.all();
  }

  /** Texts of all open documents by absolute path. */
  texts(): ReadonlyMap<string, string> {
    return new Map(this.all.map((document) => [pathOf(document.uri), document.getText()]));
  }

  /** The URI of a file, as the editor writes it when it has the file open. */
  uriOf(path: string): string {
    return this.all.find(({ uri }) => pathOf(uri) === path)?.uri ?? pathToFileURL(path).href;
  }
}

/** True for a file that is a Corefile by its name alone; others may be fragments of one, or something else. */
export function isCorefileName(name: string): boolean {
  return /^Corefile(?:[.-]|$)|\.corefile$/i.test(name);
}

/** True for what is a Corefile by its name, or because the editor says so. */
export function isCorefile({ languageId, uri }: TextDocument): boolean {
  return languageId === "corefile" || isCorefileName(basename(pathOf(uri)));
}

/** Where documents lie that are no files of this machine: unsaved ones, old versions, files of other machines. */
const NOWHERE = "/not-on-disk";

/** The absolute path of a URI. What is no file has a folder of its own, so that it is taken for no other document. */
export function pathOf(uri: string): string {
  if (uri.startsWith("file:")) {
    try {
      return fileURLToPath(uri);
    } catch {
      // A file of another machine.
    }
  }
  const name = basename(uri.replace(/[?#].*$/, "").replace(/^[a-z][a-z0-9+.-]*:/i, ""));
  return resolve(NOWHERE, encodeURIComponent(uri), name === "" ? "untitled" : name);
}
