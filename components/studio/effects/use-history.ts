/** Keeps the history of this window over a reload; other windows have their own. */
import { useEffect } from "react";
import { HISTORY_KEY, readHistory, writeHistory } from "../../../lib/studio/answers/kept-history.ts";
import type { StudioStore } from "../../../lib/studio/store.ts";

const SAVE_AFTER_MS = 500;

export function useHistory(store: StudioStore): void {
  useEffect(() => {
    store.getState().actions.takeHistory(readHistory(read()));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const save = (): void => {
      clearTimeout(timer);
      timer = undefined;
      keep(writeHistory(store.getState().answers.list));
    };
    const stop = store.subscribe((state, before) => {
      if (state.answers.list !== before.answers.list) timer ??= setTimeout(save, SAVE_AFTER_MS);
    });
    window.addEventListener("pagehide", save);
    return () => {
      window.removeEventListener("pagehide", save);
      stop();
      save();
    };
  }, [store]);
}

function read(): string | null {
  try {
    return sessionStorage.getItem(HISTORY_KEY);
  } catch {
    return null;
  }
}

/** A full or forbidden storage costs the history of the visit, nothing else. */
function keep(text: string): void {
  try {
    sessionStorage.setItem(HISTORY_KEY, text);
  } catch {
    // Nothing depends on it.
  }
}
