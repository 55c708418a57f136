/** Shows the marks of the answer in front in the margin of the file in front. */
import type * as Monaco from "monaco-editor/editor.js";
import { explanationOf, isStale, placedAnswer } from "../../lib/studio/answers/answers-slice.ts";
import { type LineMark, lineMarks } from "../../lib/studio/answers/line-marks.ts";
import { workspacePath } from "../../lib/studio/files/workspace-slice.ts";
import type { StudioState } from "../../lib/studio/slice.ts";
import { atLines, markOptions } from "./marks.ts";

/** The marks of one editor. Once the text is another one they are pale, and move with their lines or go with them. */
export class MarksView {
  readonly #editor: Monaco.editor.IStandaloneCodeEditor;
  readonly #shown: Monaco.editor.IEditorDecorationsCollection;
  #marks: readonly LineMark[] = [];

  constructor(editor: Monaco.editor.IStandaloneCodeEditor) {
    this.#editor = editor;
    this.#shown = editor.createDecorationsCollection();
  }

  /** Follows the state. Marks are put down only where the text is the one that was asked about. */
  follow(state: StudioState, before?: StudioState): void {
    if (before === undefined || placeOf(state) !== placeOf(before)) this.#put(state);
    else if (isPale(state) && !isPale(before)) this.#fade();
    else if (isPale(state) && this.#shown.getRanges().some((range) => isEmpty(range) || isBroken(range))) this.#fade();
    else if (isPale(before) && !isPale(state)) this.#put(state);
  }

  #put(state: StudioState): void {
    const model = this.#editor.getModel();
    const answer = placedAnswer(state.answers);
    const explanation = answer && explanationOf(answer);
    if (model === null || explanation === undefined || isPale(state)) {
      this.#marks = [];
      this.#shown.clear();
      return;
    }
    const path = model.uri.path.slice(1);
    const lines = model.getLineCount();
    this.#marks = lineMarks(explanation).filter(
      ({ file, line }) => workspacePath(file, state.workspace.info) === path && line <= lines,
    );
    this.#shown.set(atLines(this.#marks, model));
  }

  /** Leaves the marks of which something is left, pale, where their lines are now. */
  #fade(): void {
    const kept = this.#shown.getRanges().flatMap((range, index) => {
      const mark = this.#marks[index];
      return mark === undefined || isEmpty(range) ? [] : [{ mark, range: this.#onOneLine(range) }];
    });
    this.#marks = kept.map(({ mark }) => mark);
    this.#shown.set(kept.map(({ mark, range }) => ({ range, options: markOptions(mark, true) })));
  }

  /** A line that was broken in two has its mark once. */
  #onOneLine(range: Monaco.Range): Monaco.IRange {
    const { startLineNumber: line, startColumn } = range;
    if (!isBroken(range)) return range;
    const endColumn = this.#editor.getModel()?.getLineMaxColumn(line) ?? startColumn;
    return { startLineNumber: line, startColumn, endLineNumber: line, endColumn };
  }
}

const isBroken = ({ startLineNumber, endLineNumber }: Monaco.Range): boolean => startLineNumber < endLineNumber;

/** Nothing is left of what a mark stood at. */
const isEmpty = (range: Monaco.Range): boolean =>
  range.startLineNumber === range.endLineNumber && range.startColumn === range.endColumn;

/** What the marks are about: another answer, or another file, has others. */
function placeOf({ answers, workspace }: StudioState): string {
  const answer = placedAnswer(answers);
  const explanation = answer && explanationOf(answer);
  const asked = explanation === undefined ? "" : `${answer?.id} ${explanation.configuration}`;
  return `${asked} ${workspace.activePath}`;
}

/** The text is not the one that the answer speaks of. */
function isPale(state: StudioState): boolean {
  const answer = placedAnswer(state.answers);
  return answer !== undefined && isStale(answer, state);
}
