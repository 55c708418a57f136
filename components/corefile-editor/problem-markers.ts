/** Problems as squiggles: CoreDNS's line first, our advice below it. */
import type * as Monaco from "monaco-editor/editor.js";
import { withoutBackquotes } from "../../lib/studio/code-words.ts";
import { workspacePath } from "../../lib/studio/files/workspace-slice.ts";
import type { StudioState } from "../../lib/studio/slice.ts";
import type { Problem } from "../../lib/text/problem.ts";

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
  if (advice) {
    const problems = said.map((problem) => ({ ...problem, message: withoutBackquotes(problem.message) }));
    mark(monaco, workspace, { owner: ADVICE_OWNER, problems });
  }
}

interface Marks {
  readonly owner: string;
  readonly problems: readonly Problem[];
}

function mark(monaco: typeof Monaco, workspace: StudioState["workspace"], { owner, problems }: Marks): void {
  for (const model of monaco.editor.getModels()) {
    if (model.uri.scheme !== "workspace") continue;
    const path = model.uri.path.slice(1);
    const mine = problems.filter(({ range }) => workspacePath(range.file, workspace.info) === path);
    setMarkers(monaco, model, { owner, markers: mine.slice(0, MAX_MARKS).map((problem) => toMarker(monaco, problem)) });
  }
}

interface OwnMarkers {
  readonly owner: string;
  readonly markers: readonly Monaco.editor.IMarkerData[];
}

/** The version of each model's text for which its markers were set last, by owner. */
const setFor = new WeakMap<Monaco.editor.ITextModel, Map<string, { readonly version: number; readonly key: string }>>();

/**
 * Sets markers that are not there yet. Monaco takes each setting for a change, also of equal ones, looks for fixes again
 * and drops the menu of fixes that somebody has asked for meanwhile.
 */
function setMarkers(monaco: typeof Monaco, model: Monaco.editor.ITextModel, { owner, markers }: OwnMarkers): void {
  const known = setFor.get(model) ?? new Map<string, { readonly version: number; readonly key: string }>();
  setFor.set(model, known);
  const key = JSON.stringify(markers);
  const before = known.get(owner);
  const version = model.getVersionId();
  // Marks of an earlier text may stand elsewhere by now, or be gone; those that never were any need not be set again.
  const isThere = before?.key === key && (before.version === version || markers.length === 0);
  known.set(owner, { version, key });
  if (!isThere && !(before === undefined && markers.length === 0)) {
    monaco.editor.setModelMarkers(model, owner, [...markers]);
  }
}

function toMarker(
  { MarkerSeverity }: typeof Monaco,
  { range, severity, message, help, code }: Problem,
): Monaco.editor.IMarkerData {
  const severities: Readonly<Record<Problem["severity"], Monaco.MarkerSeverity>> = {
    error: MarkerSeverity.Error,
    warning: MarkerSeverity.Warning,
    information: MarkerSeverity.Info,
  };
  return {
    severity: severities[severity],
    message: help === undefined ? message : `${message}\n${withoutBackquotes(help)}`,
    source: code,
    startLineNumber: range.start.line,
    startColumn: range.start.column,
    endLineNumber: range.end.line,
    // An empty stretch would have no squiggle.
    endColumn: isEmpty(range) ? range.end.column + 1 : range.end.column,
  };
}

const isEmpty = ({ start, end }: Problem["range"]): boolean => start.line === end.line && start.column === end.column;
