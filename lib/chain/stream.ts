/** Replies one after the other: what plugins that stand before the one that makes them do with them. */
import { Rcode } from "../dns/iana/rcode.ts";
import type { StreamOutcome } from "./outcome.ts";
import type { Reply } from "./reply.ts";
import { measureReply } from "./request-metrics.ts";

/**
 * Replies, each made when the one before it has been taken. Whoever takes them closes the iterator when they take no
 * more, so that a generator's `finally` gives back what it holds. One that throws ends the query as a panic does.
 */
export type ReplyStream = Iterable<Reply> | AsyncIterable<Reply>;

/** What has passed of a stream when it is over, as CoreDNS's recorder sees it: the last message, and all octets. */
export interface Passed {
  readonly messages: number;
  readonly octets: number;
  readonly last: Reply | undefined;
  /** The code that the chain ends with: SERVFAIL when the client took less than there was. */
  readonly rcode: number;
}

/** Changes each reply on its way, as a writer of CoreDNS does with what goes through it. */
export function eachReply(outcome: StreamOutcome, change: (reply: Reply) => Reply | Promise<Reply>): StreamOutcome {
  return { ...outcome, stream: changed(outcome.stream, change) };
}

async function* changed(
  stream: ReplyStream,
  change: (reply: Reply) => Reply | Promise<Reply>,
): AsyncGenerator<Reply, void> {
  for await (const reply of stream) yield change(reply);
}

/** Tells of a stream when its last reply has been taken, or when nobody takes more; not of one that throws. */
export function atEnd(outcome: StreamOutcome, tell: (passed: Passed) => void): StreamOutcome {
  return { ...outcome, stream: watched(outcome, tell) };
}

async function* watched(
  { stream, rcode, seal }: StreamOutcome,
  tell: (passed: Passed) => void,
): AsyncGenerator<Reply, void> {
  let messages = 0;
  let octets = 0;
  let last: Reply | undefined;
  let end: "taken" | "thrown" | "left" = "left";
  try {
    for await (const reply of stream) {
      messages++;
      octets += measureReply(reply, seal).octets;
      last = reply;
      yield reply;
    }
    end = "taken";
  } catch (error) {
    end = "thrown";
    throw error;
  } finally {
    if (end !== "thrown") tell({ messages, octets, last, rcode: end === "taken" ? rcode : Rcode.SERVFAIL });
  }
}

/** The last reply of a stream: what is left for those who hold replies back (CoreDNS, pkg/nonwriter). */
export async function lastReply(stream: ReplyStream): Promise<Reply | undefined> {
  let last: Reply | undefined;
  for await (const reply of stream) last = reply;
  return last;
}
