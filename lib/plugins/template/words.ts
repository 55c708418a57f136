/** Why template did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  outside: "{qname} is in none of the zones of the templates: {zones}",
  answered: {
    sentence: "the template of line {line} answers {qname} {qtype}: {count} records, {rcode}",
    brief: "made by the template in {place}",
  },
  servfail: "the template of line {line} gives SERVFAIL to {qname}",
  otherZone: "the template of line {line} is for names in {zones}",
  otherType: "the template of line {line} is for {class} {type}",
  noMatch: "none of the regular expressions of the template of line {line} matches {qname}",
  finalDot:
    "a regular expression of the template of line {line} matches {name}, but not {name}. with the final dot, which names have here",
  deniesName:
    "NXDOMAIN denies the whole name, so clients may take it that {qname} has no records of any type; NODATA (NOERROR with a SOA in authority) denies {qtype} only",
  condition: "the expression {expression} of the template of line {line} is not true",
  fellThrough: {
    sentence: "no template answers {qname}, and it goes on to the next plugin",
    brief: "no template answers it",
  },
  noFallthrough: "the template of line {line} has nothing for {qname} and no fallthrough for it: SERVFAIL",
  expressionFailed: "the expression of line {line} failed, so the query ends here with SERVFAIL: {error}",
  templateFailed: "the {section} text of the template of line {line} failed: {error}",
  recordFailed: "the {section} text of the template of line {line} gave no record: {error}",
  empty: "the {section} text of the template of line {line} gave nothing at all, so there is no reply",
  emptyFails: "the {section} text of the template of line {line} gave nothing at all, and the server replies SERVFAIL",
  alias: "{target} is looked up as well, because {qname} is an alias of it",
  loop: "the alias {target} led back to templates {count} times: CoreDNS would go on for ever and reply nothing, so nothing is sent",
});
