/** Offers to keep the release of CoreDNS that an imported image names. */
import { type ReactNode, useState } from "react";
import { NEWEST } from "../../lib/profiles/releases.ts";
import { openablePaths, textHere } from "../../lib/studio/files/workspace-slice.ts";
import { notWritten, withRelease } from "../../lib/studio-settings/set-release.ts";
import { SETTINGS_FILE } from "../../lib/studio-settings/settings-file.ts";
import { useActions, useStudio, useStudioStore } from "../studio/store-context.tsx";
import { CheckField } from "../ui/field.tsx";

interface KeptRelease {
  /** Asks whether it is wanted; nothing where the folder is for that release already. */
  readonly field: ReactNode;
  /** The settings with it; none where they stay as they are, and why they do where that is not what was wanted. */
  settings(): Promise<KeptSettings>;
}

interface KeptSettings {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly problem?: string;
}

const UNCHANGED: KeptSettings = { files: [] };

export function useKeptRelease(release: string | undefined): KeptRelease {
  const store = useStudioStore();
  const { readText } = useActions();
  const before = useStudio(({ workspace }) => workspace.release) ?? NEWEST;
  const [isWanted, setWanted] = useState(true);
  if (release === undefined || release === before) return { field: null, settings: async () => UNCHANGED };
  return {
    field: (
      <CheckField
        label={`This folder is for CoreDNS ${release}, the release of the image: keep that in ${SETTINGS_FILE}`}
        checked={isWanted}
        onChange={({ target }) => setWanted(target.checked)}
      />
    ),
    async settings() {
      if (!isWanted) return UNCHANGED;
      const { workspace } = store.getState();
      const isThere = openablePaths(workspace).includes(SETTINGS_FILE);
      const now = textHere(workspace, SETTINGS_FILE) ?? (isThere ? await readText(SETTINGS_FILE) : "");
      const text = now === undefined ? undefined : withRelease(now, release);
      return text === undefined
        ? { files: [], problem: notWritten(release) }
        : { files: [{ path: SETTINGS_FILE, text }] };
    },
  };
}
