/** What Tab does in the editor. */
import type { Command } from "./command.ts";

export const toggleTabMovesFocus: Command = {
  id: "toggle-tab-moves-focus",
  label: "Tab inserts / Tab moves the focus",
  group: "Editor",
  keys: [{ keys: "Ctrl+M", mac: "Control+M", scope: "in-editor" }],
  run({ state }) {
    const moves = !state.layout.tabMovesFocus;
    state.actions.setTabMovesFocus(moves);
    state.actions.announce(moves ? "Tab now moves the focus." : "Tab now inserts a tab.");
  },
};
