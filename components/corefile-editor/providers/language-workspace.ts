/** What the providers of an editor work with: the workspace with the texts that the editor holds. */
import type * as Monaco from "monaco-editor/editor.js";
import type { StudioStore } from "../../../lib/studio/store.ts";
import { createWorkspaceReader, type WorkspaceReader } from "../../studio/workspace-reader.ts";

/** What every provider works with. */
export interface Language extends WorkspaceReader {
  readonly monaco: typeof Monaco;
  readonly store: StudioStore;
}

/** The URI of a file's model. */
export function uriOf(monaco: typeof Monaco, path: string): Monaco.Uri {
  return monaco.Uri.from({ scheme: "workspace", path: `/${path}` });
}

/** The path of a model's file in the workspace. */
export function pathOf({ uri }: Monaco.editor.ITextModel): string {
  return uri.path.slice(1);
}

/** Makes it for the models of an editor. */
export function createLanguage(monaco: typeof Monaco, store: StudioStore): Language {
  const model = (path: string) => monaco.editor.getModel(uriOf(monaco, path));
  const live = {
    text: (path: string) => model(path)?.getValue(),
    version: (path: string) => model(path)?.getVersionId(),
  };
  return { monaco, store, ...createWorkspaceReader(store, live) };
}
