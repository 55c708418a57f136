/** Writes the file in front, or every edited file, to the disk. */
import { isDirty } from "../studio/files/open-file.ts";
import type { Command } from "./command.ts";

export const saveFile: Command = {
  id: "save-file",
  label: "Save the file",
  group: "Files",
  keys: [{ keys: "Ctrl+S", scope: "anywhere" }],
  run({ state }) {
    const { activePath } = state.workspace;
    if (activePath === undefined) return;
    void state.actions.saveFile(activePath).then((saved) => {
      state.actions.announce(saved ? `Saved ${activePath}.` : `${activePath} could not be saved.`);
    });
  },
};

export const saveAll: Command = {
  id: "save-all",
  label: "Save all files",
  group: "Files",
  when: ({ workspace }) => workspace.files.some(isDirty),
  run({ state }) {
    const dirty = state.workspace.files.filter(isDirty).map(({ path }) => path);
    void Promise.all(dirty.map((path) => state.actions.saveFile(path))).then(() => {
      state.actions.announce(`Saved ${dirty.length} ${dirty.length === 1 ? "file" : "files"}.`);
    });
  },
};
