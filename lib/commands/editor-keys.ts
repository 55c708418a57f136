/** Keys of the editor: some are Monaco's own and only listed here, some call its actions. */
import type { Command } from "./command.ts";

export const toggleTabMovesFocus: Command = {
  id: "toggle-tab-moves-focus",
  label: "Tab inserts / Tab moves the focus",
  group: "Editor",
  keys: [{ keys: "Ctrl+M", scope: "in-editor" }],
  run({ state }) {
    const moves = !state.layout.tabMovesFocus;
    state.actions.setTabMovesFocus(moves);
    state.actions.announce(moves ? "Tab now moves the focus." : "Tab now inserts.");
  },
};

const own = (id: string, label: string, keys: string): Command => ({
  id,
  label,
  group: "Editor",
  keys: [{ keys, scope: "in-editor" }],
});

/** Keys that Monaco handles itself. */
export const editorKeys: readonly Command[] = [
  own("suggest", "Suggest a directive or property", "Ctrl+Space"),
  own("argument-hints", "Show which argument comes next", "Ctrl+Shift+Space"),
  own("quick-fix", "Mend the problem at the cursor", "Ctrl+."),
  own("go-to-definition", "Go to the snippet or file", "F12"),
  own("find-uses", "Show all uses of the snippet or file", "Shift+F12"),
  own("rename-snippet", "Rename the snippet", "F2"),
  own("outline", "Jump to a block or directive", "Ctrl+Shift+O"),
  own("format", "Format the file", "Shift+Alt+F"),
  own("comment-line", "Comment the line", "Ctrl+/"),
  own("find", "Find", "Ctrl+F"),
  own("fold", "Fold the block", "Ctrl+Shift+["),
  own("unfold", "Unfold the block", "Ctrl+Shift+]"),
];
