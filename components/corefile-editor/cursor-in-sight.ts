/** Other panes grow while somebody types, so that the editor shrinks: the line that is being written stays in sight. */
import type * as Monaco from "monaco-editor/editor.js";

/** Watches the editor's size; gives the way to stop. */
export function keepCursorInSight(editor: Monaco.editor.IStandaloneCodeEditor): () => void {
  const listening = editor.onDidLayoutChange(() => {
    const position = editor.getPosition();
    if (position !== null && editor.hasTextFocus()) editor.revealPosition(position);
  });
  return () => listening.dispose();
}
