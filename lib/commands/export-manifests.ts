/** Shows the Corefile as a ConfigMap and as manifests, and writes it to a cluster that the user names. */
import type { Command } from "./command.ts";

export const exportManifests: Command = {
  id: "export-manifests",
  label: "Export to Kubernetes…",
  group: "Files",
  when: ({ workspace }) => workspace.info !== undefined,
  run: ({ state }) => state.actions.openDialog({ kind: "export" }),
};
