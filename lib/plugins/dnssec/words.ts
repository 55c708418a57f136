/** Why dnssec did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  outside: "{qname} is in none of the zones {zones}",
  notAsked: "the client did not set the DO bit, so the reply is not signed",
  keys: "zone {zone} is signed here: its {count} DNSKEY records are those of the keys in the Corefile",
  signed: "{count} signatures of zone {zone} are added",
  noSignature: "no signature could be added: no key of zone {zone} signs these records",
  denied: {
    sentence:
      "an NSEC record made for the question denies {qtype} at {qname}: a name that does not exist is said to exist without it",
    brief: "denied with an NSEC record",
  },
  delegation: "the referral of {qname} is signed, or an NSEC record says that it has no DS record",
  kept: "the negative reply is not signed: its authority section is not one SOA record",
  elsewhere: "the reply is about {qname}, which is in none of the zones {zones}: it is not signed",
  nothingSent: "no reply came back to sign",
});
