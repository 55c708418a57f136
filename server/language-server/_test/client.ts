/** An editor for tests: starts the real server and speaks the protocol with it over standard input and output. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type Range,
  ShutdownRequest,
} from "vscode-languageserver/node";

const WAIT_MS = 15_000;

/** What our editor understands: all that the server makes a difference for. */
const ABILITIES: ClientCapabilities = {
  workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ["create"] } },
  textDocument: {
    completion: { completionItem: { snippetSupport: true, insertReplaceSupport: true } },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    signatureHelp: { signatureInformation: { parameterInformation: { labelOffsetSupport: true } } },
    definition: { linkSupport: true },
  },
};

/** A folder of files, and an editor that has it open. */
export class Editor {
  readonly folder: string;
  readonly connection: ProtocolConnection;
  readonly #server: ChildProcess;
  readonly #versions = new Map<string, number>();
  readonly #diagnostics = new Map<string, readonly Diagnostic[]>();
  #onDiagnostics: () => void = () => undefined;
  /** What the server says on its error output. */
  errors = "";

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "editor-"));
    const main = join(import.meta.dirname, "../../../cli/main.ts");
    const server = spawn(process.execPath, [main, "lsp", "--stdio"], { stdio: ["pipe", "pipe", "pipe"] });
    this.#server = server;
    server.stderr.on("data", (data: Buffer) => {
      this.errors += data.toString();
    });
    this.connection = createProtocolConnection(server.stdout, server.stdin);
    this.connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
      this.#diagnostics.set(uri, diagnostics);
      this.#onDiagnostics();
    });
    this.connection.listen();
  }

  /** Says hello; with `isInFolder` the folder is open, not only its files. */
  async start({ isInFolder = true, capabilities = ABILITIES } = {}): Promise<InitializeResult> {
    const uri = pathToFileURL(this.folder).href;
    const result = await this.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities,
      workspaceFolders: isInFolder ? [{ uri, name: "test" }] : null,
    });
    await this.connection.sendNotification(InitializedNotification.type, {});
    return result;
  }

  /** Puts files into the folder. */
  write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
  }

  uri(path: string): string {
    return pathToFileURL(join(this.folder, path)).href;
  }

  async open(path: string, text: string, languageId = "corefile"): Promise<void> {
    this.#versions.set(path, 1);
    const textDocument = { uri: this.uri(path), languageId, version: 1, text };
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  /** Changes a stretch of an open document. */
  async change(path: string, range: Range, text: string): Promise<void> {
    const version = (this.#versions.get(path) ?? 0) + 1;
    this.#versions.set(path, version);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: this.uri(path), version },
      contentChanges: [{ range, text }],
    });
  }

  async close(path: string): Promise<void> {
    this.#versions.delete(path);
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri: this.uri(path) },
    });
  }

  async closeAll(): Promise<void> {
    for (const path of [...this.#versions.keys()]) await this.close(path);
  }

  /** Waits until the diagnostics of a file are what they should be; gives those that there are when they never are. */
  async diagnostics(path: string, isRight: (found: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> {
    const uri = this.uri(path);
    const now = (): readonly Diagnostic[] | undefined => this.#diagnostics.get(uri);
    return await new Promise((done) => {
      const finish = (): void => {
        clearTimeout(timer);
        done(now() ?? []);
      };
      const timer = setTimeout(finish, WAIT_MS);
      const look = (): void => {
        const found = now();
        if (found !== undefined && isRight(found)) finish();
      };
      this.#onDiagnostics = look;
      look();
    });
  }

  /** Ends the server as the protocol has it; gives its exit code. */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((done) => this.#server.once("exit", (code) => done(code)));
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    const code = await ended;
    this.connection.dispose();
    rmSync(this.folder, { recursive: true, force: true });
    return code;
  }
}

/** A text without the `|` that marks the cursor, and where that was. */
export function marked(text: string): { readonly text: string; readonly position: Position } {
  const before = text.slice(0, text.indexOf("|")).split("\n");
  const character = before.at(-1)?.length ?? 0;
  return { text: text.replace("|", ""), position: { line: before.length - 1, character } };
}
