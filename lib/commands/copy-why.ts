/** Puts the explanation in front on the clipboard, as text, markdown or JSON. */

import type { Explanation } from "../explanation/explanation.ts";
import { writeMarkdown } from "../explanation/explanation-markdown.ts";
import { writeExplanation } from "../explanation/explanation-text.ts";
import { explanationOf as explanationOfAnswer, selectedAnswer } from "../studio/answers/answers-slice.ts";
import type { StudioState } from "../studio/slice.ts";
import type { Command } from "./command.ts";

function explanationOf({ answers }: StudioState): Explanation | undefined {
  const answer = selectedAnswer(answers);
  return answer && explanationOfAnswer(answer);
}

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

export const copyWhyAsMarkdown: Command = {
  id: "copy-why-markdown",
  label: "Copy the explanation as markdown",
  group: "Question",
  when: (state) => explanationOf(state) !== undefined,
  run({ state, page }) {
    const explanation = explanationOf(state);
    if (explanation !== undefined) page.copy(writeMarkdown(explanation));
  },
};

export const copyWhyAsJson: Command = {
  id: "copy-why-json",
  label: "Copy the explanation as JSON",
  group: "Question",
  when: (state) => explanationOf(state) !== undefined,
  run: ({ state, page }) => page.copy(JSON.stringify(explanationOf(state), null, 2)),
};
