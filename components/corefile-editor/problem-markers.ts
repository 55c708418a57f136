/** Problems as squiggles: CoreDNS's line first, our advice below it. */
import type * as Monaco from "monaco-editor/editor.js";
import type { Problem } from "../../lib/corefile/problem.ts";
import type { StudioState } from "../../lib/studio/slice.ts";
import { workspacePath } from "../../lib/studio/workspace-slice.ts";

/** Lint's words have an owner of their own: they change less often, and Monaco moves their marks along with the text. */
const OWNER = "corefile-studio";
const ADVICE_OWNER = "corefile-studio-advice";
/** So many marks of each are put into a file; beyond that nobody reads them, and each costs time at every key. */
const MAX_MARKS = 300;

/** Puts the problems of each open file into its model: CoreDNS's always, lint's when asked for. */
export function showProblems(
  monaco: typeof Monaco,
  { problems, workspace }: StudioState,
  { advice }: { readonly advice: boolean },
): void {
  const { list, advice: said } = problems;
  mark(monaco, workspace, { owner: OWNER, problems: list.slice(0, list.length - said.length) });
  if (advice) mark(monaco, workspace, { owner: ADVICE_OWNER, problems: said });
}

interface Marks {
  readonly owner: string;
  readonly problems: readonly Problem[];
}

function mark(monaco: typeof Monaco, workspace: StudioState["workspace"], { owner, problems }: Marks): void {
  const severities: Readonly<Record<Problem["severity"], Monaco.MarkerSeverity>> = {
    error: monaco.MarkerSeverity.Error,
    warning: monaco.MarkerSeverity.Warning,
    information: monaco.MarkerSeverity.Info,
  };
  for (const model of monaco.editor.getModels()) {
    const path = model.uri.path.slice(1);
    const mine = problems.filter(({ range }) => workspacePath(range.file, workspace.info) === path);
    monaco.editor.setModelMarkers(
      model,
      owner,
      mine.slice(0, MAX_MARKS).map(({ range, severity, message, help, code }) => ({
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
