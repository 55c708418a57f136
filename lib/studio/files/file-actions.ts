/** What is done to files: opening, editing, saving, and deciding between the disk's text and one's own. */
import type { MoveEdits } from "../../language/files/move-file.ts";
import { ApiError } from "../api-client.ts";
import { attempt } from "../attempt.ts";
import { dropEqualOffers } from "../drafts/drafts-slice.ts";
import type { SliceContext } from "../slice.ts";
import { changeReferences } from "./change-references.ts";
import { baseOf, isDirty, isGone, isInConflict, withDisk, withoutDisk, withSaved, withText } from "./open-file.ts";
import { followMove, readAgain } from "./outside-changes.ts";
import { bump, bumpOutside, closeTab, readDisk, replaceFile, showFile } from "./tabs.ts";

export interface FileActions {
  openFile(path: string): Promise<void>;
  /** What was typed in the tab is kept, and comes back with it. */
  closeFile(path: string): void;
  editFile(path: string, text: string): void;
  /** False when the disk has another text than the edit started from, and for what the disk refuses. */
  saveFile(path: string): Promise<boolean>;
  /** Saves the text over whatever the disk has now; makes the file again when it is gone. */
  keepMine(path: string): Promise<boolean>;
  /** Drops the edits for what the disk has now; closes the tab when the file is known to be gone. */
  takeDisk(path: string): Promise<boolean>;
  createFile(path: string, text?: string): Promise<boolean>;
  /** Moves a file. Words that name it are changed on the way, and saved where nothing else was unsaved. */
  renameFile(from: string, to: string, references?: MoveEdits): Promise<boolean>;
  deleteFile(path: string): Promise<boolean>;
}

/** Makes the actions. */
export function createFileActions(context: SliceContext): FileActions {
  const { get, patch, api } = context;
  const folder = () => get().workspace.info?.folder ?? "";
  const fileAt = (path: string) => get().workspace.files.find((file) => file.path === path);
  /** How often a file was asked for: one that is slow to come does not cover a newer one. */
  let asked = 0;
  return {
    openFile: async (path) => {
      asked += 1;
      const turn = asked;
      await attempt(context, () => showFile(context, path, () => turn === asked));
    },
    closeFile: (path) => closeTab(context, path),
    editFile(path, text) {
      const { files, version } = get().workspace;
      if (files.find((file) => file.path === path)?.text === text) return;
      const edited = files.map((file) => (file.path === path ? withText(file, text) : file));
      patch("workspace", { files: edited, version: version + 1 });
    },
    async saveFile(path) {
      const file = fileAt(path);
      return file === undefined || save(context, path, baseOf(file));
    },
    async keepMine(path) {
      const file = fileAt(path);
      return file === undefined || save(context, path, file.revision);
    },
    takeDisk: (path) =>
      attempt(context, async () => {
        const known = fileAt(path);
        const disk = await readDisk(context, path);
        if (disk !== undefined) replaceFile(context, path, (file) => withDisk({ ...file, text: file.savedText }, disk));
        else if (known !== undefined && isGone(known)) closeTab(context, path, { drop: true });
        else replaceFile(context, path, withoutDisk);
        bumpOutside(context);
      }),
    createFile: (path, text = "") =>
      attempt(context, async () => {
        const { workspace: info, revision } = await api.writeFile({ path, text, baseRevision: null, folder: folder() });
        const file = { path, text, savedText: text, revision: revision ?? null };
        const others = get().workspace.files.filter((open) => open.path !== path);
        patch("workspace", { info, files: [...others, file], activePath: path });
        bump(context);
      }),
    renameFile: (from, to, references) =>
      attempt(context, async () => {
        const { workspace: info } = await api.renameFile({ from, to, folder: folder() });
        followMove(context, from, to);
        patch("workspace", { info });
        bump(context);
        if (references !== undefined) await changeReferences(context, { from, to }, references);
      }),
    deleteFile: (path) =>
      attempt(context, async () => {
        const { workspace: info } = await api.deleteFile({ path, folder: folder() });
        closeTab(context, path, { drop: true });
        const { [path]: _gone, ...kept } = get().workspace.kept;
        patch("workspace", { info, kept });
        bump(context);
      }),
  };
}

/** Writes a tab's text when the disk has the base revision, or no file for `null`. */
async function save(context: SliceContext, path: string, baseRevision: string | null): Promise<boolean> {
  const { get, patch, api, nowMs } = context;
  const file = get().workspace.files.find((open) => open.path === path);
  if (file === undefined) return true;
  const { text } = file;
  const folder = get().workspace.info?.folder;
  let isStale = false;
  const isSaved = await attempt(context, async () => {
    try {
      const { revision, workspace: info } = await api.writeFile({ path, text, baseRevision, folder });
      // Another folder may be open by now, with a file of the same name.
      if (get().workspace.info?.folder !== info.folder) return;
      replaceFile(context, path, (open) => withSaved(open, text, revision ?? null));
      patch("workspace", { info, savedAtMs: nowMs() });
      dropEqualOffers(context, path, text);
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      if (thrown.status === 409) {
        await readAgain(context, path);
        const now = get().workspace.files.find((open) => open.path === path);
        // The bar above the text asks what is to become of it; two windows that wrote the same have nothing to decide.
        isStale = now !== undefined && (isInConflict(now) || isGone(now));
        if (isStale || (now !== undefined && !isDirty(now))) return;
      }
      throw withWordOfDraft(thrown);
    }
  });
  return isSaved && !isStale;
}

/** What the disk refuses costs nothing that was typed, and the user is told so. */
function withWordOfDraft({ status, failure }: ApiError): ApiError {
  if (status === 0) return new ApiError(status, failure);
  return new ApiError(status, { error: failure.error, help: `${failure.help} Your text is kept in this browser.` });
}
