/** Comparing what two configurations answer: the tab, the comparison, and the way out of a long one. */
import type { Command } from "./command.ts";

export const showDiff: Command = {
  id: "show-diff",
  label: "Compare answers with an earlier version",
  group: "Question",
  run({ state, page }) {
    const { actions } = state;
    actions.uncover("chain");
    actions.showMeaningTab("diff");
    actions.showDrawerTab("diff");
    actions.showPhoneTab("diff");
    page.focusPane("diff");
  },
};

export const compareAnswers: Command = {
  id: "compare-answers",
  label: "Compare answers",
  group: "Question",
  when: ({ behaviourDiff }) => behaviourDiff.run?.state !== "working",
  run({ state }) {
    void state.actions.compareAnswers();
  },
};

export const cancelComparison: Command = {
  id: "cancel-comparison",
  label: "Stop comparing answers",
  group: "Question",
  when: ({ behaviourDiff }) => behaviourDiff.run?.state === "working",
  run({ state }) {
    void state.actions.cancelComparison();
  },
};
