/** Keeps in this browser what survives a reload, and shows the chosen theme. */
import { useEffect } from "react";
import { SAVED_KEY, SAVED_THEME_KEY, writeSaved } from "../../../lib/studio/saved.ts";
import type { StudioStore } from "../../../lib/studio/store.ts";

const SAVE_AFTER_MS = 250;

export function useSaved(store: StudioStore): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const save = (): void => {
      clearTimeout(timer);
      timer = undefined;
      if (store.getState().workspace.info === undefined) return;
      keep(SAVED_KEY, writeSaved(store.getState()));
    };
    const stop = store.subscribe((state, before) => {
      const isSame =
        state.workspace === before.workspace &&
        state.question === before.question &&
        state.layout === before.layout &&
        state.engine.isAutomatic === before.engine.isAutomatic;
      if (!isSame) timer ??= setTimeout(save, SAVE_AFTER_MS);
    });
    window.addEventListener("pagehide", save);
    return () => {
      window.removeEventListener("pagehide", save);
      stop();
      save();
    };
  }, [store]);
  useEffect(() => {
    showTheme(store);
    return store.subscribe(({ layout }, before) => {
      if (layout.theme !== before.layout.theme) showTheme(store);
    });
  }, [store]);
}

function showTheme(store: StudioStore): void {
  const { theme } = store.getState().layout;
  keep(SAVED_THEME_KEY, theme);
  if (theme !== "system") document.documentElement.dataset.theme = theme;
  else if (matchMedia("(prefers-contrast: more)").matches) document.documentElement.dataset.theme = "high-contrast";
  else delete document.documentElement.dataset.theme;
}

/** A full or forbidden storage costs the memory of the visit, nothing else. */
function keep(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // Nothing depends on it.
  }
}
