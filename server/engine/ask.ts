/** A question to what serves over a real socket, and the explanation of exactly that query: the same for every engine. */
import type { CheckedAskRequest, Received } from "../../lib/api/ask.ts";
import type { Listener } from "../../lib/api/engine.ts";
import type { Explanation } from "../../lib/explanation/explanation.ts";
import { ask } from "../client/ask.ts";
import type { BadQuestion, EncodedQuestion } from "../client/question.ts";
import type { Running, Watch } from "./engine.ts";

/** How long an explanation may come behind its reply. */
const EXPLANATION_WAIT_MS = 1000;

/** What to ask, and of which listener. */
export interface ExplainedQuestion {
  readonly listener: Pick<Listener, "label" | "bound" | "isClear">;
  readonly request: CheckedAskRequest;
  /** The address to really send from. */
  readonly sourceAddress?: string | undefined;
  /** The address that the chain should see instead. */
  readonly countsAs?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** False when nobody wants to know why; true if left out. */
  readonly isExplained?: boolean;
  /** Ends the wait for a reply once the engine has told that it sends none. */
  readonly endsWithoutReply?: boolean;
}

/** What came of it; without a reply the explanation tells how far the question came. */
export interface ExplainedAnswer {
  readonly question: EncodedQuestion;
  readonly received: Received;
  readonly explanation: Explanation | undefined;
}

/** Asks. Rejects as the engine's `watch` does. */
export async function askExplained(
  engine: Pick<Running, "watch">,
  { listener, request, sourceAddress, countsAs, signal, isExplained = true, endsWithoutReply }: ExplainedQuestion,
): Promise<ExplainedAnswer | BadQuestion> {
  let watch: Watch | undefined;
  const over = new AbortController();
  try {
    const asked = await ask({
      target: listener.bound,
      label: listener.label,
      isClear: listener.isClear,
      request,
      sourceAddress,
      signal: signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]),
      beforeSending: async (source, transport) => {
        watch?.cancel();
        watch = await engine.watch({
          source,
          transport,
          listener: listener.label,
          class: request.class.toUpperCase(),
          countsAs,
          startAt: request.anyway,
        });
        if (endsWithoutReply === true) void endWithout(watch, request.timeoutMs, over);
      },
    });
    if ("error" in asked) return asked;
    const hasReply = asked.received.kind === "reply";
    const told = hasReply ? watch?.explanation(EXPLANATION_WAIT_MS) : watch?.soFar();
    return { ...asked, explanation: isExplained ? await told : undefined };
  } finally {
    watch?.cancel();
  }
}

async function endWithout(watch: Watch, waitMs: number, over: AbortController): Promise<void> {
  const explanation = await watch.explanation(waitMs).catch(() => undefined);
  if (explanation?.reply.sent === false) over.abort();
}
