/** How a question ended, in a word. */
import type { Answer } from "./answers-slice.ts";
import { rcodeOfServed } from "./query-log.ts";
import { rcodeInWords } from "./reply-words.ts";
import { rcodeTone, type Tone } from "./verdict.ts";

/** The code of its reply, or what there was instead. */
export function endInWords({ state, reply, observed }: Answer): string {
  if (observed !== undefined) return rcodeOfServed(observed.query);
  if (state === "working") return "asking";
  if (reply === undefined) return "failed";
  return reply.received.kind === "nothing" ? "no reply" : rcodeInWords(reply.received.message);
}

/** Its tone. */
export function endTone({ state, reply, observed }: Answer): Tone {
  if (observed !== undefined) return observed.query.rcode === "" ? "bad" : rcodeTone(observed.query.rcode);
  if (state === "working") return "neutral";
  return reply === undefined || reply.received.kind === "nothing" ? "bad" : rcodeTone(reply.received.message.rcode);
}
