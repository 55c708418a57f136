/** Asks the question in the query bar many times, to see what chance does with it. */
import { selectedAnswer } from "../studio/answers/answers-slice.ts";
import { TIMES } from "../studio/answers/question-slice.ts";
import type { Command } from "./command.ts";

export const askTimes: readonly Command[] = TIMES.filter((times) => times !== 1).map((times) => ({
  id: `ask-${times}-times`,
  label: `Ask the question ${times} times`,
  group: "Question",
  when: ({ question }) => question.name.trim() !== "",
  run({ state: { actions } }) {
    actions.showDockTab("reply");
    actions.showDrawerTab("answer");
    void actions.ask({ times });
  },
}));

/** The same with the question whose answer is in front, whatever stands in the query bar. */
export const askOften: Command = {
  id: "ask-often",
  label: "Ask the explained question 25 times",
  group: "Question",
  when: ({ answers }) => selectedAnswer(answers) !== undefined,
  run({ state: { answers, actions } }) {
    const answer = selectedAnswer(answers);
    if (answer === undefined) return;
    const { question, anyway } = answer;
    actions.showDockTab("reply");
    actions.showDrawerTab("answer");
    void actions.ask({ times: 25, question, ...(anyway === undefined ? {} : { anyway }) });
  },
};
