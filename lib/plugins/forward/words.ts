/** Why forward did what it did. */
import { defineWords } from "../../chain/words.ts";

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
  down: "{upstream} is passed over: its health checks fail",
  allDown: "health checks of all upstreams fail: one of them is asked all the same",
  unhealthy: "health checks of all upstreams fail, and failfast_all_unhealthy_upstreams is set",
  invalid: "the question cannot be sent: {error}",
  exhausted: "no upstream replied after {attempts} attempts: {error}",
  expired: "no upstream replied in time: {error}",
});
