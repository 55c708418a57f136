/** Makes, renames and deletes files; the dialogs do the asking. */
import { hasDraft } from "../studio/files/workspace-slice.ts";
import type { Command } from "./command.ts";

export const newFile: Command = {
  id: "new-file",
  label: "New file…",
  group: "Files",
  run: ({ state }) => state.actions.openDialog({ kind: "new-file" }),
};

export const renameFile: Command = {
  id: "rename-file",
  label: "Move (rename) the file…",
  group: "Files",
  when: ({ workspace }) => workspace.activePath !== undefined,
  run({ state }) {
    const { activePath } = state.workspace;
    if (activePath !== undefined) state.actions.openDialog({ kind: "rename-file", path: activePath });
  },
};

export const deleteFile: Command = {
  id: "delete-file",
  label: "Delete the file…",
  group: "Files",
  when: ({ workspace }) => workspace.activePath !== undefined,
  run({ state }) {
    const { activePath } = state.workspace;
    if (activePath !== undefined) state.actions.openDialog({ kind: "delete-file", path: activePath });
  },
};

export const revertFile: Command = {
  id: "revert-file",
  label: "Go back to the saved text",
  group: "Files",
  when: ({ workspace }) => workspace.activePath !== undefined && hasDraft(workspace, workspace.activePath),
  run({ state }) {
    const { activePath } = state.workspace;
    if (activePath === undefined) return;
    void state.actions.takeDisk(activePath).then((done) => {
      state.actions.announce(done ? `${activePath} is back to what is on disk.` : `${activePath} could not be read.`);
    });
  },
};
