/** Keeps the language of each model what the Corefile takes its file for. */
import type * as Monaco from "monaco-editor/editor.js";
import { fileKind } from "../../../lib/language/files/file-kind.ts";
import { LANGUAGE_OF_KIND } from "../file-languages.ts";
import { type Language, pathOf } from "./language-workspace.ts";

/** The Corefile is read again this long after the last key. */
const WAIT_MS = 400;

/** Follows the files that are open; gives the way to stop. */
export function registerFileKinds({ monaco, store, workspace }: Language): Monaco.IDisposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async (): Promise<void> => {
    const known = await workspace();
    for (const model of monaco.editor.getModels()) {
      if (model.isDisposed() || model.uri.scheme !== "workspace") continue;
      const language = LANGUAGE_OF_KIND[fileKind(known, pathOf(model))];
      if (model.getLanguageId() !== language) monaco.editor.setModelLanguage(model, language);
    }
  };
  const lookSoon = (waitMs: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), waitMs);
  };
  lookSoon(0);
  const stop = store.subscribe(({ workspace: now }, { workspace: before }) => {
    if (now.activePath !== before.activePath || now.info !== before.info) lookSoon(0);
    else if (now.version !== before.version) lookSoon(WAIT_MS);
  });
  return {
    dispose() {
      clearTimeout(timer);
      stop();
    },
  };
}
