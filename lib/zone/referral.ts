/** Zone cuts: names below them belong to others (RFC 1034 section 4.2.1). */
import { RRType } from "../dns/iana/rrtype.ts";
import { type CanonicalName, canonical, parentOf } from "../dns/name/name.ts";
import type { ZoneAnswer, ZoneQuestion } from "./answer.ts";
import { glueFor } from "./sections.ts";
import { recordsOf, signaturesOf, type Zone, type ZoneNode } from "./zone.ts";

/** The zone's name, then one label more each time, up to the whole name. */
export function namesDownTo(qname: CanonicalName, origin: CanonicalName): CanonicalName[] {
  const names: CanonicalName[] = [];
  for (let name: CanonicalName | undefined = qname; name !== undefined; name = parentOf(name)) {
    names.push(name);
    if (name === origin) break;
  }
  return names.reverse();
}

/** A referral when the node is a zone cut; a DS question at the cut itself is the parent's to answer. */
export function referralAt(
  zone: Zone,
  node: ZoneNode,
  { qname, qtype, dnssecOk }: ZoneQuestion,
): ZoneAnswer | undefined {
  const ns = recordsOf(node, RRType.NS);
  if (ns.length === 0 || (qtype === RRType.DS && canonical(node.name) === qname)) return undefined;
  const ds = dnssecOk ? [...recordsOf(node, RRType.DS), ...signaturesOf(node, RRType.DS)] : [];
  return {
    answer: [],
    authority: [...ns, ...ds],
    additional: glueFor(zone, ns, dnssecOk),
    result: "delegation",
    path: { kind: "zone cut", name: node.name },
  };
}
