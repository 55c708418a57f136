/** Shows the marks of the answer in front in the margin of the file in front. */
import type * as Monaco from "monaco-editor/editor.js";
import { explanationOf, isStale, selectedAnswer } from "../../lib/studio/answers-slice.ts";
import { lineMarks } from "../../lib/studio/line-marks.ts";
import type { StudioState } from "../../lib/studio/slice.ts";
import { workspacePath } from "../../lib/studio/workspace-slice.ts";
import { atLineEnd, markDecorations } from "./marks.ts";

/** Replaces the marks. A stale answer's marks have moved with the text and are shown pale. */
export function showMarks(
  editor: Monaco.editor.IStandaloneCodeEditor,
  marks: Monaco.editor.IEditorDecorationsCollection,
  state: StudioState,
): void {
  const { answers, workspace } = state;
  const model = editor.getModel();
  const answer = selectedAnswer(answers);
  const explanation = answer && explanationOf(answer);
  if (model === null || answer === undefined || explanation === undefined) {
    marks.clear();
    return;
  }
  const path = model.uri.path.slice(1);
  const mine = lineMarks(explanation).filter(({ file }) => workspacePath(file, workspace.info) === path);
  marks.set(atLineEnd(markDecorations(mine, isStale(answer, state)), model));
}
