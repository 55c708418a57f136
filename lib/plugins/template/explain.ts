/** Puts into words what the templates did, for those who watch. */
import type { Query } from "../../chain/query.ts";
import { Class, className } from "../../dns/iana/class.ts";
import { Rcode, rcodeText } from "../../dns/iana/rcode.ts";
import { RRType, rrtypeName } from "../../dns/iana/rrtype.ts";
import type { Message } from "../../dns/message/message.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import type { Why } from "../../explanation/why.ts";
import type { Matching } from "./matching.ts";
import type { TemplateSettings } from "./settings.ts";
import { words } from "./words.ts";

/** A template that is not for the query. */
export interface Mismatch {
  readonly query: Query;
  readonly matching: Exclude<Matching, { readonly kind: "matched" }>;
}

/** Says why a template is not for the query. */
export function explainMismatch(template: TemplateSettings, { query, matching }: Mismatch, why: Why): void {
  const { at } = template;
  const { line } = at.start;
  const { qname } = query;
  switch (matching.because) {
    case "zone":
      why.note(words.otherZone({ line, zones: template.zones.join(" ") }), { rule: at });
      break;
    case "type": {
      const facts = { line, class: classText(template.qclass), type: rrtypeName(template.qtype) };
      why.note(words.otherType(facts), { rule: at });
      break;
    }
    case "name":
      why.note(words.noMatch({ line, qname }), { rule: at });
      noteDot(template, qname, why);
      break;
    case "condition":
      why.note(words.condition({ line, expression: matching.source }), { rule: matching.at });
      break;
    case "failure": {
      const facts = { line: matching.at.start.line, error: matching.error };
      why.because("failed", words.expressionFailed(facts), { rule: matching.at });
      return;
    }
  }
  if (matching.kind === "refused") {
    why.because("failed", words.noFallthrough({ line, qname }), { rule: at });
  }
}

/** Patterns see names with their dot: one that ends in a label and `$` matches none. */
function noteDot({ patterns, at }: TemplateSettings, qname: CanonicalName, why: Why): void {
  const name = qname.replace(/\.$/, "");
  if (!patterns.some(({ pattern }) => pattern.matcher(name).find())) return;
  why.note(words.finalDot({ line: at.start.line, name }), { rule: at });
}

/** Says which template answered. */
export function explainAnswer(
  template: TemplateSettings,
  { query, message }: { readonly query: Query; readonly message: Message },
  why: Why,
): void {
  const facts = {
    line: template.at.start.line,
    qname: query.qname,
    qtype: rrtypeName(query.qtype),
    count: message.answer.length + message.authority.length + message.additional.length,
    rcode: rcodeText(message.rcode),
  };
  const rule = template.texts.answer[0]?.at ?? template.at;
  why.because("answered", words.answered(facts), { rule });
  if (message.rcode !== Rcode.NXDOMAIN || template.qtype === RRType.ANY) return;
  const { qname, qtype } = facts;
  why.note(words.deniesName({ qname, qtype }), { rule: template.at });
}

function classText(qclass: number): string {
  return qclass === Class.ANY ? "ANY" : className(qclass);
}
