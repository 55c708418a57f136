/** Why hosts did what it did. */
import { defineWords } from "../../chain/words.ts";

export const words = defineWords({
  entry: "{qname} is in {source}; {qtype} addresses: {count}",
  wildcard: "no line names {qname}, but the wildcard {wildcard} in {source} matches it",
  reverse: "{address} is in {source}; names: {count}",
  otherFamily: "{qname} is in {source}, but with addresses of the other family: an empty answer",
  otherType: "{qname} is in {source}, and hosts has only addresses: an empty answer to {qtype}",
  outside: "{qname} is in none of the zones {zones}",
  noAddress: "no line has the address {address}, and PTR questions always go on to the next plugin",
  fellThrough: "no entry for {qname} in {source}; fallthrough hands it to the next plugin",
  unsupported: "hosts has no {qtype} records, and fallthrough_unsupported hands the question on",
  noEntry: "no entry for {qname} in {source}; fallthrough is not set for it, so the chain ends here with SERVFAIL",
});
