/** The workspace as the chain is drawn from: at once while the Corefile is small, else when typing pauses. */
import { useEffect, useState } from "react";
import { corefileOf, type WorkspaceState } from "../../lib/studio/files/workspace-slice.ts";
import { useStudioStore } from "../studio/store-context.tsx";

/** From this many characters on reading and drawing would be felt at each key. */
const LARGE_TEXT = 60_000;
const SETTLE_MS = 250;

/** Renders its component only when there is something to draw again. */
export function useSettledWorkspace(): WorkspaceState {
  const store = useStudioStore();
  const [settled, setSettled] = useState(() => store.getState().workspace);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = (): void => setSettled(store.getState().workspace);
    const stop = store.subscribe(({ workspace }, before) => {
      if (workspace === before.workspace) return;
      clearTimeout(timer);
      const isEdit = workspace.version !== before.workspace.version;
      if (isEdit && (corefileOf(workspace)?.text.length ?? 0) > LARGE_TEXT) timer = setTimeout(take, SETTLE_MS);
      else take();
    });
    take();
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [store]);
  return settled;
}
