/** Why there is no explanation of a question: each reason has its own sentence. */
import type { Answer } from "./answers-slice.ts";
import { failureSentence } from "./reply-words.ts";

/** One or two sentences; only what is known to be so. */
export function whyNoExplanation({ reply, failure, observed }: Answer): string {
  if (failure !== undefined) return failureSentence(failure);
  if (observed !== undefined) return "Nobody watched this query, or it is too long ago. Ask it here to see why.";
  if (reply === undefined) return "The question has no reply yet.";
  const { received } = reply;
  if (received.kind === "reply") return "The reply came, but its explanation did not. Ask again.";
  switch (received.because) {
    case "cancelled":
      return "The question was stopped before the engine had begun to work on it.";
    case "timeout":
      return "The engine did not tell how far the question came: it was too busy, or it never got it.";
    case "connection refused":
      return "Nobody listens there any more, so nothing came to the engine.";
    case "connection closed":
      return "The connection broke before the engine had told anything.";
    case "unreadable":
      return "The reply is no DNS message, and the engine did not explain it.";
    default:
      return received.because satisfies never;
  }
}
