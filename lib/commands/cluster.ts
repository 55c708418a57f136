/** Where the objects of a cluster come from: manifests in the folder, or a cluster of the user's own. */
import { manifestPaths, missingCluster } from "../studio/cluster.ts";
import { presentPaths } from "../studio/files/workspace-slice.ts";
import type { StudioState } from "../studio/slice.ts";
import type { Command } from "./command.ts";

export const useModelCluster: Command = {
  id: "use-model-cluster",
  label: "Use a model cluster",
  group: "Engine",
  when: (state) => missingCluster(state)?.fixes?.[0] !== undefined,
  run: ({ state }) => void createModelCluster(state),
};

async function createModelCluster(state: StudioState): Promise<void> {
  const [fix] = missingCluster(state)?.fixes ?? [];
  if (fix === undefined) return;
  if (await state.actions.applyFix(fix))
    state.actions.announce(`Created ${(fix.creates ?? []).map(({ file }) => file).join(" and ")}.`);
}

export const connectCluster: Command = {
  id: "connect-cluster",
  label: "Connect to a cluster…",
  group: "Engine",
  when: ({ engine }) => engine.info !== undefined,
  run: ({ state }) => state.actions.openDialog({ kind: "connect" }),
};

export const disconnectCluster: Command = {
  id: "disconnect-cluster",
  label: "Disconnect from the cluster",
  group: "Engine",
  when: ({ engine }) => engine.info?.connectedTo !== undefined,
  run: ({ state }) => void state.actions.controlEngine({ action: "disconnect" }),
};

export const showCluster: Command = {
  id: "show-cluster",
  label: "Show where the cluster's objects come from",
  group: "Engine",
  when: ({ engine }) => engine.info?.clusters[0] !== undefined,
  run({ state, page }) {
    const [manifest] = manifestPaths(presentPaths(state.workspace));
    const isModel = state.engine.info?.clusters.some(({ kind }) => kind === "manifests") === true;
    if (!isModel) state.actions.openDialog({ kind: "connect" });
    else if (manifest !== undefined) void state.actions.openFile(manifest);
    else page.focusPane("files");
  },
};
