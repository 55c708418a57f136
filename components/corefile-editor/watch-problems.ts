/** Keeps the page's own problems in step with the texts: the Corefile's at each key, those of other files when typing pauses. */
import type * as Monaco from "monaco-editor/editor.js";
import { EditedProblems } from "../../lib/language/problems/edited-problems.ts";
import { problemsOfOpenFiles } from "../../lib/language/problems/problems-of-file.ts";
import { directives } from "../../lib/plugins/directives.gen.ts";
import { directivesOf } from "../../lib/profiles/profile.ts";
import { corefileOf } from "../../lib/studio/files/workspace-slice.ts";
import type { FileChange } from "../../lib/studio/merge-problems.ts";
import type { StudioState } from "../../lib/studio/slice.ts";
import type { Problem } from "../../lib/text/problem.ts";
import { fileChange } from "./file-change.ts";
import { ModelTexts } from "./model-texts.ts";
import { type Language, pathOf } from "./providers/language-workspace.ts";

/** Milliseconds without an edit before the other files are looked at. */
const FILES_AFTER_MS = 120;

/** Watches the editor and the store; gives the way to stop. */
export function watchProblems(editor: Monaco.editor.IStandaloneCodeEditor, language: Language): () => void {
  const { store } = language;
  const { release } = store.getState().workspace;
  let edited = new EditedProblems(directivesOf(release, directives));
  const texts = new ModelTexts();
  let files: readonly Problem[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  const look = (path: string, changes: readonly FileChange[]): void => {
    const { workspace } = store.getState();
    const open = Object.fromEntries(workspace.files.map((file) => [file.path, file.text]));
    const corefile = edited.read({ corefile: corefileOf(workspace), texts: open }, { file: path, changes });
    store.getState().actions.takeLocalProblems({ corefile, files }, changes);
  };
  const lookAtFiles = async (): Promise<void> => {
    const found = await language.whenRead((workspace) => {
      const open = store.getState().workspace.files.map(({ path }) => path);
      return problemsOfOpenFiles(workspace, open);
    });
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
    const { version, activePath, release } = state.workspace;
    if (release !== before.workspace.release) {
      edited = new EditedProblems(directivesOf(release, directives));
      look("", []);
      scheduleFiles();
    }
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
