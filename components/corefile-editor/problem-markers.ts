/** Problems as squiggles: CoreDNS's line first, our advice below it. */
import type * as Monaco from "monaco-editor/editor.js";
import type { Problem } from "../../lib/corefile/problem.ts";
import type { StudioState } from "../../lib/studio/slice.ts";
import { workspacePath } from "../../lib/studio/workspace-slice.ts";

const OWNER = "corefile-studio";

/** Puts the problems of each open file into its model. */
export function showProblems(monaco: typeof Monaco, { problems, workspace }: StudioState): void {
  const severities: Readonly<Record<Problem["severity"], Monaco.MarkerSeverity>> = {
    error: monaco.MarkerSeverity.Error,
    warning: monaco.MarkerSeverity.Warning,
    information: monaco.MarkerSeverity.Info,
  };
  for (const model of monaco.editor.getModels()) {
    const path = model.uri.path.slice(1);
    const mine = problems.list.filter(({ range }) => workspacePath(range.file, workspace.info) === path);
    monaco.editor.setModelMarkers(
      model,
      OWNER,
      mine.map(({ range, severity, message, help, code }) => ({
        severity: severities[severity],
        message: help === undefined ? message : `${message}\n${help}`,
        source: code,
        startLineNumber: range.start.line,
        startColumn: range.start.column,
        endLineNumber: range.end.line,
        // An empty stretch would have no squiggle.
        endColumn: isEmpty(range) ? range.end.column + 1 : range.end.column,
      })),
    );
  }
}

const isEmpty = ({ start, end }: Problem["range"]): boolean => start.line === end.line && start.column === end.column;
