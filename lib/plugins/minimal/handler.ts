/** Positive answers without their authority and additional sections (CoreDNS, plugin minimal). */
import { afterwards, type Handler } from "../../chain/handler.ts";
import { answered, type Outcome, type StreamOutcome } from "../../chain/outcome.ts";
import { Reply } from "../../chain/reply.ts";
import { lastReply } from "../../chain/stream.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import type { Why } from "../../explanation/why.ts";
import { responseClass, responseType } from "../../plugin-kit/response-type.ts";
import type { Clock } from "../../ports/clock.ts";
import { words } from "./words.ts";

const NAME = "minimal";

/** A handler that takes the authority and additional sections out of positive answers. */
export function createMinimal(clock: Clock): Handler {
  const shorten = (outcome: Outcome, why: Why | undefined): Outcome | Promise<Outcome> => {
    if (outcome.stream !== undefined) return onlyLast(outcome).then((last) => shorten(last, why));
    const { reply, error, answeredBy = NAME } = outcome;
    if (error !== undefined || reply === undefined) {
      why?.because("observed", words.nothingSent());
      // An error loses the reply that may stand beside it, as CoreDNS drops what was held back.
      return error === undefined ? outcome : { ...outcome, reply: undefined };
    }
    const type = responseType(reply.message, clock.nowMs());
    const kind = responseClass(type);
    if (kind !== "success" || type === "DELEGATION") {
      why?.because("passed", words.kept({ type }));
      return answered(answeredBy, reply, Rcode.NOERROR);
    }
    const { authority, additional } = reply.message;
    const removed = authority.length + additional.length;
    if (why !== undefined) {
      if (removed > 0) why.back("changed", words.shortened({ removed }));
      else why.because("passed", words.alreadyMinimal());
    }
    return answered(answeredBy, Reply.of({ ...reply.message, authority: [], additional: [], edns: undefined }));
  };
  return {
    name: NAME,
    serve: (query, next, why) => afterwards(next(query), (outcome) => shorten(outcome, why)),
  };
}

/** What is held back is one message: of a stream CoreDNS sends the last one alone. */
async function onlyLast({ stream, ...rest }: StreamOutcome): Promise<Outcome> {
  return { ...rest, reply: await lastReply(stream) };
}
