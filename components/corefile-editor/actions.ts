/** The editor's actions: run by commands of the page, and bound to the keys that Monaco does not have on every system. */
import type * as Monaco from "monaco-editor/editor.js";
import { EDITOR_ACTIONS } from "../../lib/commands/editor-commands.ts";
import { showMessage } from "./providers/show-message.ts";

/** Runs an action where the cursor is, or says there that it has nothing to do. */
export function runAction(monaco: typeof Monaco, editor: Monaco.editor.IStandaloneCodeEditor, action: string): void {
  editor.focus();
  // Some of Monaco's commands are none of the editor's own actions; those say themselves when they find nothing.
  if (editor.getAction(action)?.isSupported() !== false) {
    editor.trigger("command", action, undefined);
    return;
  }
  const model = editor.getModel();
  const position = editor.getPosition();
  if (model === null || position === null) return;
  showMessage(monaco, { model, position }, "Not possible in this file.");
}

let isBound = false;

/** Binds the keys; Monaco keeps them for all its editors, so once is enough. */
export function bindKeys(monaco: typeof Monaco): void {
  if (isBound) return;
  isBound = true;
  monaco.editor.addKeybindingRules(
    EDITOR_ACTIONS.flatMap(({ action, keys, isBoundHere }) =>
      isBoundHere === true && keys !== undefined
        ? [{ keybinding: keybinding(monaco, keys), command: action, when: "editorTextFocus" }]
        : [],
    ),
  );
}

/** A key such as `Shift+Alt+F` as Monaco counts it: letters and keys named by what is written on them. */
function keybinding({ KeyCode, KeyMod }: typeof Monaco, keys: string): number {
  const parts = keys.split("+");
  const key = parts.at(-1) ?? "";
  const codes = new Map(Object.entries(KeyCode).map(([name, code]) => [name.replace(/^Key/, ""), Number(code)]));
  const held: Readonly<Record<string, number>> = { Ctrl: KeyMod.CtrlCmd, Shift: KeyMod.Shift, Alt: KeyMod.Alt };
  return parts.slice(0, -1).reduce((sum, part) => sum | (held[part] ?? 0), codes.get(key) ?? 0);
}
