/** Why forward did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  tooMany: "max_concurrent allows {limit} queries at a time, and as many are under way",
  answered: {
    sentence: "{upstream} replied {rcode} after {milliseconds} ms, on attempt {attempt}",
    brief: "upstream {upstream} replied {rcode}",
  },
  wrongReply: "{upstream} replied, but not to this question: the client gets FORMERR",
  nextRcode: {
    sentence: "{upstream} replied {rcode}, so the next forward is asked",
    brief: "upstream {upstream} replied {rcode}",
  },
  nextNodata: {
    sentence: "{upstream} replied without an answer, so the next forward is asked",
    brief: "upstream {upstream} replied without an answer",
  },
  failover: "{upstream} replied {rcode}, so the next upstream is asked",
  waiting: "{upstream} has not replied for {waited}, on attempt {attempt}; read_timeout allows {limit}",
  waitingHttps:
    "{upstream} has not replied for {waited}, on attempt {attempt}; over HTTPS {limit} are allowed, whatever read_timeout says",
  failedAttempt: "{upstream} gave no reply: {error}",
  thisListener:
    "{upstream} is this listener itself, {listener}: {qname} {qtype} comes back to this server as a new question",
  ownListener:
    "{upstream} is another listener of the same block, {listener}: {qname} {qtype} comes back to it as a new question",
  circleFailed: {
    sentence:
      "{upstream} is this server itself, {listener}: the question went in a circle, sent out again each time it came back, until time ran out ({error})",
    brief: "sent in a circle, because the upstream {upstream} is this server itself",
  },
  circleAnswered: {
    sentence:
      "{upstream} is this server itself, {listener}: the question went in a circle, sent out again each time it came back, until one of the rounds replied {rcode}",
    brief: "sent in a circle, because the upstream {upstream} is this server itself",
  },
  nobodyListens: "nothing listens at {upstream}",
  nobodyLocal: "nothing listens at {upstream}, an address of the machine or container that CoreDNS itself runs on",
  overTcp: "it was asked over TCP, because the client asked over TCP",
  waited: "{upstream} did not reply within {milliseconds} ms, the read_timeout",
  waitedHttps: "{upstream} did not reply within {milliseconds} ms, the limit over HTTPS",
  readAtStart: {
    sentence:
      "the servers in {file} are those that it had when CoreDNS started: a change there counts only after a restart, or when the Corefile changes and is reloaded",
    brief: "as {file} had it when CoreDNS started",
  },
  noServerName:
    "the certificate of {upstream} names no address, and without tls_servername the address is what it must name",
  wrongServerName: "{wanted}, the server name that the line sets for {upstream}, is not in its certificate",
  othersNotAsked: {
    sentence:
      "{policy} chose 1 of {count} upstreams; the others ({others}) are not asked, because a reply with any code counts; failover {rcode} would ask them",
    brief: "{policy} chose it out of {count}, and without failover {rcode} no other one is asked",
  },
  truncated: {
    sentence: "{upstream} cut its reply (TC set); it goes to the client like that, and the client asks again over TCP",
    brief: "cut by the upstream (TC set), so the client asks again over TCP",
  },
  down: "{upstream} is skipped: its health checks fail",
  allDown: "the health checks of all upstreams fail: one is asked anyway",
  unhealthy: "the health checks of all upstreams fail, and failfast_all_unhealthy_upstreams is set",
  invalid: "the question cannot be sent: {error}",
  exhausted: "no upstream replied after {attempts} attempts: {error}",
  expired: "no upstream replied in time: {error}",
});
