/** Why file did what it did. */
import { defineWords } from "../../chain/words.ts";

export const words = defineWords({
  exact: { sentence: "{qname} is in zone {zone} ({file}); {qtype} records: {count}", brief: "found in {place}" },
  apex: { sentence: "{qname} is the apex of zone {zone} ({file})", brief: "found in {place}" },
  wildcard: {
    sentence: "{qname} is made from the wildcard {wildcard} of zone {zone}",
    brief: "made from the wildcard {wildcard} in {place}",
  },
  wildcardNoData: {
    sentence:
      "the wildcard {wildcard} of zone {zone} covers {qname}, but has no {qtype} records: an empty answer with the SOA",
    brief: "covered by the wildcard {wildcard} in {place}, which has no {qtype} records",
  },
  wildcardAlias: {
    sentence: "the wildcard {wildcard} of zone {zone} makes {qname} an alias of {target}",
    brief: "made from the wildcard {wildcard} in {place}: an alias of {target}",
  },
  cname: { sentence: "{qname} is an alias of {target}", brief: "found in {place}: an alias of {target}" },
  dname: {
    sentence: "{qname} lies below {owner}, which a DNAME record moves to {target}",
    brief: "moved to {target} by the DNAME in {place}",
  },
  referral: {
    sentence: "{qname} lies at or below the zone cut {cut}, which is delegated to {servers}",
    brief: "delegated to {servers} in {place}",
  },
  noData: {
    sentence: "{qname} is in zone {zone}, but has no {qtype} records: an empty answer with the SOA",
    brief: "in zone {zone} without {qtype} records",
  },
  emptyNonTerminal: "{qname} has no records, but names below it have: an empty answer with the SOA",
  nameError: {
    sentence:
      "zone {zone} ({file}) has no {qname}; fallthrough is not set for it, so the chain ends here with NXDOMAIN",
    brief: "not in zone {zone} ({file}), which ends the chain with NXDOMAIN",
  },
  fellThrough: {
    sentence: "zone {zone} ({file}) has no {qname}; fallthrough hands it to the next plugin",
    brief: "not in zone {zone}, which falls through",
  },
  failed: "the alias at {qname} leads nowhere, or in a circle",
  outside: "{qname} is in none of the zones {zones}",
  outsideAlone: "{qname} is in none of the zones {zones}, and no plugin comes after file: REFUSED",
  notLoaded: "zone {zone} is not loaded: {file} could not be read",
  transfer: "transfers need the transfer plugin: REFUSED",
  notify: "file takes no NOTIFY: it is dropped",
});
