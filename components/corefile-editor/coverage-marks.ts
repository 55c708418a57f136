/** What tests came to, in the margin beside the numbers: a bar each for a line that decided, one that was passed, one never reached. */
import type * as Monaco from "monaco-editor/editor.js";
import type { CoverageReply } from "../../lib/api/tests.ts";
import type { StudioState } from "../../lib/studio/slice.ts";
import styles from "./coverage-marks.module.css";

type CoveredLine = CoverageReply["lines"][number];

/** Behind `lineNumber` nothing grows: a new line is no part of it. */
const NEVER_GROWS: Monaco.editor.TrackedRangeStickiness = 1;

/** The coverage of the file in front. After an edit it stays pale, where its lines are then, until the tests are run again. */
export class CoverageMarks {
  readonly #editor: Monaco.editor.IStandaloneCodeEditor;
  readonly #shown: Monaco.editor.IEditorDecorationsCollection;
  #key = "";

  constructor(editor: Monaco.editor.IStandaloneCodeEditor) {
    this.#editor = editor;
    this.#shown = editor.createDecorationsCollection();
  }

  /** Follows the state. */
  follow(state: StudioState): void {
    const { tests, workspace } = state;
    const isPale = tests.coverageVersion !== workspace.version;
    const key = `${tests.run?.id} ${tests.coverageVersion} ${tests.showsCoverage} ${workspace.activePath}`;
    if (key !== this.#key) this.#put(state);
    else if (isPale && !this.#isPale) this.#fade();
    this.#key = key;
    this.#isPale = isPale;
  }

  #isPale = false;
  #lines: readonly CoveredLine[] = [];

  #put({ tests, workspace }: StudioState): void {
    const model = this.#editor.getModel();
    const isPale = tests.coverageVersion !== workspace.version;
    const lines = model === null || !tests.showsCoverage || isPale ? [] : (tests.coverage?.lines ?? []);
    const path = model?.uri.path.slice(1);
    const count = model?.getLineCount() ?? 0;
    this.#lines = lines.filter(({ file, line }) => file === path && line <= count);
    this.#shown.set(
      this.#lines.map((line) => ({
        range: { startLineNumber: line.line, startColumn: 1, endLineNumber: line.line, endColumn: 1 },
        options: optionsOf(line, false),
      })),
    );
  }

  #fade(): void {
    const ranges = this.#shown.getRanges();
    this.#shown.set(
      ranges.flatMap((range, index) => {
        const line = this.#lines[index];
        return line === undefined ? [] : [{ range, options: optionsOf(line, true) }];
      }),
    );
  }
}

const WORDS: Readonly<Record<CoveredLine["state"], string>> = {
  decided: "Decided",
  passed: "Covered",
  never: "Never reached",
};

function optionsOf({ state, sentence }: CoveredLine, isPale: boolean): Monaco.editor.IModelDecorationOptions {
  const sign = [styles.mark, styles[state], isPale ? styles.stale : ""].join(" ");
  const words = sentence.startsWith(WORDS[state]) ? sentence : `${WORDS[state]}: ${sentence}`;
  return {
    stickiness: NEVER_GROWS,
    linesDecorationsClassName: sign,
    linesDecorationsTooltip: isPale ? `Before the edit: ${words}` : `Tests. ${words}`,
  };
}
