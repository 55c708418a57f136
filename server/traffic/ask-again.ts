/** Puts questions of a log to what serves. */
import { askRequestSchema } from "../../lib/api/ask.ts";
import type { Listener } from "../../lib/api/engine.ts";
import type { AskedQuestion } from "../../lib/questions/asked-question.ts";
import { NO_REPLY } from "../../lib/traffic/sink.ts";
import { askExplained } from "../engine/ask.ts";
import type { Running } from "../engine/engine.ts";

/** A reply that takes longer is none. */
const REPLY_WITHIN_MS = 6000;
/** What most clients take over UDP. */
const EDNS_OCTETS = 1232;

/** What a question gets now. */
export interface AnswerNow {
  /** The code of the reply, `-` where none came; undefined when it could not be asked. */
  readonly code: string | undefined;
  /** Why it could not be asked. */
  readonly error?: string;
}

/** Asks one question, as the client that asked it. Rejects as the engine's `watch` does. */
export async function askAgain(
  engine: Pick<Running, "watch">,
  { name, type, class: qclass, from, via = "udp", do: dnssecOk }: AskedQuestion,
  {
    listener,
    signal,
  }: { readonly listener: Pick<Listener, "label" | "bound">; readonly signal?: AbortSignal | undefined },
): Promise<AnswerNow> {
  const request = askRequestSchema.safeParse({
    name,
    type,
    ...(qclass === undefined ? {} : { class: qclass }),
    transport: via,
    ...(from === undefined ? {} : { clientAddress: from }),
    ...(dnssecOk === true ? { edns: { size: EDNS_OCTETS, dnssecOk } } : {}),
    timeoutMs: REPLY_WITHIN_MS,
  });
  if (!request.success) return { code: undefined, error: "that is no question" };
  const asked = await askExplained(engine, {
    listener,
    request: request.data,
    countsAs: from,
    signal,
    isExplained: false,
  });
  if ("error" in asked) return { code: undefined, error: asked.error };
  const { received } = asked;
  if (received.kind === "reply") return { code: received.message.rcode };
  return received.because === "cancelled" ? { code: undefined, error: "given up" } : { code: NO_REPLY };
}
