/** What every room of the server works with: the connection, the documents, and where a question is asked. */
import {
  type CancellationToken,
  type Connection,
  LSPErrorCodes,
  type Position,
  ResponseError,
} from "vscode-languageserver/node";
import { type FileKind, fileKind } from "../../lib/language/files/file-kind.ts";
import type { TextPlace } from "../../lib/language/workspace.ts";
import type { Problem } from "../../lib/text/problem.ts";
import type { ClientAbilities } from "./client-abilities.ts";
import type { OpenTexts } from "./open-texts.ts";
import type { Asked, Projects } from "./projects.ts";
import type { Settings } from "./settings.ts";

/** One client. */
export interface ServerSession {
  readonly connection: Connection;
  readonly texts: OpenTexts;
  readonly projects: Projects;
  /** What the client understands; known from `initialize` on. */
  client: ClientAbilities;
  settings: Settings;
  /** The problems that were published last, by URI: what quick fixes are made of. */
  readonly published: Map<string, readonly Problem[]>;
}

/** A document that a question is asked about. */
export interface AskedDocument extends Asked {
  readonly kind: FileKind;
  /** The URI of a file of the project. */
  readonly uriOf: (file: string) => string;
}

/** The document of a URI. */
export function askDocument({ projects, texts }: ServerSession, uri: string): AskedDocument {
  const asked = projects.ask(uri);
  return {
    ...asked,
    kind: fileKind(asked.workspace, asked.file),
    uriOf: (file) => texts.uriOf(projects.pathOf(asked.project, file)),
  };
}

/** A place of a document. */
export interface AskedPlace extends AskedDocument {
  readonly place: TextPlace;
}

/** The place that a request names. */
export function askPlace(
  session: ServerSession,
  { textDocument, position }: { readonly textDocument: { readonly uri: string }; readonly position: Position },
): AskedPlace {
  const asked = askDocument(session, textDocument.uri);
  const offset = session.texts.document(textDocument.uri)?.offsetAt(position) ?? 0;
  return { ...asked, place: { file: asked.file, offset } };
}

/**
 * Answers a request once all that came in before it is read, so that a later request can still cancel it. The error of
 * a cancelled one is the protocol's own.
 */
export function answering<Params, Result>(
  answer: (params: Params) => Result,
): (params: Params, token: CancellationToken) => Promise<Result | ResponseError<void>> {
  return async (params, token) => {
    await new Promise<void>((done) => setImmediate(done));
    if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
    return answer(params);
  };
}
