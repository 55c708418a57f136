/** Keeps what is typed in the browser's storage, well before a second has passed, and at once when the page goes away. */
import { useEffect } from "react";
import type { StudioStore } from "../../../lib/studio/store.ts";
import { watchOthers } from "../drafts/open-window.ts";
import { thisWindow } from "../drafts/this-window.ts";

/** So often at most. */
const KEEP_AFTER_MS = 150;

export function useDrafts(store: StudioStore): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isWriting = false;
    const { keepDrafts, lookForDrafts } = store.getState().actions;
    let lastMs = Number.NEGATIVE_INFINITY;
    const keep = async (): Promise<void> => {
      isWriting = true;
      lastMs = performance.now();
      await keepDrafts();
      isWriting = false;
    };
    /** The first key is kept at once: a page that is busy when it is closed is told of nothing any more. */
    const schedule = (): void => {
      const waitMs = lastMs + KEEP_AFTER_MS - performance.now();
      if (timer === undefined && !isWriting && waitMs <= 0) {
        void keep();
        return;
      }
      timer ??= setTimeout(
        () => {
          timer = undefined;
          schedule();
        },
        Math.max(waitMs, KEEP_AFTER_MS / 2),
      );
    };
    const now = (): void => void keepDrafts();
    const onVisibility = (): void => {
      now();
      if (document.visibilityState === "visible") void lookForDrafts();
    };
    const stop = store.subscribe(({ workspace }, before) => {
      const isSame = workspace.files === before.workspace.files && workspace.kept === before.workspace.kept;
      if (!isSame) schedule();
    });
    // What a window leaves behind is offered to those that are there.
    let unwatch = (): void => undefined;
    let isOver = false;
    void thisWindow().then(({ name }) => {
      if (!isOver) unwatch = watchOthers(name, () => void lookForDrafts());
    });
    window.addEventListener("pagehide", now);
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      clearTimeout(timer);
      isOver = true;
      unwatch();
      stop();
      window.removeEventListener("pagehide", now);
      document.removeEventListener("visibilitychange", onVisibility);
      now();
    };
  }, [store]);
}
