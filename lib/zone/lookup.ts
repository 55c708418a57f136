/**
 * Looking a name up in a zone (RFC 1034 section 4.3.2, RFC 4592, RFC 6672; CoreDNS, plugin file): zone cuts, wildcards,
 * DNAME and CNAME, empty non-terminals, and what belongs in the authority and additional sections.
 */
import { RRType } from "../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../dns/message/message.ts";
import { type CanonicalName, canonical, countLabels, parentOf, ROOT } from "../dns/name/name.ts";
import { type Eventually, eventually, FAILURE, type LookupPath, type ZoneAnswer, type ZoneQuestion } from "./answer.ts";
import { followCname } from "./cname.ts";
import { synthesize } from "./dname.ts";
import { namesDownTo, referralAt } from "./referral.ts";
import { additionalFor, denialFor, glueFor, nsOf, soaOf } from "./sections.ts";
import { recordsOf, signaturesOf, type Zone, type ZoneNode } from "./zone.ts";

/** Chains of look-ups through the server end here, as in CoreDNS. */
export const MAX_DEPTH = 8;

/** Looks a name up. A zone without SOA, as a secondary one before its transfer, gives a server failure. */
export function lookup(zone: Zone, question: ZoneQuestion): Eventually<ZoneAnswer> {
  if (zone.apex.soa === undefined) return { ...FAILURE, path: { kind: "nothing" } };
  return atApex(zone, question) ?? descend(zone, question);
}

function atApex(zone: Zone, { qname, qtype, dnssecOk }: ZoneQuestion): ZoneAnswer | undefined {
  if (qname !== zone.origin) return undefined;
  const path = { kind: "apex" } as const;
  if (qtype === RRType.SOA) {
    return { answer: soaOf(zone, dnssecOk), authority: nsOf(zone, dnssecOk), additional: [], result: "success", path };
  }
  if (qtype !== RRType.NS) return undefined;
  const answer = nsOf(zone, dnssecOk);
  return { answer, authority: [], additional: glueFor(zone, answer, dnssecOk), result: "success", path };
}

/** A wildcard that was passed on the way down; without a node it is an empty non-terminal. */
interface Wildcard {
  readonly name: CanonicalName;
  readonly node: ZoneNode | undefined;
}

/** From the apex down to the name, label by label: the first DNAME or zone cut on the way decides. */
function descend(zone: Zone, question: ZoneQuestion): Eventually<ZoneAnswer> {
  const { qname, depth } = question;
  if (depth > MAX_DEPTH) return { ...FAILURE, path: { kind: "nothing" } };
  let wildcard: Wildcard | undefined;
  let node: ZoneNode | undefined;
  for (const name of namesDownTo(qname, zone.origin)) {
    node = zone.node(name);
    if (node === undefined) {
      wildcard = wildcardBeside(zone, name) ?? wildcard;
      continue;
    }
    const substituted = throughDname(zone, node, question);
    if (substituted !== undefined) return substituted;
    const referral = referralAt(zone, node, question);
    if (referral !== undefined) return referral;
  }
  if (node !== undefined) return atNode(zone, node, question);
  if (wildcard !== undefined && !closerEncloserExists(zone, qname, wildcard.name))
    return fromWildcard(zone, wildcard, question);
  return denial(zone, question);
}

/** The wildcard that covers the name. Beside a single label CoreDNS looks for the root itself, and never for `*.`. */
function wildcardBeside(zone: Zone, name: CanonicalName): Wildcard | undefined {
  const parent = parentOf(name);
  if (parent === undefined) return undefined;
  if (parent === ROOT) {
    const root = zone.node(parent);
    return root === undefined ? undefined : { name: parent, node: root };
  }
  const wildcard = `*.${parent}` as CanonicalName;
  const node = zone.node(wildcard);
  return node !== undefined || zone.hasNameBelow(wildcard) ? { name: wildcard, node } : undefined;
}

function throughDname(zone: Zone, node: ZoneNode, question: ZoneQuestion): Eventually<ZoneAnswer> | undefined {
  const [dname] = recordsOf(node, RRType.DNAME);
  const cname = dname === undefined ? undefined : synthesize(question.qname, dname);
  if (dname === undefined || cname === undefined) return undefined;
  const path = { kind: "dname", name: node.name } as const;
  if (cname.name === canonical(cname.rdata.target)) return { ...FAILURE, path };
  const signatures = question.dnssecOk ? signaturesOf(node, RRType.DNAME) : [];
  const withDname = (answer: ZoneAnswer): ZoneAnswer => ({
    ...answer,
    // Only the first of several DNAMEs counts, yet all are shown.
    answer: [...recordsOf(node, RRType.DNAME), ...signatures, ...answer.answer],
    path,
  });
  if (question.qtype === RRType.CNAME) {
    return withDname({
      answer: [cname],
      authority: nsOf(zone, question.dnssecOk),
      additional: [],
      result: "success",
      path,
    });
  }
  return eventually(followCname(zone, { question, cnames: [cname], node, path }), withDname);
}

function atNode(zone: Zone, node: ZoneNode, question: ZoneQuestion): Eventually<ZoneAnswer> {
  const { qtype, dnssecOk } = question;
  const path = { kind: "exact", node } as const;
  const cnames = recordsOf(node, RRType.CNAME);
  if (cnames.length > 0 && qtype !== RRType.CNAME) return followCname(zone, { question, cnames, node, path });
  const found = recordsOf(node, qtype);
  if (found.length === 0) return noData(zone, { node, dnssecOk, path });
  return {
    answer: dnssecOk ? [...found, ...signaturesOf(node, qtype)] : found,
    authority: nsOf(zone, dnssecOk),
    additional: additionalFor(zone, found, dnssecOk),
    result: "success",
    path,
  };
}

function noData(
  zone: Zone,
  { node, dnssecOk, path }: { node: ZoneNode | undefined; dnssecOk: boolean; path: LookupPath },
): ZoneAnswer {
  const proof = dnssecOk ? [...recordsOf(node, RRType.NSEC), ...signaturesOf(node, RRType.NSEC)] : [];
  return { answer: [], authority: [...soaOf(zone, dnssecOk), ...proof], additional: [], result: "no data", path };
}

function fromWildcard(zone: Zone, { name, node }: Wildcard, question: ZoneQuestion): Eventually<ZoneAnswer> {
  const { qname, qtype, dnssecOk } = question;
  const path = { kind: "wildcard", name: node?.name ?? name, node } as const;
  if (node === undefined)
    return { answer: [], authority: soaOf(zone, dnssecOk), additional: [], result: "no data", path };
  const synthesized = (type: number): ResourceRecord[] =>
    recordsOf(node, type).map((record) => ({ ...record, name: qname }));
  const cnames = synthesized(RRType.CNAME);
  if (cnames.length > 0 && qtype !== RRType.CNAME) return followCname(zone, { question, cnames, node, path });
  const found = synthesized(qtype);
  if (found.length === 0) return noData(zone, { node, dnssecOk, path });
  const additional = additionalFor(zone, found, dnssecOk);
  const authority = nsOf(zone, dnssecOk);
  if (!dnssecOk) return { answer: found, authority, additional, result: "success", path };
  // The NSEC tells that no longer name exists under the wildcard.
  const cover = zone.hasNsec ? zone.atOrBefore(qname) : undefined;
  const signatures = signaturesOf(node, qtype).map((record) => ({ ...record, name: qname }));
  const proof = [...recordsOf(cover, RRType.NSEC), ...signaturesOf(cover, RRType.NSEC)];
  return {
    answer: [...found, ...signatures],
    authority: [...authority, ...proof],
    additional,
    result: "success",
    path,
  };
}

/** An empty non-terminal between the wildcard's parent and the name is the closer encloser (RFC 4592 section 3.3.1). */
function closerEncloserExists(zone: Zone, qname: CanonicalName, wildcard: CanonicalName): boolean {
  const parent = parentOf(wildcard);
  // The root, which CoreDNS takes for a wildcard in the root zone, covers names whatever lies between.
  if (parent === undefined) return false;
  const limit = countLabels(parent);
  for (let name = parentOf(qname); name !== undefined && countLabels(name) > limit; name = parentOf(name)) {
    if (zone.hasNameBelow(name)) return true;
  }
  return false;
}

function denial(zone: Zone, { qname, dnssecOk }: ZoneQuestion): ZoneAnswer {
  const exists = zone.hasNameBelow(qname);
  return {
    answer: [],
    authority: denialFor(zone, { qname, dnssecOk, exists }),
    additional: [],
    // CoreDNS tells an empty non-terminal by a success without answer.
    result: exists ? "success" : "name error",
    path: { kind: exists ? "empty non-terminal" : "nothing" },
  };
}
