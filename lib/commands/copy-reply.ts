/** Puts the reply on the clipboard as dig prints it. */
import { selectedAnswer } from "../studio/answers/answers-slice.ts";
import type { StudioState } from "../studio/slice.ts";
import type { Command } from "./command.ts";

function digText({ answers }: StudioState): string | undefined {
  const received = selectedAnswer(answers)?.reply?.received;
  return received?.text;
}

export const copyReply: Command = {
  id: "copy-reply",
  label: "Copy the reply as dig prints it",
  group: "Question",
  when: (state) => digText(state) !== undefined,
  run({ state, page }) {
    const text = digText(state);
    if (text !== undefined) page.copy(text);
  },
};
