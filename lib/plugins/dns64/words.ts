/** Why dns64 did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  overIpv4: "{client} asked over IPv4, and allow_ipv4 is not set",
  otherQuestion: "only AAAA questions in class IN are translated, and this is {qtype} in class {qclass}",
  nothingCame: "no reply came back to look at",
  nxdomain: "{qname} does not exist (NXDOMAIN), so there are no A records to ask for",
  hasOwn: "{qname} has an AAAA record of its own, and translate_all is not set",
  noReply: "the A records of {qname} were asked for, and no reply came",
  looksForIpv4: "{why}, so the A records of {qname} are asked for",
  translated: {
    sentence: "A records put behind {prefix} as AAAA records: {made}, with a TTL of {ttl} at most ({ttlOf})",
    brief: "A records put behind {prefix} by dns64",
  },
  noIpv4: "{qname} has no A record either: the client gets the reply to the A question, {rcode}",
});
