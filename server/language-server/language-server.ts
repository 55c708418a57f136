/** The language service for other editors, over the Language Server Protocol: one room for each capability. */
import {
  CodeActionKind,
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  PositionEncodingKind,
  type ServerCapabilities,
  TextDocuments,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { serveCodeActions, serveFormatting } from "./changes.ts";
import { NO_ABILITIES, readAbilities } from "./client-abilities.ts";
import { COMPLETION_TRIGGERS, serveCompletion } from "./completion.ts";
import { Diagnostics } from "./diagnostics.ts";
import { serveHover, serveSignatureHelp } from "./hover.ts";
import { serveInlayHints } from "./inlay-hints.ts";
import { serveDefinition, serveLinks, serveReferences, serveRename } from "./navigation.ts";
import { OpenTexts, pathOf, SYNC_KIND } from "./open-texts.ts";
import { Projects } from "./projects.ts";
import { LEGEND, serveSemanticTokens } from "./semantic-tokens.ts";
import type { ServerSession } from "./session.ts";
import { readSettings } from "./settings.ts";
import { serveFolding, serveSelections, serveSymbols } from "./structure.ts";

const ROOMS = [
  serveCompletion,
  serveHover,
  serveSignatureHelp,
  serveDefinition,
  serveReferences,
  serveRename,
  serveLinks,
  serveSymbols,
  serveFolding,
  serveSelections,
  serveSemanticTokens,
  serveInlayHints,
  serveFormatting,
  serveCodeActions,
];

const CAPABILITIES: ServerCapabilities = {
  positionEncoding: PositionEncodingKind.UTF16,
  textDocumentSync: { openClose: true, change: SYNC_KIND, save: true },
  completionProvider: { triggerCharacters: COMPLETION_TRIGGERS },
  hoverProvider: true,
  signatureHelpProvider: { triggerCharacters: [" "] },
  definitionProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
  documentLinkProvider: {},
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  semanticTokensProvider: { legend: LEGEND, full: true },
  inlayHintProvider: true,
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};

/** Serves one client until it says exit; `version` is that of the studio. */
export function startLanguageServer(connection: Connection, version: string): void {
  const texts = new OpenTexts(new TextDocuments(TextDocument), connection);
  const projects = new Projects(texts);
  const session: ServerSession = {
    connection,
    texts,
    projects,
    client: NO_ABILITIES,
    settings: readSettings(undefined),
    published: new Map(),
  };
  const diagnostics = new Diagnostics(session);
  texts.onChange(() => diagnostics.lookSoon());
  connection.onInitialize((params): InitializeResult => {
    takeClient(session, params);
    return { capabilities: CAPABILITIES, serverInfo: { name: "corefile-studio", version } };
  });
  connection.onInitialized(() => watchAll(session, diagnostics));
  connection.onDidChangeWatchedFiles(() => {
    projects.forget();
    diagnostics.lookSoon();
  });
  connection.onShutdown(() => diagnostics.stop());
  for (const serve of ROOMS) serve(session);
  connection.listen();
}

function takeClient(session: ServerSession, params: InitializeParams): void {
  session.client = readAbilities(params.capabilities);
  session.settings = readSettings(params.initializationOptions);
  session.projects.defaultPort = session.settings.defaultPort;
  const folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
  session.projects.folders = folders.map(pathOf);
}

/** Asks to be told of files that change on disk, and of folders that come and go. */
function watchAll({ connection, client, projects }: ServerSession, diagnostics: Diagnostics): void {
  if (client.watchesFiles) {
    const watchers = [{ globPattern: "**/*" }];
    void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }
  if (!client.workspaceFolders) return;
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    const gone = new Set(removed.map(({ uri }) => pathOf(uri)));
    projects.folders = [
      ...projects.folders.filter((folder) => !gone.has(folder)),
      ...added.map(({ uri }) => pathOf(uri)),
    ];
    projects.forget();
    diagnostics.lookSoon();
  });
}
