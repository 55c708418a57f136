/** One listener for all keys of the table of commands; it goes before Monaco, which would take some of them. */
import { useEffect } from "react";
import type { PagePort } from "../../../lib/commands/command.ts";
import { commandFor } from "../../../lib/commands/commands.ts";
import type { FocusPlace } from "../../../lib/commands/key.ts";
import type { StudioStore } from "../../../lib/studio/store.ts";
import { isMac } from "../platform.ts";

export function useKeys(store: StudioStore, page: PagePort): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.isComposing) return;
      const state = store.getState();
      const { hasSingleKeys, dialog } = state.layout;
      const command = commandFor(event, { place: focusPlace(event.target), isMac: isMac(), hasSingleKeys });
      if (command === undefined || dialog !== undefined) return;
      event.preventDefault();
      event.stopPropagation();
      if (command.when?.(state) !== false) command.run({ state, page });
    };
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [store, page]);
}

function focusPlace(target: EventTarget | null): FocusPlace {
  if (!(target instanceof HTMLElement)) return "elsewhere";
  if (target.closest(".monaco-editor") !== null) return "editor";
  const isText =
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
  if (isText) return "text";
  return target instanceof HTMLInputElement && target.type !== "checkbox" && target.type !== "radio"
    ? "text"
    : "elsewhere";
}
