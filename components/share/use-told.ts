/** Question, reply and why that are in front, as they are put on the clipboard. */
import { writeExplanation } from "../../lib/explanation/explanation-text.ts";
import type { ToTell } from "../../lib/share/markdown.ts";
import { explanationOf, isStale, selectedAnswer } from "../../lib/studio/answers/answers-slice.ts";
import { useStudioStore } from "../studio/store-context.tsx";

type Told = Pick<ToTell, "question" | "reply" | "why" | "release">;

/** Gives what there is to tell now. */
export function useTold(): () => Told {
  const store = useStudioStore();
  return () => {
    const state = store.getState();
    const { answers, engine } = state;
    const release = engine.info?.release;
    const answer = selectedAnswer(answers) ?? answers.list[0];
    if (answer === undefined) return { release };
    const { question, reply } = answer;
    const asked = reply?.asked ?? question;
    const from = question.clientAddress === "" ? "" : `, from ${question.clientAddress}`;
    const earlier = isStale(answer, state) ? " (of an earlier text)" : "";
    const explanation = explanationOf(answer);
    return {
      release,
      question: `${asked.name} ${asked.class} ${asked.type}, over ${question.transport.toUpperCase()}${from}${earlier}`,
      reply: reply?.received.text,
      why: explanation === undefined ? undefined : writeExplanation(explanation),
    };
  };
}
