/** Stops waiting for the reply of the newest question. */
import type { Command } from "./command.ts";

export const cancelAsk: Command = {
  id: "cancel-ask",
  label: "Stop waiting for the reply",
  group: "Question",
  when: ({ answers }) => answers.list[0]?.state === "working",
  run({ state }) {
    const [newest] = state.answers.list;
    if (newest !== undefined) void state.actions.cancelAsk(newest.id);
  },
};
