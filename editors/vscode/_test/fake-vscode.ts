/** Stands in for the module `vscode`: remembers what an extension registers and shows; all else does nothing. */
import { EventEmitter as NodeEmitter } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

type Anything = Record<string, unknown>;

class FakePosition {
  readonly line: number;
  readonly character: number;
  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
}

class FakeRange {
  readonly start: FakePosition;
  readonly end: FakePosition;
  constructor(startLine: number | FakePosition, startColumn: number | FakePosition, ...end: number[]) {
    this.start = typeof startLine === "number" ? new FakePosition(startLine, Number(startColumn)) : startLine;
    this.end = typeof startColumn === "number" ? new FakePosition(end[0] ?? 0, end[1] ?? 0) : startColumn;
  }
}

class FakeTokenSource {
  readonly token = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: nothing }) };
  cancel(): void {}
  dispose(): void {}
}

class FakeDisposable {
  dispose: () => unknown;
  constructor(dispose: () => unknown) {
    this.dispose = dispose;
  }
}

class FakeKind {
  static readonly Empty = new FakeKind();
  append(): FakeKind {
    return new FakeKind();
  }
}

class FakeLens {
  readonly range: FakeRange;
  readonly command: unknown;
  constructor(range: FakeRange, command: unknown) {
    this.range = range;
    this.command = command;
  }
}

class FakeDiagnostic {
  readonly range: FakeRange;
  readonly message: string;
  constructor(range: FakeRange, message: string) {
    this.range = range;
    this.message = message;
  }
}

class FakeEvents {
  readonly #emitter = new NodeEmitter();
  readonly event = (listener: (value: unknown) => void): { dispose(): void } => {
    this.#emitter.on("fired", listener);
    return { dispose: () => void this.#emitter.off("fired", listener) };
  };
  fire(value: unknown): void {
    this.#emitter.emit("fired", value);
  }
  dispose(): void {
    this.#emitter.removeAllListeners();
  }
}

/** A URI, as far as files and our own scheme go. */
class FakeUri {
  readonly scheme: string;
  readonly fsPath: string;
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
    this.scheme = text.slice(0, text.indexOf(":"));
    this.fsPath = this.scheme === "file" ? fileURLToPath(text) : text;
  }
  static file(path: string): FakeUri {
    return new FakeUri(pathToFileURL(path).href);
  }
  static parse(text: string): FakeUri {
    return new FakeUri(text);
  }
  toString(): string {
    return this.#text;
  }
}

/** The names that the real module exports: bundles look at which there are. */
const TYPES = readFileSync(createRequire(import.meta.url).resolve("@types/vscode/index.d.ts"), "utf8");
const NAMES = [...TYPES.matchAll(/^\texport (class|enum|namespace) (\w+)/gm)].map(([, kind, name = ""]) => ({
  kind,
  name,
}));

/** One window with one document. */
export class FakeEditor {
  readonly commands = new Map<string, () => unknown>();
  readonly problems = new Map<string, readonly { readonly message: string }[]>();
  readonly errors: string[] = [];
  readonly opened: string[] = [];
  readonly document: Anything;
  status = "";
  /** What the user types into an input box. */
  typed: string | undefined;
  settings: Anything = {};
  hover: ((document: unknown, position: unknown, token: unknown) => unknown) | undefined;
  lenses: readonly object[] = [];
  content: { provideTextDocumentContent(): string } | undefined;

  constructor(path: string, text: string) {
    this.document = {
      uri: FakeUri.file(path),
      fileName: path,
      languageId: "corefile",
      version: 1,
      isDirty: false,
      isClosed: false,
      getText: () => text,
    };
  }

  /** The module that an extension gets. */
  get vscode(): Anything {
    const token = { isCancellationRequested: false, onCancellationRequested: nothing };
    const editor = { document: this.document, viewColumn: 1 };
    const others = NAMES.map(({ kind, name }) => [name, kind === "class" ? class {} : withTheRest({})]);
    return withTheRest({
      ...Object.fromEntries(others),
      version: "1.140.0",
      CancellationTokenSource: FakeTokenSource,
      CodeActionKind: FakeKind,
      CodeLens: FakeLens,
      Diagnostic: FakeDiagnostic,
      Disposable: FakeDisposable,
      Position: FakePosition,
      Range: FakeRange,
      Selection: FakeRange,
      Uri: FakeUri,
      EventEmitter: FakeEvents,
      env: withTheRest({ appName: "Fake", language: "en" }),
      commands: withTheRest({
        registerCommand: (name: string, run: () => unknown) => {
          this.commands.set(name, run);
          return { dispose: nothing };
        },
      }),
      window: withTheRest({
        activeTextEditor: editor,
        visibleTextEditors: [editor],
        tabGroups: withTheRest({ all: [] }),
        showInputBox: async () => this.typed,
        showErrorMessage: async (text: string) => void this.errors.push(text),
        showInformationMessage: async () => undefined,
        withProgress: (_: unknown, run: (progress: unknown, stop: unknown) => unknown) => run({}, token),
        setStatusBarMessage: (text: string) => {
          this.status = text;
        },
        showTextDocument: async (document: { readonly uri: unknown }) => void this.opened.push(String(document.uri)),
      }),
      workspace: withTheRest({
        textDocuments: [this.document],
        notebookDocuments: [],
        workspaceFolders: undefined,
        getConfiguration: () => ({ get: (name: string, otherwise: unknown) => this.settings[name] ?? otherwise }),
        openTextDocument: async (uri: unknown) => ({ uri }),
        registerTextDocumentContentProvider: (_: string, provider: { provideTextDocumentContent(): string }) => {
          this.content = provider;
          return { dispose: nothing };
        },
      }),
      languages: withTheRest({
        match: (_: unknown, document: { readonly languageId?: string }) =>
          document.languageId === "corefile" ? 10 : 0,
        createDiagnosticCollection: () =>
          withTheRest({
            set: (uri: unknown, problems: readonly { readonly message: string }[]) =>
              void this.problems.set(String(uri), problems),
          }),
        registerHoverProvider: (_: unknown, provider: { readonly provideHover: FakeEditor["hover"] }) => {
          this.hover = provider.provideHover;
          return { dispose: nothing };
        },
        registerCodeLensProvider: (
          _: unknown,
          { provideCodeLenses }: { provideCodeLenses(document: unknown): readonly object[] },
        ) => {
          this.lenses = provideCodeLenses(this.document);
          return { dispose: nothing };
        },
      }),
    });
  }
}

const nothing = (): undefined => undefined;

/** Every other member: classes and enumerations by their capital letter, functions that give something to dispose of. */
function withTheRest(known: Anything): Anything {
  return new Proxy(known, {
    has: () => true,
    get: (target, name) => {
      if (Object.hasOwn(target, name) || typeof name === "symbol") return Reflect.get(target, name);
      if (name === "then" || name === "default" || name === "__esModule") return undefined;
      target[name] = /^[A-Z]/.test(name) ? class {} : () => withTheRest({ dispose: nothing });
      return target[name];
    },
  });
}
