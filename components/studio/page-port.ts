/** What commands may do to the page: move the focus between panes, reach the editor, copy. */
import { PANES, type PagePort, type Pane } from "../../lib/commands/command.ts";
import { shownDiagram } from "../chain-diagram/shown-diagram.ts";
import type { EditorSlot } from "./store-context.tsx";

/** Makes the port; `tell` says aloud what happened. */
export function createPagePort(editorSlot: EditorSlot, tell: (text: string) => void): PagePort {
  const focusPane = (pane: Pane): void => {
    if (pane === "editor" && editorSlot.current !== undefined) {
      editorSlot.current.focus();
      return;
    }
    const element = paneElement(pane);
    const first = element?.querySelector<HTMLElement>("[data-pane-focus]");
    (first ?? element)?.focus();
  };
  const focusedPane = (): Pane | undefined => PANES.find((pane) => paneElement(pane)?.contains(document.activeElement));
  const copy = async (text: string): Promise<boolean> => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      tell("The browser did not allow copying.");
      return false;
    }
    tell("Copied.");
    return true;
  };
  return {
    focusedPane,
    focusPane: (pane) => whenThere(pane, () => focusPane(pane)),
    cyclePane(direction) {
      const shown = PANES.filter((pane) => isShown(paneElement(pane)));
      const focused = focusedPane();
      const current = focused === undefined ? -1 : shown.indexOf(focused);
      const from = current < 0 && direction < 0 ? 0 : current;
      const next = shown[(from + direction + shown.length) % shown.length];
      if (next !== undefined) focusPane(next);
    },
    runInEditor: (action) => editorSlot.current?.run(action),
    openPage: (path) => window.open(path, "_blank", "noopener"),
    copy,
    exportDiagram(format) {
      // The chain may only just come to the front.
      requestAnimationFrame(async () => {
        const shown = shownDiagram.current;
        if (shown === undefined) return tell("There is no chain to make a picture of.");
        const { exportDiagram } = await import("../chain-diagram/export-diagram.ts");
        await exportDiagram(format, shown, { copy, tell });
      });
    },
  };
}

/** So many frames, two seconds at most, are waited for a pane that is being loaded. */
const MAX_FRAMES = 120;

/** Does something in the next frame that has the pane. */
function whenThere(pane: Pane, then: () => void, frames = MAX_FRAMES): void {
  requestAnimationFrame(() => {
    if (paneElement(pane) !== null || frames === 0) then();
    else whenThere(pane, then, frames - 1);
  });
}

function paneElement(pane: Pane): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-pane="${pane}"]`);
}

function isShown(element: HTMLElement | null): boolean {
  return element?.checkVisibility({ visibilityProperty: true }) ?? false;
}
