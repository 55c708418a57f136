/** A sentence beside the cursor: Monaco writes some refusals to the console only, where nobody looks. */
import type * as Monaco from "monaco-editor/editor.js";

interface MessageController extends Monaco.editor.IEditorContribution {
  showMessage(message: string, position: Monaco.IPosition): void;
}

/** Where a sentence is shown. */
export interface MessagePlace {
  readonly model: Monaco.editor.ITextModel;
  readonly position: Monaco.IPosition;
}

/** Shows a sentence in the editor that has the model, and says it to screen readers. */
export function showMessage(monaco: typeof Monaco, { model, position }: MessagePlace, text: string): void {
  const editor = monaco.editor.getEditors().find((candidate) => candidate.getModel() === model);
  const controller = editor?.getContribution("editor.contrib.messageController");
  if (isMessageController(controller)) controller.showMessage(text, position);
}

function isMessageController(
  contribution: Monaco.editor.IEditorContribution | null | undefined,
): contribution is MessageController {
  return contribution !== null && contribution !== undefined && "showMessage" in contribution;
}
