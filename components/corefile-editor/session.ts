/** One editor on the page and the store, kept in step: texts, tabs, problems, marks, places to show. */
import type * as Monaco from "monaco-editor/editor.js";
import { differingPart } from "../../lib/studio/files/differing-part.ts";
import type { StudioState } from "../../lib/studio/slice.ts";
import type { StudioStore } from "../../lib/studio/store.ts";
import type { EditorPort } from "../studio/store-context.tsx";
import { bindKeys, runAction } from "./actions.ts";
import { indentOnEnter } from "./auto-indent.ts";
import { closeBraces } from "./close-brace.ts";
import { CoverageMarks } from "./coverage-marks.ts";
import { moveCursor } from "./cursor.ts";
import { keepCursorInSight } from "./cursor-in-sight.ts";
import { dedentClosingBraces } from "./dedent.ts";
import { fitEditor } from "./fit-editor.ts";
import { languageOf } from "./language.ts";
import { escapeThenTab } from "./leave-by-tab.ts";
import { MarksView } from "./marks-view.ts";
import { monaco } from "./monaco.ts";
import { EDITOR_OPTIONS } from "./options.ts";
import { showProblems } from "./problem-markers.ts";
import { createLanguage } from "./providers/language-workspace.ts";
import { registerProviders } from "./providers/providers.ts";
import { watchQueryHover } from "./query-hover.ts";
import { currentTheme, watchTheme } from "./themes.ts";
import { watchProblems } from "./watch-problems.ts";

/** An editor that runs. */
export interface EditorSession extends EditorPort {
  stop(): void;
}

interface Parts {
  readonly element: HTMLElement;
  readonly store: StudioStore;
}

/** Makes the editor and keeps it in step with the store until it is stopped. */
export function startSession({ element, store }: Parts): EditorSession {
  monaco.editor.setTheme(currentTheme());
  const editor = monaco.editor.create(element, { ...EDITOR_OPTIONS, model: null });
  const views = new Map<string, Monaco.editor.ICodeEditorViewState | null>();
  const language = createLanguage(monaco, store);
  bindKeys(monaco);
  const stops: (() => void)[] = [
    watchTheme(() => monaco.editor.setTheme(currentTheme())),
    store.subscribe((state, before) => follow({ editor, store, views }, state, before)),
    escapeThenTab(editor, store),
    dedentClosingBraces(editor),
    closeBraces(editor, monaco.KeyCode, language.service),
    indentOnEnter(editor, monaco.KeyCode),
    watchQueryHover(store),
    registerProviders(language),
    watchProblems(editor, language),
    keepCursorInSight(editor),
    fitEditor(editor, element),
  ];
  const tellCursor = (): void => {
    const { lineNumber, column } = editor.getPosition() ?? { lineNumber: 1, column: 1 };
    moveCursor(lineNumber, column);
  };
  // A shorter text, or another file, moves the cursor without saying so.
  for (const event of [editor.onDidChangeCursorPosition, editor.onDidChangeModel, editor.onDidChangeModelContent]) {
    event(tellCursor);
  }
  showInlays(editor, store.getState());
  showFile({ editor, store, views }, store.getState());
  const marks = new MarksView(editor);
  marks.follow(store.getState());
  stops.push(store.subscribe((state, before) => marks.follow(state, before)));
  const coverage = new CoverageMarks(editor);
  coverage.follow(store.getState());
  stops.push(store.subscribe((state) => coverage.follow(state)));
  return {
    focus: () => editor.focus(),
    whenRead: language.whenRead,
    run: (action) => runAction(monaco, editor, action),
    insert: (text) => editor.trigger("command", "paste", { text, pasteOnNewLine: false, multicursorText: null }),
    stop() {
      for (const stop of stops) stop();
      for (const model of monaco.editor.getModels()) model.dispose();
      editor.dispose();
    },
  };
}

interface Editing {
  readonly editor: Monaco.editor.IStandaloneCodeEditor;
  readonly store: StudioStore;
  /** Scroll and cursor of the files that are not in front. */
  readonly views: Map<string, Monaco.editor.ICodeEditorViewState | null>;
}

/** Carries over what changed in the store. */
function follow(editing: Editing, state: StudioState, before: StudioState): void {
  const { workspace, problems, layout } = state;
  const isOtherFolder = workspace.info?.folder !== before.workspace.info?.folder;
  if (isOtherFolder || workspace.activePath !== before.workspace.activePath) showFile(editing, state);
  if (isOtherFolder) forgetTexts(editing);
  if (workspace.outsideVersion !== before.workspace.outsideVersion) takeTexts(state);
  if (problems.list !== before.problems.list) {
    showProblems(monaco, state, { advice: problems.advice !== before.problems.advice });
  }
  if (layout.tabMovesFocus !== before.layout.tabMovesFocus) {
    editing.editor.updateOptions({ tabFocusMode: layout.tabMovesFocus });
  }
  if (layout.hasInlays !== before.layout.hasInlays) showInlays(editing.editor, state);
  if (layout.reveal !== undefined && layout.reveal !== before.layout.reveal) reveal(editing.editor, layout.reveal);
}

function showInlays(editor: Monaco.editor.IStandaloneCodeEditor, { layout }: StudioState): void {
  editor.updateOptions({ inlayHints: { ...EDITOR_OPTIONS.inlayHints, enabled: layout.hasInlays ? "on" : "off" } });
}

/** From here on Monaco's search for the other bracket would hold up the first key. */
const MANY_LINES = 5_000;

const uriOf = (path: string): Monaco.Uri => monaco.Uri.from({ scheme: "workspace", path: `/${path}` });

function pathOf(model: Monaco.editor.ITextModel | null): string | undefined {
  return model?.uri.scheme === "workspace" ? model.uri.path.slice(1) : undefined;
}

function showFile({ editor, views }: Editing, state: StudioState): void {
  const { activePath, files, info } = state.workspace;
  const shown = pathOf(editor.getModel());
  if (shown !== undefined) views.set(shown, editor.saveViewState());
  const file = files.find(({ path }) => path === activePath);
  if (file === undefined || info === undefined) {
    editor.setModel(null);
    return;
  }
  const uri = uriOf(file.path);
  const language = languageOf(file.path, info.corefile);
  const model = monaco.editor.getModel(uri) ?? monaco.editor.createModel(file.text, language, uri);
  model.updateOptions({ bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } });
  if (model.getValue() !== file.text) model.setValue(file.text);
  editor.setModel(model);
  const view = views.get(file.path);
  if (view) editor.restoreViewState(view);
  editor.updateOptions({
    ariaLabel: file.path === info.corefile ? "Corefile" : file.path,
    tabFocusMode: state.layout.tabMovesFocus,
    matchBrackets: model.getLineCount() > MANY_LINES ? "never" : "always",
  });
  describeEditor(editor);
  showProblems(monaco, state, { advice: true });
}

/** Ties the hint about Tab to the text field; Monaco has no option for it. */
function describeEditor(editor: Monaco.editor.IStandaloneCodeEditor): void {
  const field = editor.getDomNode()?.querySelector("textarea, .native-edit-context");
  field?.setAttribute("aria-describedby", "editor-hint");
}

/** Undo must not lead back into another folder's text of the same name. */
function forgetTexts({ editor, views }: Editing): void {
  views.clear();
  for (const model of monaco.editor.getModels()) if (model !== editor.getModel()) model.dispose();
}

/** Takes over texts that changed from outside; the undo history stays, and the cursor where nothing changed before it. */
function takeTexts({ workspace }: StudioState): void {
  for (const { path, text } of workspace.files) {
    const model = monaco.editor.getModel(uriOf(path));
    if (model === null || model.getValue() === text) continue;
    const { EndOfLineSequence: breaks } = monaco.editor;
    model.pushStackElement();
    model.pushEOL(text.includes("\r\n") ? breaks.CRLF : breaks.LF);
    const { start, end, inserted } = differingPart(model.getValue(), text);
    const range = monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
    model.pushEditOperations([], [{ range, text: inserted }], () => null);
    model.pushStackElement();
  }
}

function reveal(
  editor: Monaco.editor.IStandaloneCodeEditor,
  { range, focus }: NonNullable<StudioState["layout"]["reveal"]>,
): void {
  if (pathOf(editor.getModel()) !== range.file) return;
  const selection = {
    startLineNumber: range.start.line,
    startColumn: range.start.column,
    endLineNumber: range.end.line,
    endColumn: range.end.column,
  };
  editor.setSelection(selection);
  editor.revealRangeInCenterIfOutsideViewport(selection);
  if (focus) editor.focus();
}
