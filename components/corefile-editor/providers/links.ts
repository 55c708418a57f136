/** Words that lead to other files in Monaco; the file opens in a tab of the studio. */
import type * as Monaco from "monaco-editor/editor.js";
import { getFileLinks } from "../../../lib/language/links.ts";
import type { StudioStore } from "../../../lib/studio/store.ts";
import { COREFILE_LANGUAGE } from "../language.ts";
import { type Language, pathOf, uriOf } from "./language-workspace.ts";
import { toMonacoRange } from "./ranges.ts";

/** Registers the provider and the way to open what links and definitions lead to; gives the way to stop. */
export function registerLinks({ monaco, store, workspace }: Language): Monaco.IDisposable {
  const provider = monaco.languages.registerLinkProvider(COREFILE_LANGUAGE, {
    async provideLinks(model) {
      const links = getFileLinks(await workspace(), pathOf(model)).flatMap((link) =>
        link.kind === "file"
          ? [{ range: toMonacoRange(link.range), url: uriOf(monaco, link.file), tooltip: `Open ${link.file}` }]
          : [],
      );
      return { links };
    },
  });
  const links = monaco.editor.registerLinkOpener({ open: (uri) => openInStudio(store, uri, undefined) });
  const editors = monaco.editor.registerEditorOpener({
    openCodeEditor: (_source, uri, selection) => openInStudio(store, uri, selection),
  });
  return {
    dispose() {
      for (const registered of [provider, links, editors]) registered.dispose();
    },
  };
}

/** Opens a file of the workspace and shows a place in it; false for anything else. */
async function openInStudio(
  store: StudioStore,
  uri: Monaco.Uri,
  selection: Monaco.IRange | Monaco.IPosition | undefined,
): Promise<boolean> {
  if (uri.scheme !== "workspace") return false;
  const file = uri.path.slice(1);
  const [start, end] = endsOf(selection);
  await store.getState().actions.revealPlace({ file, start, end }, { focus: true });
  return true;
}

function endsOf(selection: Monaco.IRange | Monaco.IPosition | undefined) {
  const at = (line: number, column: number) => ({ offset: 0, line, column });
  if (selection === undefined) return [at(1, 1), at(1, 1)] as const;
  if ("lineNumber" in selection) {
    const { lineNumber, column } = selection;
    return [at(lineNumber, column), at(lineNumber, column)] as const;
  }
  const { startLineNumber, startColumn, endLineNumber, endColumn } = selection;
  return [at(startLineNumber, startColumn), at(endLineNumber, endColumn)] as const;
}
