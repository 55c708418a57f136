/** Why a zone answers as it does; `{source}` is where it comes from. */
import { defineWords } from "../explanation/words.ts";

export const zoneWords = defineWords({
  outside: "{qname} is in none of the zones {zones}",
  outsideAlone: "{qname} is in none of the zones {zones}, and no plugin comes after {plugin}: REFUSED",
  fellThrough: {
    sentence: "zone {zone} ({source}) has no {qname}; fallthrough passes it to the next plugin",
    brief: "not in zone {zone}, which falls through",
  },
  exact: { sentence: "{qname} is in zone {zone} ({source}); {qtype} records: {count}", brief: "found in {place}" },
  apex: { sentence: "{qname} is the apex of zone {zone} ({source})", brief: "found in {place}" },
  wildcard: {
    sentence: "{qname} is made from the wildcard {wildcard} of zone {zone}",
    brief: "made from the wildcard {wildcard} in {place}",
  },
  parentCovered:
    "{qname} exists, as the parent of {child}: a wildcard should not cover it (RFC 4592), but CoreDNS lets it",
  wildcardTypes: {
    sentence:
      "{qname} is covered by the wildcard {wildcard}, which has no {qtype} records (it has {types}): NODATA, an empty answer with the SOA",
    brief: "covered by the wildcard {wildcard} in {place}, which has no {qtype} records",
  },
  wildcardParent: {
    sentence:
      "{qname} is covered by the wildcard {wildcard}, which exists only as the parent of {child} and has no records of its own: NODATA",
    brief: "covered by the wildcard {wildcard}, which has no records of its own",
  },
  hiddenWildcard: {
    sentence:
      "{encloser}, so the wildcard {wildcard} does not cover names below it (RFC 4592), and the zone has no {qname}: NXDOMAIN",
    brief: "not in the zone: {encloser}, so the wildcard {wildcard} does not cover it",
  },
  anyIsNoType:
    "ANY does not mean all types here: CoreDNS looks for records of type ANY itself, and there are none (the any plugin answers ANY)",
  notFilledUp: "the wildcard {wildcard} does not cover {qname}, because that name exists",
  alias: {
    sentence: "{qname} is an alias of {target}{how}; {qtype} records of {last}: {count}",
    brief: "{start} {place}: an alias of {target}",
  },
  aliasAlone: {
    sentence:
      "{qname} is an alias of {target}{how}; nothing here has {qtype} records for {last}, so the alias alone is the answer",
    brief: "{start} {place}: an alias of {target}, and nothing here has {qtype} records for {last}",
  },
  aliasNoType: {
    sentence:
      "{qname} is an alias of {target}{how}; {last} has no {qtype} records (it has {types}), so the alias alone is the answer",
    brief: "{start} {place}: an alias of {target}, and {last} has no {qtype} records",
  },
  aliasDenied: {
    sentence: "{qname} is an alias of {target}{how}; {last} does not exist: NXDOMAIN, with the alias in the answer",
    brief: "{start} {place}: an alias of {target}, and {last} does not exist",
  },
  aliasFailed: {
    sentence: "{qname} is an alias of {target}{how}; looking up {last} failed: SERVFAIL, with the alias in the answer",
    brief: "{start} {place}: an alias of {target}, and looking up {last} failed",
  },
  aliasCut: {
    sentence:
      "{qname} is an alias of {target}{how}; {last} is at or below the zone cut {cut}, so the answer is the alias and a referral",
    brief: "{start} {place}: an alias of {target}, and {last} is at or below the zone cut {cut}",
  },
  aliasCircle: {
    sentence: "{qname} is an alias of {target}{how}, and the aliases go in a circle: they alone are the answer",
    brief: "{start} {place}: an alias of {target}, and the aliases go in a circle",
  },
  ownAlias: "the aliases from {qname} on lead to one that is an alias of itself, a circle: SERVFAIL",
  tooDeep: "aliases led from one look-up to the next more than {most} times, as in a circle: SERVFAIL",
  referral: {
    sentence: "{qname} is at or below the zone cut {cut}, which is delegated to {servers}: the answer is a referral",
    brief: "delegated to {servers} in {place}",
  },
  notUsed: "{qname} is there ({types}), but below the zone cut {cut} it is never the answer, at most glue",
  otherTypes: {
    sentence: "{qname} has no {qtype} records (it has {types}): NODATA, an empty answer with the SOA",
    brief: "{qname} has no {qtype} records (it has {types})",
  },
  onlyParent: {
    sentence:
      "{qname} exists only as the parent of {child} and has no records of its own: NODATA, an empty answer with the SOA",
    brief: "{qname} exists only as the parent of {child}, without records of its own",
  },
  dotMissing: {
    sentence:
      "the zone has no {qname}, but it has {owner}: the name was written without its final dot, so the origin was added to it: NXDOMAIN",
    brief: "not in the zone, which has {owner} in {place} because a final dot is missing",
  },
  nameError: {
    sentence:
      "zone {zone} ({source}) has no {qname}; fallthrough is not set for it, so the chain ends here with NXDOMAIN",
    brief: "not in zone {zone} ({source}), which ends the chain with NXDOMAIN",
    unasked: " because fallthrough is not set, so {plugins} not asked",
  },
});
