/** Whether a reply answers its question, following aliases (RFC 1034 section 3.6.2, RFC 2308 section 2.2). */
import { Class } from "../../dns/iana/class.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { Message, ResourceRecord } from "../../dns/message/message.ts";
import { type CanonicalName, canonical } from "../../dns/name/name.ts";

/**
 * True for a NOERROR reply with a record of the QTYPE at the end of the chain of aliases that starts at the QNAME. An
 * owner with two targets, or a chain in a circle, has no such end.
 */
export function answersQuestion({ rcode, question: [question], answer }: Message): boolean {
  if (rcode !== Rcode.NOERROR || question === undefined || answer.length === 0) return false;
  const qname = canonical(question.name);
  const ofClass = question.class === Class.ANY ? answer : answer.filter((record) => record.class === question.class);
  if (question.type === RRType.ANY) return ofClass.some(({ name }) => canonical(name) === qname);
  if (question.type === RRType.CNAME) return typeof aliasOf(ofClass, qname) === "object";
  const end = endOfChain(ofClass, qname);
  return end !== undefined && ofClass.some(({ name, type }) => type === question.type && canonical(name) === end);
}

interface Alias {
  readonly target: CanonicalName;
}

/** The one alias of an owner; `"none"` without any, `"many"` when its records disagree (RFC 2181 section 10.1). */
function aliasOf(records: readonly ResourceRecord[], owner: CanonicalName): Alias | "none" | "many" {
  let found: Alias | undefined;
  for (const { name, rdata } of records) {
    if (rdata.kind !== "CNAME" || canonical(name) !== owner) continue;
    const target = canonical(rdata.target);
    if (found !== undefined && found.target !== target) return "many";
    found = { target };
  }
  return found ?? "none";
}

function endOfChain(records: readonly ResourceRecord[], start: CanonicalName): CanonicalName | undefined {
  const visited = new Set<CanonicalName>();
  for (let name = start; ; ) {
    if (visited.has(name)) return undefined;
    visited.add(name);
    const alias = aliasOf(records, name);
    if (alias === "none") return name;
    if (alias === "many") return undefined;
    name = alias.target;
  }
}
