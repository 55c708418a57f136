/** Why siit did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  ownLookUp: "this question is part of a look-up of siit itself, which is not translated again",
  otherQuestion: "only A questions in class IN are translated, and this is {qtype} in class {qclass}",
  nothingCame: "no reply came back to look at",
  truncated: "the reply is cut off (TC set): the client asks again over TCP",
  nxdomain: "{qname} does not exist (NXDOMAIN), so there are no AAAA records to ask for",
  hasOwn: "{qname} has an A record of its own",
  noReply: "the AAAA records of {qname} were asked for, and no reply came",
  looksForIpv6: "{why}, so the AAAA records of {qname} are asked for",
  byMapping: "eam on line {line} has {ipv4} for {ipv6}",
  byPrefix: "{ipv6} is in {prefix}, with {ipv4} in it",
  notTranslated: "{ipv6} is not in {prefix}, and no eam line names it",
  reservedOctet: "{ipv6} is in {prefix}, but its ninth octet is not zero, so there is no IPv4 address in it",
  translated: {
    sentence: "AAAA records made A records: {made}, with a TTL of {ttl} at most ({ttlOf})",
    brief: "AAAA records made A records by siit",
  },
  errorCame: "the AAAA question got {rcode}, and so does the client",
  nothingMapped: "none of the {count} AAAA records of {qname} has an IPv4 address: the reply stays as it came",
  noIpv6: "{qname} has no AAAA record either: the reply stays as it came",
});
