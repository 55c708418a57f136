/**
 * Enter behind a brace that opens a block writes the one that closes it, where that is missing. Who types the closing
 * brace by hand types over the one that Enter wrote, so that it is not there twice.
 */
import type * as Monaco from "monaco-editor/editor.js";
import { isLeftOpen } from "../../lib/language/left-open.ts";
import type { LanguageService } from "../../lib/language/service.ts";
import { COREFILE_LANGUAGE } from "./language.ts";

/** Watches what is typed; gives the way to stop. */
export function closeBraces(
  editor: Monaco.editor.IStandaloneCodeEditor,
  keyCode: typeof Monaco.KeyCode,
  service: LanguageService,
): () => void {
  const written = editor.createDecorationsCollection();
  // Text that comes in whole, by dictation as by pasting, has its own braces: only the key counts.
  let isEnter = false;
  const keys = editor.onKeyDown((event) => {
    isEnter = event.keyCode === keyCode.Enter && !event.ctrlKey && !event.metaKey && !event.altKey;
  });
  const contents = editor.onDidChangeModelContent(({ changes: [change, ...others], isFlush, isUndoing, isRedoing }) => {
    const isTyped = !isFlush && !isUndoing && !isRedoing && others.length === 0;
    if (change === undefined || !isTyped || editor.getModel()?.getLanguageId() !== COREFILE_LANGUAGE) return;
    const line = change.range.startLineNumber;
    // Only once the key has done all that it does is the cursor where it will be.
    if (isEnter && /^\r?\n[ \t]*$/.test(change.text))
      queueMicrotask(() => closeBlock({ editor, service }, written, line));
    // Monaco may put it under the line that opened the block in the same change.
    if (/^[ \t]*\}$/.test(change.text)) queueMicrotask(() => typeOver(editor, written, line));
  });
  return () => {
    keys.dispose();
    contents.dispose();
    written.clear();
  };
}

/** The cursor stands in a line that was just begun behind the one that opens a block. */
function closeBlock(
  { editor, service }: { readonly editor: Monaco.editor.IStandaloneCodeEditor; readonly service: LanguageService },
  written: Monaco.editor.IEditorDecorationsCollection,
  openingLine: number,
): void {
  const model = editor.getModel();
  const selection = editor.getSelection();
  const line = openingLine + 1;
  if (model === null || selection === null || !selection.isEmpty() || selection.startLineNumber !== line) return;
  if (model.getLineContent(line).trim() !== "") return;
  const opening = model.getLineContent(openingLine);
  if (!opening.includes("{")) return;
  const offset = model.getOffsetAt({ lineNumber: openingLine, column: opening.length + 1 });
  if (!isLeftOpen(service, { file: model.uri.path.slice(1), text: model.getValue(), offset })) return;
  const indent = /^\s*/.exec(opening)?.[0] ?? "";
  const column = model.getLineMaxColumn(line);
  const range = { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: column };
  // The whole line is written again: Monaco takes its blanks away when a line is only put behind it, and does not
  // indent it when somebody types faster than it colours.
  const inside = deeper(model, indent);
  const cursor = selection.setStartPosition(line, inside.length + 1).setEndPosition(line, inside.length + 1);
  editor.executeEdits("close-brace", [{ range, text: `${inside}${model.getEOL()}${indent}}` }], [cursor]);
  const at = indent.length + 1;
  const brace = { startLineNumber: line + 1, startColumn: at, endLineNumber: line + 1, endColumn: at + 1 };
  track(written, [...bracesOf(written, model), brace]);
}

function deeper(model: Monaco.editor.ITextModel, indent: string): string {
  const { insertSpaces, indentSize } = model.getOptions();
  return indent + (insertSpaces ? " ".repeat(indentSize) : "\t");
}

/** Where the braces that Enter wrote are now; those that were deleted are forgotten. */
function bracesOf(
  written: Monaco.editor.IEditorDecorationsCollection,
  model: Monaco.editor.ITextModel,
): readonly Monaco.Range[] {
  return written.getRanges().filter((range) => model.getValueInRange(range) === "}");
}

function track(written: Monaco.editor.IEditorDecorationsCollection, braces: readonly Monaco.IRange[]): void {
  written.set(braces.map((range) => ({ range, options: { stickiness: NEVER_GROWS } })));
}

const NEVER_GROWS: Monaco.editor.TrackedRangeStickiness = 1;

/** A brace was typed on a line of its own above one that Enter wrote: that one is meant. */
function typeOver(
  editor: Monaco.editor.IStandaloneCodeEditor,
  written: Monaco.editor.IEditorDecorationsCollection,
  line: number,
): void {
  const model = editor.getModel();
  if (model === null || line >= model.getLineCount() || !/^\s*\}$/.test(model.getLineContent(line))) return;
  const braces = bracesOf(written, model);
  const brace = braces.find(({ startLineNumber }) => startLineNumber === line + 1);
  if (brace === undefined || model.getLineContent(line + 1).trim() !== "}") return;
  const cursor = model.getLineMaxColumn(line + 1);
  const range = { startLineNumber: line, startColumn: 1, endLineNumber: line + 1, endColumn: 1 };
  track(
    written,
    braces.filter((other) => other !== brace),
  );
  editor.executeEdits("close-brace", [{ range, text: "" }]);
  editor.setPosition({ lineNumber: line, column: cursor });
}
