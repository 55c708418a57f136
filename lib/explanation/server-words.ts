/** What the server itself has to say of a query, before and after the plugins. */
import { defineWords } from "./words.ts";

export const serverWords = defineWords({
  turnedAway: "the message is none that a server block could take: {rcode}, before any plugin",
  noQuestion: "the message has no question: SERVFAIL, before any plugin",
  otherClass:
    "class {class} is served only where a block of the listener has chaos or forward, and none has: REFUSED, before any plugin",
  badVersion: "the server speaks version 0 of EDNS only: BADVERS, before any plugin",
  noBlock: {
    sentence: "no server block on this listener takes this name ({qname} at {listener}): REFUSED",
    brief: "no server block on this listener takes this name, so the server replied REFUSED",
  },
  noPlugins: "the block {zone} takes {qname} and has no plugin that answers: REFUSED",
  noView: "the blocks for {qname} have views, and none of these matches a query from {client}: REFUSED",
  nearer: "{listener} has a block for {zone}, which is nearer to {qname}; this question came to {own}",
  askedHere: "the upstream {upstream} is a listener of this Corefile, {listener} ({zones})",
  otherOwner:
    "no record of the answer belongs to {qname} (they belong to {owners}): clients that compare take it for no answer",
  otherRecords: "the answer has records of type {types}, and {qtype} was asked for: to clients that is no answer",
  otherOpcode: "no plugin of the block takes messages of this kind: NOTIMP",
  parentOfCut:
    "DS records belong to the parent zone: the block {zone} takes a question for those of {qname}, and {others} does not",
  alone: "one server block takes a question, here {zone}: nothing of {others} is used for it",
  stillHere:
    "{name} would belong to the block {other}, but the question is still in the block {zone}: the block is chosen once, before any plugin",
  endOfChain:
    "the end of the chain: no plugin of the block {zone} answers {qname}, and behind {last} nothing comes (no next plugin found): SERVFAIL",
  elsewhere: "what is sent to {address} goes to another listener, {listener} ({zones})",
  onlyThere: "this listener takes only what is sent to {address}",
  allOthers: "what is sent to any other address goes to {listener} ({zones})",
  takesRest: "this listener, {listener}, takes what is sent to the other addresses",
  anyPort: "the Corefile says port 0: the system chooses other ports at each start, one for UDP and one for TCP",
  cut: {
    sentence:
      "the reply has {octets} octets, and the client takes {size} ({because}): cut to {size} octets with TC set, so the client asks again over TCP",
    brief: "the reply cut to {size} octets with TC set",
  },
  fellOut: "fell out: {records}",
});
