/** Handing the workspace on, and what becomes of one that was handed on. */
import type { Command } from "./command.ts";

export const share: Command = {
  id: "share",
  label: "Share: a link, a zip file, markdown…",
  group: "Files",
  when: ({ workspace }) => workspace.info !== undefined,
  run: ({ state }) => state.actions.openDialog({ kind: "share" }),
};

export const openZip: Command = {
  id: "open-zip",
  label: "Open a zip file of a workspace…",
  group: "Files",
  when: ({ workspace }) => workspace.info !== undefined,
  run: ({ state }) => state.actions.openDialog({ kind: "shared", by: "file", read: undefined }),
};

export const makeOwnCopy: Command = {
  id: "own-copy",
  label: "Make my own copy of the shared workspace",
  group: "Files",
  when: ({ workspace }) => workspace.info?.isReadOnly === true,
  run({ state }) {
    void state.actions.makeOwnCopy().then((isMade) => {
      state.actions.announce(isMade ? "This is your own copy now." : "The copy could not be made.");
    });
  },
};

export const backFromShared: Command = {
  id: "back-from-shared",
  label: "Back from the shared workspace to my own",
  group: "Files",
  when: ({ workspace }) => workspace.info?.isReadOnly === true,
  run({ state }) {
    void state.actions.backFromShared().then((isBack) => {
      state.actions.announce(isBack ? "Your own workspace is back." : "Your own workspace could not be opened.");
    });
  },
};
