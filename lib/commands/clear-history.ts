/** Forgets the questions that were asked. */
import type { Command } from "./command.ts";

export const clearHistory: Command = {
  id: "clear-history",
  label: "Clear the history of questions",
  group: "Question",
  when: ({ answers }) => answers.list.length > 0,
  run: ({ state }) => state.actions.clearHistory(),
};
