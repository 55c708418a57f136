/** Keeps the page's own problems in step with the texts: the Corefile's at each key, those of other files when typing pauses. */
import type * as Monaco from "monaco-editor/editor.js";
import { problemsOfFile, problemsOfNamedFiles } from "../../lib/language/problems/problems-of-file.ts";
import type { LanguageWorkspace } from "../../lib/language/workspace.ts";
import { corefileOf } from "../../lib/studio/files/workspace-slice.ts";
import type { FileChange } from "../../lib/studio/merge-problems.ts";
import type { StudioState } from "../../lib/studio/slice.ts";
import { SETTINGS_FILE } from "../../lib/studio-settings/settings-file.ts";
import type { Problem } from "../../lib/text/problem.ts";
import { ModelTexts } from "./model-texts.ts";
import { type Language, pathOf } from "./providers/language-workspace.ts";
import { TextProblems } from "./text-problems.ts";

/** Milliseconds without an edit before the other files are looked at. */
const FILES_AFTER_MS = 120;

/** Watches the editor and the store; gives the way to stop. */
export function watchProblems(editor: Monaco.editor.IStandaloneCodeEditor, language: Language): () => void {
  const { store } = language;
  const textProblems = new TextProblems();
  const texts = new ModelTexts();
  let files: readonly Problem[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  const look = (path: string, changes: readonly FileChange[]): void => {
    const corefile = textProblems.read(store.getState(), path, changes);
    store.getState().actions.takeLocalProblems({ corefile, files }, changes);
  };
  const lookAtFiles = async (): Promise<void> => {
    const found = await language.whenRead((workspace) => problemsOfFiles(workspace, store.getState()));
    if (isStopped) return;
    files = found;
    look("", []);
  };
  const scheduleFiles = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void lookAtFiles(), FILES_AFTER_MS);
  };
  const contents = editor.onDidChangeModelContent((event) => {
    const { isFlush, changes } = event;
    const model = editor.getModel();
    if (isFlush || model === null) return;
    const path = pathOf(model);
    store.getState().actions.editFile(path, texts.after(model, event));
    look(
      path,
      changes.map((change) => fileChange(path, change)),
    );
    // `bench/editor.ts` and the browser's own profiler look at this.
    performance.mark("problems");
  });
  const unsubscribe = store.subscribe((state, before) => {
    const isOpened = workspaceKey(state) !== workspaceKey(before);
    // A large Corefile is read when it is opened, so that the first key need not.
    if (isOpened) setTimeout(() => !isStopped && look("", []));
    const { version, activePath } = state.workspace;
    if (isOpened || version !== before.workspace.version || activePath !== before.workspace.activePath) scheduleFiles();
  });
  if (workspaceKey(store.getState()) !== undefined) {
    look("", []);
    scheduleFiles();
  }
  return () => {
    isStopped = true;
    clearTimeout(timer);
    contents.dispose();
    unsubscribe();
  };
}

/** The folder and its Corefile, once that is open. */
function workspaceKey({ workspace }: StudioState): string | undefined {
  const corefile = corefileOf(workspace)?.path;
  return corefile === undefined ? undefined : `${workspace.info?.folder}/${corefile}`;
}

/** Of the files that the Corefile names, and of the others in tabs; of its settings the server tells, open or not. */
function problemsOfFiles(workspace: LanguageWorkspace, state: StudioState): readonly Problem[] {
  const { files, info } = state.workspace;
  const named = problemsOfNamedFiles(workspace);
  const told = new Set([...named.map(({ range }) => range.file), SETTINGS_FILE]);
  const others = files.filter(({ path }) => path !== info?.corefile && !told.has(path));
  return [...named, ...others.flatMap(({ path }) => problemsOfFile(workspace, path))];
}

/** A change in Monaco's words; several of one edit come the last first, so that each counts from what the one before left. */
function fileChange(
  file: string,
  { rangeOffset, rangeLength, text, range }: Monaco.editor.IModelContentChange,
): FileChange {
  return {
    file,
    offset: rangeOffset,
    removed: rangeLength,
    inserted: text,
    start: { line: range.startLineNumber, column: range.startColumn },
    end: { line: range.endLineNumber, column: range.endColumn },
  };
}
