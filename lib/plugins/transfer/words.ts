/** Why transfer did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  otherType: "transfer only takes AXFR and IXFR questions",
  datagram: "zones are transferred over TCP only, and this {type} question came over {transport}: REFUSED",
  outside: "{qname} is in none of the zones that may be transferred: {zones}",
  denied: "{client} is not among those who may fetch {qname} ({to}): REFUSED",
  noSerial: "this IXFR question does not carry the SOA record of the zone that the client has: SERVFAIL",
  nobody: "no plugin of this server block has a zone {qname} to transfer",
  failed: "the zone {qname} cannot be transferred: {error}",
  whole: {
    sentence: "{client} may fetch {qname}: all records of the zone follow, message after message",
    brief: "sent as a whole zone",
  },
  unchanged: {
    sentence: "{client} has serial {serial} of {qname}, which is the zone's: the SOA record alone is sent",
    brief: "unchanged since serial {serial}",
  },
});
