/** What the text editor can do, in one table: palette, shortcut sheet and the keys that the editor binds read it. */
import type { Command, CommandKey } from "./command.ts";

/** An action of the text editor. */
export interface EditorAction {
  readonly id: string;
  readonly label: string;
  /** Monaco's name for it. */
  readonly action: string;
  /** Its key; on a Mac `mac`, where ⌘ does not simply stand for Ctrl. */
  readonly keys?: string;
  readonly mac?: string;
  /** Monaco has no such key on some systems, so the page binds it. */
  readonly isBoundHere?: boolean;
}

/** The actions, in the order in which they are listed. */
export const EDITOR_ACTIONS: readonly EditorAction[] = [
  {
    id: "suggest",
    label: "Suggest a directive or property",
    action: "editor.action.triggerSuggest",
    keys: "Ctrl+Space",
    mac: "Control+Space",
  },
  {
    id: "argument-hints",
    label: "Show which argument comes next",
    action: "editor.action.triggerParameterHints",
    keys: "Ctrl+Shift+Space",
  },
  { id: "explain-word", label: "Explain the word at the cursor", action: "editor.action.showHover" },
  { id: "quick-fix", label: "Fix the problem at the cursor", action: "editor.action.quickFix", keys: "Ctrl+." },
  {
    id: "format",
    label: "Format the file",
    action: "editor.action.formatDocument",
    keys: "Shift+Alt+F",
    isBoundHere: true,
  },
  { id: "format-selection", label: "Format the selected lines", action: "editor.action.formatSelection" },
  {
    id: "go-to-definition",
    label: "Go to the snippet or file",
    action: "editor.action.revealDefinition",
    keys: "F12",
    isBoundHere: true,
  },
  {
    id: "peek-definition",
    label: "Peek at the snippet or file",
    action: "editor.action.peekDefinition",
    keys: "Alt+F12",
    isBoundHere: true,
  },
  {
    id: "find-uses",
    label: "Show all uses of the snippet or file",
    action: "editor.action.goToReferences",
    keys: "Shift+F12",
  },
  { id: "rename-snippet", label: "Rename the snippet", action: "editor.action.rename", keys: "F2" },
  {
    id: "outline",
    label: "Jump to a block or directive",
    action: "editor.action.quickOutline",
    keys: "Ctrl+Shift+O",
  },
  { id: "go-to-line", label: "Go to a line", action: "editor.action.gotoLine", keys: "Ctrl+G", mac: "Control+G" },
  {
    id: "go-to-brace",
    label: "Go to the matching brace",
    action: "editor.action.jumpToBracket",
    keys: "Ctrl+Shift+\\",
  },
  { id: "find", label: "Find", action: "actions.find", keys: "Ctrl+F" },
  {
    id: "find-next",
    label: "Find the next",
    action: "editor.action.nextMatchFindAction",
    keys: "F3",
    mac: "Cmd+G",
  },
  {
    id: "find-previous",
    label: "Find the previous",
    action: "editor.action.previousMatchFindAction",
    keys: "Shift+F3",
    mac: "Cmd+Shift+G",
  },
  {
    id: "replace",
    label: "Find and replace",
    action: "editor.action.startFindReplaceAction",
    keys: "Ctrl+H",
    mac: "Cmd+Alt+F",
  },
  { id: "comment-line", label: "Comment the line", action: "editor.action.commentLine", keys: "Ctrl+/" },
  { id: "fold", label: "Fold the block", action: "editor.fold", keys: "Ctrl+Shift+[", mac: "Cmd+Alt+[" },
  { id: "unfold", label: "Unfold the block", action: "editor.unfold", keys: "Ctrl+Shift+]", mac: "Cmd+Alt+]" },
  { id: "fold-all", label: "Fold all blocks", action: "editor.foldAll" },
  { id: "unfold-all", label: "Unfold all blocks", action: "editor.unfoldAll" },
  { id: "move-line-up", label: "Move the line up", action: "editor.action.moveLinesUpAction", keys: "Alt+Up" },
  { id: "move-line-down", label: "Move the line down", action: "editor.action.moveLinesDownAction", keys: "Alt+Down" },
  { id: "copy-line-down", label: "Repeat the line below", action: "editor.action.copyLinesDownAction" },
  { id: "delete-line", label: "Delete the line", action: "editor.action.deleteLines", keys: "Ctrl+Shift+K" },
  { id: "indent", label: "Indent the line", action: "editor.action.indentLines", keys: "Ctrl+]" },
  { id: "outdent", label: "Outdent the line", action: "editor.action.outdentLines", keys: "Ctrl+[" },
  { id: "trim", label: "Trim trailing spaces", action: "editor.action.trimTrailingWhitespace" },
  {
    id: "select-more",
    label: "Expand the selection",
    action: "editor.action.smartSelect.expand",
    keys: "Shift+Alt+Right",
    mac: "Cmd+Control+Shift+Right",
  },
  {
    id: "select-less",
    label: "Shrink the selection",
    action: "editor.action.smartSelect.shrink",
    keys: "Shift+Alt+Left",
    mac: "Cmd+Control+Shift+Left",
  },
  {
    id: "select-next",
    label: "Add the next occurrence to the selection",
    action: "editor.action.addSelectionToNextFindMatch",
    keys: "Ctrl+D",
  },
  {
    id: "select-all-occurrences",
    label: "Select all occurrences",
    action: "editor.action.selectHighlights",
    keys: "Ctrl+Shift+L",
  },
  { id: "cursor-above", label: "Add a cursor above", action: "editor.action.insertCursorAbove" },
  { id: "cursor-below", label: "Add a cursor below", action: "editor.action.insertCursorBelow" },
  { id: "undo", label: "Undo", action: "undo", keys: "Ctrl+Z" },
  { id: "redo", label: "Redo", action: "redo", keys: "Ctrl+Shift+Z" },
];

/** The actions as commands. Monaco handles their keys, as it knows best when one is meant for a list or a field of its own. */
export const editorCommands: readonly Command[] = EDITOR_ACTIONS.map(({ id, label, action, keys, mac }) => ({
  id,
  label,
  group: "Editor",
  ...(keys === undefined ? {} : { keys: [keyOf(keys, mac)] }),
  when: ({ workspace }) => workspace.activePath !== undefined,
  run({ state, page }) {
    state.actions.showPhoneTab("editor");
    page.runInEditor(action);
  },
}));

function keyOf(keys: string, mac: string | undefined): CommandKey {
  return { keys, ...(mac === undefined ? {} : { mac }), scope: "monaco" };
}
