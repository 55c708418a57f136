/** What the server itself has to say of a query, before and after the plugins. */
import { defineWords } from "./words.ts";

export const serverWords = defineWords({
  turnedAway: "no server block can take such a message: {rcode}, before any plugin",
  noQuestion: "the message has no question: SERVFAIL, before any plugin",
  otherClass:
    "class {class} is served only where a block of the listener has chaos or forward, and none has: REFUSED, before any plugin",
  badVersion: "the server speaks only version 0 of EDNS: BADVERS, before any plugin",
  noBlock: {
    sentence: "no server block on this listener takes this name ({qname} at {listener}): REFUSED",
    brief: "no server block on this listener takes this name, so the server replied REFUSED",
  },
  noPlugins: "the block {zone} takes {qname} but has no plugin that answers: REFUSED",
  noView: "the blocks for {qname} have views, and none matches a query from {client}: REFUSED",
  viewFails: {
    sentence: "view {view} of {zone} on {line} does not match, because its expression fails: {fault}",
    brief: "view {view} on {line} does not match, because its expression fails: {fault}",
  },
  nearer: "{listener} has a block for {zone}, which matches {qname} more closely; this question came to {own}",
  askedHere: "the upstream {upstream} is a listener of this Corefile, {listener} ({zones})",
  otherOwner: {
    sentence:
      "no record in the answer belongs to {qname} (they belong to {owners}): clients that compare names see no answer",
    brief: "though no record of the answer has the name {qname}",
  },
  otherRecords: {
    sentence: "the answer has records of type {types}, but {qtype} was asked for: clients see no answer",
    brief: "though {qtype} was asked for and the answer has only {types}",
  },
  otherOpcode: "no plugin of the block takes messages of this kind: NOTIMP",
  parentOfCut: "DS records belong to the parent zone: the block {zone} takes the question for {qname}, not {others}",
  alone: "one server block takes each question, here {zone}: nothing in {others} applies to it",
  shadowed: {
    sentence:
      "blocks of one zone are tried in the order of the Corefile: the block on {own} has no view and takes every client, so view {view} of {zone} on {later} is never asked",
    brief: "the block on {own} takes every client before view {view} is asked",
  },
  stillHere:
    "{name} would belong to the block {other}, but the question stays in the block {zone}: the block is chosen once, before any plugin",
  endOfChain:
    "the end of the chain: no plugin of the block {zone} answers {qname}, and nothing comes after {last} (no next plugin found): SERVFAIL; a forward there would answer it, or a block of its own for such names",
  elsewhere: "queries to {address} go to another listener, {listener} ({zones})",
  onlyThere: "this listener takes only queries to {address}",
  allOthers: "queries to any other address go to {listener} ({zones})",
  takesRest: "this listener, {listener}, takes queries to all other addresses",
  anyPort: "the Corefile says port 0: the system picks new ports at each start, one for UDP and one for TCP",
  cut: {
    sentence:
      "the reply has {octets} octets, and the client takes {size} ({because}): it is cut to {size} octets with TC set, so the client asks again over TCP",
    brief: "the reply cut to {size} octets with TC set",
  },
  streamed: {
    sentence: "the reply is a stream: {messages} messages with {records} records went out, {octets} octets in all",
    brief: "{records} records sent in {messages} messages",
  },
  fellOut: "left out: {records}",
});
