/** Moving about in the window. */
import type { Stage } from "../studio/layout-slice.ts";
import type { Command, Pane } from "./command.ts";

const STAGE_OF: Readonly<Record<Pane, Stage>> = {
  files: "editor",
  editor: "editor",
  problems: "editor",
  question: "ask",
  reply: "ask",
  chain: "chain",
  pod: "chain",
  diff: "chain",
  effective: "chain",
  why: "why",
};

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
  run({ state, page }) {
    state.actions.uncover("editor");
    page.focusPane("editor");
  },
};

export const focusQuestion: Command = {
  id: "focus-question",
  label: "Go to the question",
  group: "Window",
  run({ state, page }) {
    state.actions.uncover("ask");
    page.focusPane("question");
  },
};

export const maximisePane: Command = {
  id: "maximise-pane",
  label: "Maximise or restore the pane",
  group: "Window",
  keys: [{ keys: "Ctrl+F6", scope: "anywhere" }],
  run({ state, page }) {
    const { maximised } = state.layout;
    state.actions.toggleMaximised(maximised ?? STAGE_OF[page.focusedPane() ?? "editor"]);
  },
};

export const toggleProblems: Command = {
  id: "toggle-problems",
  label: "Show or hide the list of problems",
  group: "Window",
  run: ({ state }) => state.actions.toggleProblemsList(),
};

export const toggleFiles: Command = {
  id: "toggle-files",
  label: "Show or hide the files",
  group: "Window",
  run: ({ state }) => state.actions.toggleFilesPane(),
};

/** Brings a tab below the question to the front, in every layout that has it. */
export function showing(tab: "held" | "upstreams" | "tests" | "log"): Command["run"] {
  return ({ state: { actions } }) => {
    actions.uncover("ask");
    actions.showDockTab(tab);
    actions.showDrawerTab(tab);
  };
}

export const showLog: Command = {
  id: "show-log",
  label: "Show the engine's log",
  group: "Window",
  run: showing("log"),
};

export const readLog: Command = {
  id: "read-log",
  label: "Read a log…",
  group: "Window",
  when: ({ workspace }) => workspace.info !== undefined,
  run(context) {
    showLog.run(context);
    context.state.actions.openTraffic();
  },
};

export const toggleChainView: Command = {
  id: "toggle-chain-view",
  label: "Show the chain as a diagram or a list",
  group: "Window",
  run: ({ state }) => state.actions.setChainView(state.layout.chainView === "diagram" ? "list" : "diagram"),
};
