/** Why template did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  outside: "{qname} is in none of the zones of the templates: {zones}",
  answered: {
    sentence: "the template on line {line} answers {qname} {qtype} with {rcode}; records: {count}",
    brief: "made by the template in {place}",
  },
  servfail: "the template on line {line} answers {qname} with SERVFAIL",
  otherZone: "the template on line {line} is only for names in {zones}",
  otherType: "the template on line {line} is only for {class} {type}",
  noMatch: "no regular expression of the template on line {line} matches {qname}",
  finalDot:
    "a regular expression of the template on line {line} matches {name}, but not {name}. with the final dot that names have here",
  deniesName: {
    sentence:
      "NXDOMAIN denies the whole name, so clients may conclude that {qname} has no records of any type; NODATA (NOERROR with an SOA in authority) denies only {qtype}",
    brief: "NXDOMAIN denies the name for every type, not only {qtype}",
  },
  condition: "the expression {expression} of the template on line {line} is not true",
  fellThrough: {
    sentence: "no template answers {qname}, and it goes on to the next plugin",
    brief: "no template answers it",
  },
  noFallthrough: "the template on line {line} has nothing for {qname}, and fallthrough is not set for it: SERVFAIL",
  expressionFailed: "the expression on line {line} failed, so the query ends here with SERVFAIL: {error}",
  templateFailed: "the {section} text of the template on line {line} failed: {error}",
  recordFailed: "the {section} text of the template on line {line} gave no record: {error}",
  empty: "the {section} text of the template on line {line} gave nothing at all, so there is no reply",
  emptyFails: "the {section} text of the template on line {line} gave nothing at all, and the server replies SERVFAIL",
  alias: "{target} is looked up as well, because {qname} is an alias of it",
  loop: "the alias {target} led back to templates {count} times: CoreDNS would go on forever without a reply, so nothing is sent",
});
