/** Esc and then Tab leaves the editor, although Tab alone inserts (WCAG 2.1.2). */
import type * as Monaco from "monaco-editor/editor.js";
import type { StudioStore } from "../../lib/studio/store.ts";

/** After Esc the next Tab moves the focus; any other key takes that back. Gives the way to stop. */
export function escapeThenTab(editor: Monaco.editor.IStandaloneCodeEditor, store: StudioStore): () => void {
  let isArmed = false;
  const arm = (armed: boolean): void => {
    if (isArmed === armed) return;
    isArmed = armed;
    editor.updateOptions({ tabFocusMode: armed || store.getState().layout.tabMovesFocus });
  };
  const onKey = ({ key }: KeyboardEvent): void => {
    if (key === "Escape") arm(true);
    else if (key !== "Tab" && key !== "Shift") arm(false);
  };
  const element = editor.getContainerDomNode();
  element.addEventListener("keydown", onKey, { capture: true });
  const blur = editor.onDidBlurEditorWidget(() => arm(false));
  return () => {
    element.removeEventListener("keydown", onKey, { capture: true });
    blur.dispose();
  };
}
