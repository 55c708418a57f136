/** Keeps in the store which release of CoreDNS the workspace's settings name, as they stand in the editor or on the disk. */
import { useEffect } from "react";
import { openablePaths } from "../../../lib/studio/files/workspace-slice.ts";
import type { StudioState } from "../../../lib/studio/slice.ts";
import type { StudioStore } from "../../../lib/studio/store.ts";
import { SETTINGS_FILE } from "../../../lib/studio-settings/settings-file.ts";
import type { WorkspaceReader } from "../workspace-reader.ts";

export function useRelease(store: StudioStore): void {
  useEffect(() => {
    let reader: Promise<WorkspaceReader> | undefined;
    let isStopped = false;
    const look = async (): Promise<void> => {
      const { workspace, actions } = store.getState();
      if (!openablePaths(workspace).includes(SETTINGS_FILE)) return actions.takeRelease(undefined);
      // Loaded only here: most workspaces have no settings, and YAML takes its time to load.
      reader ??= import("../workspace-reader.ts").then(({ createWorkspaceReader }) => createWorkspaceReader(store));
      const release = await (await reader).whenRead((known) => known.release);
      if (!isStopped && store.getState().workspace.info?.folder === workspace.info?.folder)
        actions.takeRelease(release);
    };
    void look();
    const stop = store.subscribe((state, before) => {
      if (state.workspace === before.workspace) return;
      const former = settingsKey(before);
      if (settingsKey(state).some((part, index) => part !== former[index])) void look();
    });
    return () => {
      isStopped = true;
      stop();
    };
  }, [store]);
}

/** All that the text of the settings hangs on. */
function settingsKey({ workspace: { info, files, kept } }: StudioState): readonly unknown[] {
  return [info, files.find(({ path }) => path === SETTINGS_FILE)?.text, kept[SETTINGS_FILE]];
}
