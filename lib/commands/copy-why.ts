/** Puts the explanation in front on the clipboard, as text or as JSON. */

import { writeExplanation } from "../explanation/explanation-text.ts";
import { selectedAnswer } from "../studio/answers/answers-slice.ts";
import type { StudioState } from "../studio/slice.ts";
import type { Command } from "./command.ts";

const explanationOf = ({ answers }: StudioState) => selectedAnswer(answers)?.reply?.explanation;

export const copyWhy: Command = {
  id: "copy-why",
  label: "Copy the explanation as text",
  group: "Question",
  when: (state) => explanationOf(state) !== undefined,
  run({ state, page }) {
    const explanation = explanationOf(state);
    if (explanation !== undefined) page.copy(writeExplanation(explanation));
  },
};

export const copyWhyAsJson: Command = {
  id: "copy-why-json",
  label: "Copy the explanation as JSON",
  group: "Question",
  when: (state) => explanationOf(state) !== undefined,
  run: ({ state, page }) => page.copy(JSON.stringify(explanationOf(state), null, 2)),
};
