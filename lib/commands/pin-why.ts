/** Keeps the explanation in front, and puts another one beside it. */
import { explanationOf, pinnedBeside, selectedAnswer } from "../studio/answers/answers-slice.ts";
import type { Command } from "./command.ts";

export const pinWhy: Command = {
  id: "pin-why",
  label: "Pin the explanation",
  group: "Question",
  when({ answers }) {
    const answer = selectedAnswer(answers);
    return answer !== undefined && explanationOf(answer) !== undefined && answers.pinnedId !== answer.id;
  },
  run({ state: { answers, actions } }) {
    actions.pin(answers.selectedId);
    actions.announce("Pinned. Ask another question, and compare.");
  },
};

export const unpinWhy: Command = {
  id: "unpin-why",
  label: "Unpin the explanation",
  group: "Question",
  when: ({ answers }) => answers.pinnedId !== undefined,
  run({ state: { actions } }) {
    actions.pin(undefined);
    actions.announce("Unpinned.");
  },
};

export const closeComparison: Command = {
  id: "close-comparison",
  label: "Back from the comparison to the explanation",
  group: "Question",
  when: ({ answers }) => answers.isComparing,
  run({ state: { actions }, page }) {
    actions.compare(false);
    page.focusPane("why");
  },
};

export const compareWhy: Command = {
  id: "compare-why",
  label: "Compare with the pinned explanation",
  group: "Question",
  when: ({ answers }) => pinnedBeside(answers) !== undefined,
  run({ state: { actions }, page }) {
    actions.compare(true);
    actions.showPhoneTab("why");
    page.focusPane("why");
  },
};
