/** Why file did what it did. */
import { defineWords } from "../../chain/words.ts";

export const words = defineWords({
  exact: "{qname} is in zone {zone} ({file}); {qtype} records: {count}",
  apex: "{qname} is the apex of zone {zone} ({file})",
  wildcard: "{qname} is made from the wildcard {wildcard} of zone {zone}",
  cname: "{qname} is an alias; the answer follows it",
  dname: "{qname} lies below {owner}, which a DNAME record moves elsewhere",
  referral: "{qname} lies at or below the zone cut {cut}: a referral to its name servers",
  noData: "{qname} is in zone {zone}, but has no {qtype} records: an empty answer with the SOA",
  emptyNonTerminal: "{qname} has no records, but names below it have: an empty answer with the SOA",
  nameError: "zone {zone} ({file}) has no {qname}; fallthrough is not set for it, so the chain ends here with NXDOMAIN",
  fellThrough: "zone {zone} ({file}) has no {qname}; fallthrough hands it to the next plugin",
  failed: "the alias at {qname} leads nowhere, or in a circle",
  outside: "{qname} is in none of the zones {zones}",
  outsideAlone: "{qname} is in none of the zones {zones}, and no plugin comes after file: REFUSED",
  notLoaded: "zone {zone} is not loaded: {file} could not be read",
  transfer: "transfers need the transfer plugin: REFUSED",
  notify: "file takes no NOTIFY: it is dropped",
});
