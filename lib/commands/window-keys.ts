/** Moving about in the window. */
import type { Command } from "./command.ts";

export const nextPane: Command = {
  id: "next-pane",
  label: "Next pane",
  group: "Window",
  keys: [{ keys: "F6", scope: "anywhere" }],
  run: ({ page }) => page.cyclePane(1),
};

export const previousPane: Command = {
  id: "previous-pane",
  label: "Previous pane",
  group: "Window",
  keys: [{ keys: "Shift+F6", scope: "anywhere" }],
  run: ({ page }) => page.cyclePane(-1),
};

export const focusEditor: Command = {
  id: "focus-editor",
  label: "Go to the editor",
  group: "Window",
  run: ({ page }) => page.focusPane("editor"),
};

export const focusQuestion: Command = {
  id: "focus-question",
  label: "Go to the question",
  group: "Window",
  run: ({ page }) => page.focusPane("question"),
};

export const toggleFiles: Command = {
  id: "toggle-files",
  label: "Show or hide the files",
  group: "Window",
  run: ({ state }) => state.actions.toggleFilesPane(),
};

export const showLog: Command = {
  id: "show-log",
  label: "Show the engine's log",
  group: "Window",
  run({ state }) {
    state.actions.showDockTab("log");
    state.actions.showDrawerTab("log");
  },
};

export const toggleChainView: Command = {
  id: "toggle-chain-view",
  label: "Chain as diagram or list",
  group: "Window",
  run: ({ state }) => state.actions.setChainView(state.layout.chainView === "diagram" ? "list" : "diagram"),
};
