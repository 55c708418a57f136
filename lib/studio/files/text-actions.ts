/** Texts of files that may not be in a tab: reading them, and changing several at once. */
import { applyEdits, type Fix, type TextEdit } from "../../text/edit.ts";
import type { SliceContext } from "../slice.ts";
import { withText } from "./open-file.ts";
import { addFile } from "./tabs.ts";
import { workspacePath } from "./workspace-slice.ts";

export interface TextActions {
  /** The text of a file as it is on the disk; undefined when it cannot be read. */
  readText(path: string): Promise<string | undefined>;
  /** Makes edits in any files of the workspace: each is opened in a tab behind the one in front, and not saved. */
  changeTexts(edits: readonly TextEdit[]): Promise<void>;
  /** Gives a file another text: as an edit that can be undone, not saved. */
  replaceText(path: string, text: string): Promise<void>;
  /**
   * Makes the changes of a fix, and the files that it wants: one comes to the front, of several none does. False when one
   * could not be made.
   */
  applyFix(fix: Fix): Promise<boolean>;
}

/** Makes the actions. */
export function createTextActions(context: SliceContext): TextActions {
  const { api, get, patch } = context;
  return {
    async readText(path) {
      const read = await api.readFile(path).catch(() => undefined);
      return read?.text;
    },
    async changeTexts(edits) {
      const byPath = Map.groupBy(edits, ({ range }) => workspacePath(range.file, get().workspace.info));
      for (const path of byPath.keys()) await addFile(context, path);
      const { files, version, outsideVersion } = get().workspace;
      patch("workspace", {
        files: files.map((file) => withText(file, applyEdits(file.text, byPath.get(file.path) ?? []))),
        version: version + 1,
        outsideVersion: outsideVersion + 1,
      });
    },
    async replaceText(path, text) {
      await addFile(context, path);
      const { files, version, outsideVersion } = get().workspace;
      if (files.find((file) => file.path === path)?.text === text) return;
      patch("workspace", {
        files: files.map((file) => (file.path === path ? withText(file, text) : file)),
        version: version + 1,
        outsideVersion: outsideVersion + 1,
      });
    },
    async applyFix({ edits, creates = [] }) {
      const { changeTexts, createFile, openFile } = get().actions;
      const { activePath } = get().workspace;
      if (edits.length > 0) await changeTexts(edits);
      let isWhole = true;
      for (const { file, text } of creates)
        isWhole = (await createFile(workspacePath(file, get().workspace.info), text)) && isWhole;
      if (creates.length > 1 && activePath !== undefined) await openFile(activePath);
      return isWhole;
    },
  };
}
