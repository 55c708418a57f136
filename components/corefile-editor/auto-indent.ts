/**
 * Enter indents, and nothing else does: text that comes in whole keeps its own indentation. Who types the indentation
 * by hand types over the one that Enter made, so that it is not there twice.
 */
import type * as Monaco from "monaco-editor/editor.js";

/** What Enter put at the start of a line, and how much of it has been typed over. */
interface Made {
  readonly line: number;
  readonly indent: string;
  typedOver: number;
}

/** Watches the keys; gives the way to stop. */
export function indentOnEnter(editor: Monaco.editor.IStandaloneCodeEditor, keyCode: typeof Monaco.KeyCode): () => void {
  let made: Made | undefined;
  let isEnter = false;
  const setEnter = (pressed: boolean): void => {
    isEnter = pressed;
    // Monaco looks at `autoIndent` again only when one of some other options changes; this one does no harm.
    editor.updateOptions({ autoIndent: pressed ? "full" : "none", trimWhitespaceOnDelete: pressed });
  };
  setEnter(false);
  const keys = editor.onKeyDown((event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.keyCode === keyCode.Enter && isPlain) {
      setEnter(true);
      return;
    }
    if (isEnter) setEnter(false);
    if (event.keyCode !== keyCode.Space || made === undefined || !isPlain || !standsBehind(editor, made)) {
      made = undefined;
      return;
    }
    made.typedOver += 1;
    if (made.typedOver === made.indent.length) made = undefined;
    event.preventDefault();
    event.stopPropagation();
  });
  const contents = editor.onDidChangeModelContent(({ changes: [change] }) => {
    const indent = /^\r?\n([ \t]+)$/.exec(change?.text ?? "")?.[1];
    if (isEnter && change !== undefined && indent !== undefined) {
      made = { line: change.range.startLineNumber + 1, indent, typedOver: 0 };
    }
    if (isEnter) setEnter(false);
  });
  return () => {
    keys.dispose();
    contents.dispose();
  };
}

/** True while nothing but the indentation stands on the line, with the cursor behind it. */
function standsBehind(editor: Monaco.editor.IStandaloneCodeEditor, { line, indent }: Made): boolean {
  const position = editor.getPosition();
  return (
    position?.lineNumber === line &&
    editor.getModel()?.getLineContent(line) === indent &&
    position.column === indent.length + 1
  );
}
