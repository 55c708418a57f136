/** Goes to the next or previous problem. */
import type { Command, CommandContext } from "./command.ts";

function step({ state }: CommandContext, direction: 1 | -1): void {
  const problem = state.actions.stepProblem(direction);
  if (problem === undefined) {
    state.actions.announce("No problems.");
    return;
  }
  void state.actions.revealPlace(problem.range, { focus: true });
  state.actions.announce(`${problem.severity}: ${problem.message}`);
}

export const nextProblem: Command = {
  id: "next-problem",
  label: "Go to the next problem",
  group: "Problems",
  keys: [{ keys: "F8", scope: "anywhere" }],
  run: (context) => step(context, 1),
};

export const previousProblem: Command = {
  id: "previous-problem",
  label: "Go to the previous problem",
  group: "Problems",
  keys: [{ keys: "Shift+F8", scope: "anywhere" }],
  run: (context) => step(context, -1),
};
