/** Moments to go back to. */
import type { Command } from "./command.ts";

export const makeSavePoint: Command = {
  id: "save-point",
  label: "Make a save point",
  group: "Files",
  when: ({ workspace }) => workspace.info !== undefined,
  run({ state }) {
    void state.actions.makeSavePoint("hand").then((isMade) => {
      state.actions.announce(isMade ? "Made a save point." : "The save point could not be made.");
    });
  },
};

export const showSavePoints: Command = {
  id: "save-points",
  label: "Save points: compare, go back…",
  group: "Files",
  when: ({ workspace }) => workspace.info !== undefined,
  run: ({ state }) => state.actions.openDialog({ kind: "save-points" }),
};
