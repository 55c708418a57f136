/** Why forward did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  outside: "{qname} is not in {from}, and only that is forwarded",
  excepted: "{qname} is in {zone}, which is excepted from forwarding",
  tooMany: "{limit} queries are under way already, and max_concurrent allows no more",
  answered: {
    sentence: "{upstream} replied {rcode} after {milliseconds} ms, at attempt {attempt}",
    brief: "upstream {upstream} replied {rcode}",
  },
  wrongReply: "{upstream} replied, but not to this question: the client gets FORMERR",
  nextRcode: {
    sentence: "{upstream} replied {rcode}, for which the next forward is asked",
    brief: "upstream {upstream} replied {rcode}",
  },
  nextNodata: {
    sentence: "{upstream} replied without an answer, for which the next forward is asked",
    brief: "upstream {upstream} replied without an answer",
  },
  failover: "{upstream} replied {rcode}, for which the next upstream is asked",
  waiting: "{upstream} has not replied for {waited}, at attempt {attempt}; read_timeout gives a reply {limit}",
  failedAttempt: "{upstream} gave no reply: {error}",
  thisListener:
    "{upstream} is this very listener, {listener}: {qname} {qtype} comes back to this server as a new question",
  ownListener:
    "{upstream} is another listener of this very block, {listener}: {qname} {qtype} comes back to it as a new question",
  circleFailed: {
    sentence:
      "{upstream} is this server itself, {listener}: the question went in a circle, sent there each time it came back, until waiting ended ({error})",
    brief: "sent in a circle, because the upstream {upstream} is this server itself",
  },
  circleAnswered: {
    sentence:
      "{upstream} is this server itself, {listener}: the question went in a circle, sent there each time it came back, until one of the rounds replied {rcode}",
    brief: "sent in a circle, because the upstream {upstream} is this server itself",
  },
  nobodyListens: "nothing listens at {upstream}",
  nobodyLocal: "nothing listens at {upstream}, an address of the very machine or container that CoreDNS runs on",
  overTcp: "it was asked over TCP, because the client asked over TCP",
  waited: "{upstream} was waited for {milliseconds} ms, which is what read_timeout says",
  othersNotAsked:
    "{policy} chose 1 of {count} upstreams; the others ({others}) are not asked, because a reply with any code is taken: failover {rcode} would ask on",
  truncated: "{upstream} had cut its reply (TC set), and so it goes to the client, who asks again over TCP",
  down: "{upstream} is passed over: its health checks fail",
  allDown: "health checks of all upstreams fail: one of them is asked all the same",
  unhealthy: "health checks of all upstreams fail, and failfast_all_unhealthy_upstreams is set",
  invalid: "the question cannot be sent: {error}",
  exhausted: "no upstream replied after {attempts} attempts: {error}",
  expired: "no upstream replied in time: {error}",
});
