/** Why grpc did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  answered: {
    sentence: "{upstream} replied {rcode} over gRPC after {milliseconds} ms, on attempt {attempt}",
    brief: "upstream {upstream} replied {rcode}",
  },
  notFound: "{upstream} ended the call with NotFound, which stands for NXDOMAIN",
  wrongReply: "{upstream} replied, but not to this question: the client gets FORMERR",
  waiting: "{upstream} has not replied for {waited}, on attempt {attempt}; all attempts together may take 5 s",
  failedAttempt: "{upstream} gave no reply: {error}",
  fallsThrough: {
    sentence: "{upstream} replied NXDOMAIN, and {qname} falls through to the next plugin",
    brief: "upstream {upstream} replied NXDOMAIN",
  },
  staysNxdomain: "{qname} is in no zone of fallthrough, so NXDOMAIN is the answer",
  noNextPlugin: "fallthrough has no plugin to go to, so NXDOMAIN is the answer",
  failureFallsThrough: "no upstream replied, and {qname} falls through to the next plugin: {error}",
  exhausted: "no upstream replied after {attempts} attempts: {error}",
});
