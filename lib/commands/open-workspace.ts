/** Opens the sample, or the folder that the studio was started with. */
import type { Command } from "./command.ts";

export const openSample: Command = {
  id: "open-sample",
  label: "Open the sample",
  group: "Files",
  run: ({ state }) => void state.actions.openWorkspace({ kind: "sample" }),
};

export const openHome: Command = {
  id: "open-home",
  label: "Open the folder that the studio was started with",
  group: "Files",
  when: ({ workspace }) => workspace.info !== undefined && workspace.info.origin !== "folder",
  run: ({ state }) => void state.actions.openWorkspace({ kind: "home" }),
};
