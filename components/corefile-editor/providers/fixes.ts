/** Quick fixes in Monaco: what would mend the problems at the cursor (Ctrl+.). */
import type * as Monaco from "monaco-editor/editor.js";
import { getFixes } from "../../../lib/language/fixes.ts";
import type { LanguageWorkspace } from "../../../lib/language/workspace.ts";
import { workspacePath } from "../../../lib/studio/files/workspace-slice.ts";
import type { Fix } from "../../../lib/text/edit.ts";
import type { Problem } from "../../../lib/text/problem.ts";
import { ZONE_LANGUAGE } from "../file-languages.ts";
import { COREFILE_LANGUAGE } from "../language.ts";
import { type Language, pathOf } from "./language-workspace.ts";
import { toWorkspaceEdit } from "./ranges.ts";

/** So long texts of other files are waited for. */
const MAX_WAIT_MS = 150;

/** Registers the provider; gives the way to stop. */
export function registerFixes(language: Language): Monaco.IDisposable {
  const { monaco, store } = language;
  const command = monaco.editor.registerCommand(
    CREATE_FILES,
    (_, fix: Fix) => void store.getState().actions.applyFix(fix),
  );
  const provider = monaco.languages.registerCodeActionProvider(
    [COREFILE_LANGUAGE, ZONE_LANGUAGE],
    {
      provideCodeActions(model, range, { markers }) {
        const { problems, workspace: files } = store.getState();
        const mine = problems.list.filter(
          (problem) => workspacePath(problem.range.file, files.info) === pathOf(model) && touches(problem, range),
        );
        const answer = (known: LanguageWorkspace): Monaco.languages.CodeActionList =>
          listOf(
            mine.flatMap((problem) =>
              getFixes(known, here(problem, pathOf(model))).map((fix, index) =>
                toAction(language, fix, {
                  isFirst: index === 0,
                  markers: markers.filter(({ source }) => source === problem.code),
                }),
              ),
            ),
          );
        return answerSoon(language, answer);
      },
    },
    { providedCodeActionKinds: ["quickfix"] },
  );
  return {
    dispose() {
      command.dispose();
      provider.dispose();
    },
  };
}

/** Makes files, which Monaco's own edits cannot. */
const CREATE_FILES = "studio.createFiles";

/**
 * At once, when all texts are here that the Corefile is read with; else when they are, but soon: Monaco lets go of a
 * question that takes long as soon as it has another one of its own.
 */
async function answerSoon<Answer>(language: Language, answer: (known: LanguageWorkspace) => Answer): Promise<Answer> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, MAX_WAIT_MS, undefined));
  return answer((await Promise.race([language.workspace(), late])) ?? language.workspaceNow());
}

/** Each title once: the first of them. */
function listOf(actions: readonly Monaco.languages.CodeAction[]): Monaco.languages.CodeActionList {
  const byTitle = new Map(actions.toReversed().map((action) => [action.title, action]));
  return { actions: [...byTitle.values()].toReversed(), dispose: () => undefined };
}

/** The problem with its file as the workspace names it. */
function here(problem: Problem, file: string): Problem {
  return { ...problem, range: { ...problem.range, file } };
}

/** Problems on the lines of the cursor: a mark may be a single sign wide. */
function touches({ range: { start, end } }: Problem, range: Monaco.Range): boolean {
  return start.line <= range.endLineNumber && end.line >= range.startLineNumber;
}

interface Shown {
  readonly isFirst: boolean;
  readonly markers: Monaco.editor.IMarkerData[];
}

function toAction(language: Language, fix: Fix, { isFirst, markers }: Shown): Monaco.languages.CodeAction {
  const { store } = language;
  const { title, edits, creates } = fix;
  const shown = { title, kind: "quickfix", isPreferred: isFirst, diagnostics: markers };
  if (creates !== undefined) return { ...shown, command: { id: CREATE_FILES, title, arguments: [fix] } };
  const paths = edits.map(({ range }) => workspacePath(range.file, store.getState().workspace.info));
  return {
    ...shown,
    edit: toWorkspaceEdit(
      language,
      edits.map(({ range, text }, index) => ({ range: { ...range, file: paths[index] ?? range.file }, text })),
    ),
  };
}
