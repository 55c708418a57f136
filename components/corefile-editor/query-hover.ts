/** Hovering a line tells which recent questions it took part in, and which of them it decided. */

import { queriesOfLine } from "../../lib/studio/answers/line-queries.ts";
import { workspacePath } from "../../lib/studio/files/workspace-slice.ts";
import type { StudioStore } from "../../lib/studio/store.ts";
import { HOSTS_LANGUAGE, ZONE_LANGUAGE } from "./file-languages.ts";
import { COREFILE_LANGUAGE } from "./language.ts";
import { monaco } from "./monaco.ts";

/** Registers the hover; gives the way to stop. */
export function watchQueryHover(store: StudioStore): () => void {
  const registered = monaco.languages.registerHoverProvider([COREFILE_LANGUAGE, ZONE_LANGUAGE, HOSTS_LANGUAGE], {
    provideHover(model, { lineNumber }) {
      const { answers, workspace } = store.getState();
      const path = model.uri.path.slice(1);
      const lines = queriesOfLine(answers.list, {
        line: lineNumber,
        isFile: (file) => workspacePath(file, workspace.info) === path,
      });
      return lines.length === 0
        ? null
        : { contents: [{ value: "**Recent questions**" }, ...lines.map((value) => ({ value }))] };
    },
  });
  return () => registered.dispose();
}
