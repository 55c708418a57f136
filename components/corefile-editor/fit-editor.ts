/** Fits the editor to its place. Monaco closes the menu of fixes when the editor changes its size: while one is open, it waits. */
import type * as Monaco from "monaco-editor/editor.js";

const LOOK_AGAIN_MS = 100;

/** Follows the size of the element until the returned function is called. */
export function fitEditor(editor: Monaco.editor.IStandaloneCodeEditor, element: HTMLElement): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const fit = (): void => {
    clearTimeout(timer);
    if (document.querySelector(".action-widget") === null) editor.layout();
    else timer = setTimeout(fit, LOOK_AGAIN_MS);
  };
  const observer = new ResizeObserver(fit);
  observer.observe(element);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
  };
}
