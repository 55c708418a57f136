/** Writes the file in front, or every edited file, to the disk, and makes a save point. */
import { isDirty } from "../studio/files/open-file.ts";
import type { StudioState } from "../studio/slice.ts";
import type { Command } from "./command.ts";

export const saveFile: Command = {
  id: "save-file",
  label: "Save the file, and make a save point",
  group: "Files",
  keys: [{ keys: "Ctrl+S", scope: "anywhere" }],
  run({ state }) {
    const { activePath } = state.workspace;
    const point = state.actions.makeSavePoint("hand");
    if (isReadOnly(state)) return void point.then(() => sayReadOnly(state));
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
    const point = state.actions.makeSavePoint("hand");
    if (isReadOnly(state)) return void point.then(() => sayReadOnly(state));
    const dirty = state.workspace.files.filter(isDirty).map(({ path }) => path);
    void Promise.all(dirty.map((path) => state.actions.saveFile(path))).then(() => {
      state.actions.announce(`Saved ${dirty.length} ${dirty.length === 1 ? "file" : "files"}.`);
    });
  },
};

const isReadOnly = ({ workspace }: StudioState): boolean => workspace.info?.isReadOnly === true;

/** What was shared has no disk of the user's to be saved on. */
function sayReadOnly({ actions }: StudioState): void {
  actions.announce("Kept as a save point. Make your own copy of this workspace to save its files.");
}
