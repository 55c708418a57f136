/** Why local did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  below: "{qname} is a name for this machine, answered with the loopback address",
  own: "{qname} is answered here and never asked of other servers (RFC 6303, RFC 6761)",
  denied: "{qname} does not exist in the local zone {zone}",
  other: "{qname} is not a local name",
});
