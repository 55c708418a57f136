/** The command *Ask This Corefile*: asks for a name and a type, shows the reply and why, and where it was decided. */
import { dirname, resolve } from "node:path";
import {
  type CancellationToken,
  EventEmitter,
  Position,
  ProgressLocation,
  Selection,
  type TextDocument,
  type TextDocumentContentProvider,
  type TextEditor,
  Uri,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import { query } from "./query.ts";
import { answerText, type QueryReply, summaryOf } from "./query-reply.ts";
import { readSettings } from "./settings.ts";

/** The scheme of documents that hold an answer. */
export const ANSWER_SCHEME = "corefile-studio-answer";
const ANSWER = Uri.parse(`${ANSWER_SCHEME}:Answer`);

/** The answer that is shown, in a document that nobody can edit. */
export class Answers implements TextDocumentContentProvider {
  readonly #changed = new EventEmitter<Uri>();
  readonly onDidChange = this.#changed.event;
  #text = "";
  #typed = "";

  provideTextDocumentContent(): string {
    return this.#text;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** Asks the Corefile of the active editor. */
  async ask(): Promise<void> {
    const editor = window.activeTextEditor;
    if (editor?.document.languageId !== "corefile") {
      await window.showInformationMessage("Open a Corefile to ask it a question.");
      return;
    }
    if (!(await isSaved(editor.document))) return;
    const typed = await window.showInputBox({
      title: "Ask This Corefile",
      prompt: "A name, and a type if it is not A",
      placeHolder: "www.example.org AAAA",
      value: this.#typed,
      validateInput: (text) => (/^\s*[^\s-]\S*(?:\s+\w+)?\s*$/.test(text) ? undefined : "A name, then perhaps a type."),
    });
    if (typed === undefined) return;
    this.#typed = typed.trim();
    const progress = { location: ProgressLocation.Notification, title: `Asking for ${this.#typed}`, cancellable: true };
    const answer = await window.withProgress(progress, (_, token) => this.#query(editor.document, token));
    await this.#show(answer, editor);
  }

  #query(document: TextDocument, token: CancellationToken): Promise<QueryReply | string> {
    const { path: command, defaultPort: port } = readSettings();
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    const words = this.#typed.split(/\s+/);
    return query({ command, corefile: document.uri.fsPath, port, words, signal: stop.signal });
  }

  async #show(answer: QueryReply | string, editor: TextEditor): Promise<void> {
    if (typeof answer === "string") {
      await window.showErrorMessage(answer);
      return;
    }
    this.#text = answerText(answer);
    this.#changed.fire(ANSWER);
    const document = await workspace.openTextDocument(ANSWER);
    await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: true });
    window.setStatusBarMessage(summaryOf(answer), 10_000);
    const place = answer.explanation?.decidedAt;
    if (place === undefined) return;
    const file = resolve(dirname(editor.document.uri.fsPath), place.file);
    const at = new Position(place.start.line - 1, place.start.column - 1);
    const decided = await workspace.openTextDocument(Uri.file(file));
    await window.showTextDocument(decided, {
      viewColumn: editor.viewColumn ?? ViewColumn.Active,
      selection: new Selection(at, at),
    });
  }
}

/** The command reads what is saved. */
async function isSaved(document: TextDocument): Promise<boolean> {
  if (!document.isDirty) return true;
  const save = "Save and Ask";
  const chosen = await window.showInformationMessage("The question is put to what is saved.", save);
  return chosen === save && (await document.save());
}
