/** Why there is no explanation of a question: each reason has its own sentence. */
import type { Answer } from "./answers-slice.ts";
import { failureSentence } from "./reply-words.ts";

/** One or two sentences; only what is known to be so. */
export function whyNoExplanation({ reply, failure, observed, beside }: Answer): string {
  if (failure !== undefined) return failureSentence(failure);
  if (observed !== undefined) return "This query was not watched, or is too old. Ask it here to see why.";
  if (reply === undefined) return "The question has no reply yet.";
  const { received } = reply;
  if (beside !== undefined) return beside.notTold;
  if (received.kind === "reply") return "The reply arrived without its explanation. Ask again.";
  switch (received.because) {
    case "cancelled":
      return "The question was stopped before the engine began to work on it.";
    case "timeout":
      return "The engine did not say how far the question got: it was too busy, or never received it.";
    case "connection refused":
      return "Nothing listens there any more, so the engine received nothing.";
    case "connection closed":
      return "The connection broke before the engine said anything.";
    case "unreadable":
      return "The reply is not a DNS message, and the engine did not explain it.";
    default:
      return received.because satisfies never;
  }
}
