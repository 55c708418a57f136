/** Questions of a log put to the engine of a window, several at a time. */
import type { AskAgainReply, AskAgainRequest } from "../../lib/api/ask-again.ts";
import { askAgain } from "../traffic/ask-again.ts";
import { chooseListener, refuseDeath } from "./ask.ts";
import type { EngineControl } from "./engine-control.ts";

/** Questions that are under way at one time: upstreams are asked, too. */
const AT_ONCE = 8;

/** Asks them. Throws a `Refusal` when there is nothing to ask. */
export async function askQuestionsAgain(
  engine: Pick<EngineControl, "info" | "watch">,
  { questions }: AskAgainRequest,
  signal: AbortSignal,
): Promise<AskAgainReply> {
  const listener = chooseListener(engine.info, { listener: undefined, transport: "udp" });
  const watch: EngineControl["watch"] = (order) => engine.watch(order).catch(refuseDeath);
  const answers: AskAgainReply["answers"] = questions.map(() => ({ error: "given up" }));
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < questions.length && !signal.aborted; at = next++) {
      const question = questions[at];
      if (question === undefined) return;
      const { class: qclass, from, via, do: dnssecOk, ...named } = question;
      const { code, error } = await askAgain(
        { watch },
        {
          ...named,
          ...(qclass === undefined ? {} : { class: qclass }),
          ...(from === undefined ? {} : { from }),
          ...(via === undefined ? {} : { via }),
          ...(dnssecOk === undefined ? {} : { do: dnssecOk }),
          source: "the log",
        },
        { listener, signal },
      );
      answers[at] = { ...(code === undefined ? {} : { code }), ...(error === undefined ? {} : { error }) };
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, questions.length) }, work));
  return { answers };
}
