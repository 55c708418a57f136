/** The extension for Visual Studio Code: our language server, and a command that asks the Corefile a question. */
import { commands, type ExtensionContext, languages, window, workspace } from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";
import { ANSWER_SCHEME, Answers } from "./answers.ts";
import { askLens } from "./ask-lens.ts";
import { isForServer, readSettings } from "./settings.ts";

/** What the server knows; which of several files are zone files and hosts files, it finds out itself. */
const DOCUMENTS: NonNullable<LanguageClientOptions["documentSelector"]> = [
  { scheme: "file", language: "corefile" },
  { scheme: "file", language: "bindzone" },
  { scheme: "file", pattern: "**/{hosts,*.hosts}" },
];

let client: LanguageClient | undefined;

/** Called by Visual Studio Code when the first Corefile is opened. */
export async function activate({ subscriptions }: ExtensionContext): Promise<void> {
  const answers = new Answers();
  subscriptions.push(
    answers,
    workspace.registerTextDocumentContentProvider(ANSWER_SCHEME, answers),
    languages.registerCodeLensProvider({ language: "corefile" }, askLens),
    commands.registerCommand("corefileStudio.ask", () => answers.ask()),
    commands.registerCommand("corefileStudio.restart", restart),
    workspace.onDidChangeConfiguration((change) => {
      if (isForServer((section) => change.affectsConfiguration(section))) void restart();
    }),
  );
  await start();
}

/** Called when the extension is switched off, or the window is closed. */
export async function deactivate(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.stop();
}

async function restart(): Promise<void> {
  await deactivate();
  await start();
}

async function start(): Promise<void> {
  const { path, lint, defaultPort } = readSettings();
  const server: ServerOptions = { command: path, args: ["lsp", "--stdio"] };
  const options: LanguageClientOptions = {
    documentSelector: DOCUMENTS,
    initializationOptions: { lint, defaultPort },
    outputChannelName: "Corefile Studio",
  };
  client = new LanguageClient("corefileStudio", "Corefile Studio", server, options);
  try {
    await client.start();
  } catch {
    client = undefined;
    const choice = "Open the Setting";
    const text = `Corefile Studio does not start: ${path} is not there, or it is not corefile-studio.`;
    if ((await window.showErrorMessage(text, choice)) === choice) {
      await commands.executeCommand("workbench.action.openSettings", "corefileStudio.path");
    }
  }
}
