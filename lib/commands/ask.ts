/** Asks the question in the query bar. */
import type { Command } from "./command.ts";

export const ask: Command = {
  id: "ask",
  label: "Ask the question",
  group: "Question",
  keys: [{ keys: "Ctrl+Enter", scope: "anywhere" }],
  run({ state, page }) {
    if (state.question.name.trim() === "") {
      state.actions.showPhoneTab("ask");
      page.focusPane("question");
      state.actions.announce("Type a name to ask for.");
      return;
    }
    state.actions.showDockTab("reply");
    state.actions.showDrawerTab("answer");
    if (state.layout.phoneTab === "editor") state.actions.showPhoneTab("ask");
    void state.actions.ask();
  },
};
