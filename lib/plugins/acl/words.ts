/** Why acl did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  blocked: "a rule for {zone} blocks {client} asking for {qtype}: REFUSED",
  filtered: "a rule for {zone} filters {client} asking for {qtype}: an empty answer",
  dropped: "a rule for {zone} drops queries from {client} for {qtype}: no reply at all",
  allowed: "a rule for {zone} allows {client} asking for {qtype}",
  noRule: "no rule applies to {client} asking for {qname} {qtype}",
  unreadable: "the client's address {client} cannot be read, so the query is blocked",
});
