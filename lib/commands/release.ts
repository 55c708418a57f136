/** Which release of CoreDNS a folder is for. */
import type { Command } from "./command.ts";

export const chooseRelease: Command = {
  id: "choose-release",
  label: "Choose the release of CoreDNS…",
  group: "Engine",
  when: ({ workspace }) => workspace.info !== undefined,
  run: ({ state }) => state.actions.openDialog({ kind: "release" }),
};
