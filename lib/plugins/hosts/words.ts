/** Why hosts did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  entry: { sentence: "{qname} is in {source}; {qtype} addresses: {count}", brief: "found in {place}" },
  wildcard: {
    sentence: "no line names {qname}, but the wildcard {wildcard} in {source} matches it",
    brief: "made from the wildcard {wildcard} in {place}",
  },
  reverse: { sentence: "{address} is in {source}; names: {count}", brief: "found in {place}" },
  otherFamily: "{qname} is in {source}, but with addresses of the other family: an empty answer",
  otherType: "{qname} is in {source}, and hosts has only addresses: an empty answer to {qtype}",
  outside: "{qname} is in none of the zones {zones}",
  noAddress: "no line has the address {address}{note}; PTR questions always go on to the next plugin",
  noReverse: "no_reverse is set, so PTR questions go on to the next plugin",
  fellThrough: {
    sentence: "no entry for {qname} in {source}{note}; fallthrough passes it to the next plugin",
    brief: "not in {source}{note}, which falls through",
  },
  badLineFellThrough: {
    sentence:
      "{line} has {qname}, but {word} is not an address: hosts skips the line, and fallthrough passes the name to the next plugin",
    brief: "in {line}, which hosts skips because {word} is not an address",
  },
  unsupported: "hosts has no {qtype} records, and fallthrough_unsupported passes the question on",
  oneLabel: {
    sentence: "the wildcard {wildcard} covers names with exactly one label in place of the *, and {qname} has more",
    brief: "since the wildcard in {place} covers exactly one label",
  },
  notParent: {
    sentence: "the wildcard {wildcard} covers names below {qname}, not the name itself",
    brief: "since the wildcard in {place} does not cover the name above it",
  },
  otherFallthrough: {
    sentence: "fallthrough is set only for {zones}, and {qname} is in none of them",
    brief: "fallthrough is only for {zones}",
  },
  mayFallThrough: {
    sentence: "with fallthrough_unsupported, questions for {qtype} go on to the next plugin",
    brief: "which goes on to the next plugin only with fallthrough_unsupported",
  },
  noEntry: {
    sentence:
      "no entry for {qname} in {source}{note}; fallthrough is not set for it, so the chain ends here with SERVFAIL",
    brief: "not in {source}{note}, which ends the chain with SERVFAIL because fallthrough is not set",
    unasked: ", so {plugins} not asked",
  },
  badLine: {
    sentence:
      "{line} has {qname}, but {word} is not an address: hosts skips the line; fallthrough is not set for the name, so the chain ends here with SERVFAIL",
    brief: "in {line}, which hosts skips because {word} is not an address; the chain ends with SERVFAIL",
  },
});
