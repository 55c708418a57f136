/** Takes a Corefile out of a Kubernetes manifest or a cluster; the dialog shows what will be made. */
import type { Command } from "./command.ts";

export const importManifest: Command = {
  id: "import-manifest",
  label: "Import from Kubernetes…",
  group: "Files",
  when: ({ workspace }) => workspace.info !== undefined,
  run: ({ state }) => state.actions.openDialog({ kind: "import", text: undefined, isPasted: false }),
};
