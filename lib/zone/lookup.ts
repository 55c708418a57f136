/**
 * Looking a name up in a zone (RFC 1034 section 4.3.2, RFC 4592, RFC 6672; CoreDNS, plugin file): zone cuts, wildcards,
 * DNAME and CNAME, empty non-terminals, and what belongs in the authority and additional sections.
 */
import { RRType } from "../dns/iana/rrtype.ts";
import type { Message, ResourceRecord } from "../dns/message/message.ts";
import { type CanonicalName, canonical, countLabels, labels, type Name, parentOf } from "../dns/name/name.ts";
import { synthesize } from "./dname.ts";
import { additionalFor, authorityFor, denialFor, glueFor, nsOf, soaOf } from "./sections.ts";
import { recordsOf, signaturesOf, type Zone, type ZoneNode } from "./zone.ts";

/** What a look-up came to. */
export type LookupResult = "success" | "name error" | "delegation" | "no data" | "server failure";

/** How it came to that: what people want to know of it. */
export type LookupPath =
  | { readonly kind: "exact"; readonly node: ZoneNode | undefined }
  | { readonly kind: "apex" }
  | { readonly kind: "wildcard"; readonly name: Name }
  | { readonly kind: "zone cut"; readonly name: Name }
  | { readonly kind: "dname"; readonly name: Name }
  | { readonly kind: "empty non-terminal" }
  | { readonly kind: "nothing" };

/** The three sections of a reply, and how they came about. */
export interface ZoneAnswer {
  readonly answer: readonly ResourceRecord[];
  readonly authority: readonly ResourceRecord[];
  readonly additional: readonly ResourceRecord[];
  readonly result: LookupResult;
  readonly path: LookupPath;
}

/** A question to a zone. */
export interface ZoneQuestion {
  readonly qname: CanonicalName;
  readonly qtype: number;
  readonly dnssecOk: boolean;
  /** How many look-ups of this server led here; from the ninth on it is a loop. */
  readonly depth: number;
  /** Asks the whole server for a name outside; gives its reply, undefined when it sent none. */
  readonly resolve: (name: Name, type: number, depth: number) => Message | undefined | Promise<Message | undefined>;
}

/** Now or later: a look-up waits only when a CNAME leads out of the zone. */
export type Eventually<T> = T | Promise<T>;

/** Chains of look-ups through the server end here, as in CoreDNS. */
const MAX_DEPTH = 8;
const MAX_CNAMES = 8;
const FAILURE = { answer: [], authority: [], additional: [], result: "server failure" } as const;

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

/** The zone's name, then one label more each time, up to the whole name. */
export function namesDownTo(qname: CanonicalName, origin: CanonicalName): CanonicalName[] {
  const names: CanonicalName[] = [];
  for (let name: CanonicalName | undefined = qname; name !== undefined; name = parentOf(name)) {
    names.push(name);
    if (name === origin) break;
  }
  return names.reverse();
}

function wildcardBeside(zone: Zone, name: CanonicalName): Wildcard | undefined {
  const parent = parentOf(name);
  if (parent === undefined) return undefined;
  const wildcard = (parent === "." ? "*." : `*.${parent}`) as CanonicalName;
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

/** A referral when the node is a zone cut; a DS question at the cut itself is the parent's to answer. */
function referralAt(zone: Zone, node: ZoneNode, { qname, qtype, dnssecOk }: ZoneQuestion): ZoneAnswer | undefined {
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
  const path = { kind: "wildcard", name: node?.name ?? name } as const;
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
  const cover = zone.atOrBefore(qname);
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

interface CnameStart {
  readonly question: ZoneQuestion;
  readonly cnames: readonly ResourceRecord[];
  readonly node: ZoneNode;
  readonly path: LookupPath;
}

/** Follows CNAMEs through the zone, and out of it through the whole server. */
function followCname(zone: Zone, { question, cnames, node, path }: CnameStart): Eventually<ZoneAnswer> {
  const { qtype, dnssecOk } = question;
  const answer: ResourceRecord[] = [...cnames, ...(dnssecOk ? signaturesOf(node, RRType.CNAME) : [])];
  let target = targetOf(cnames);
  for (let followed = 0; ; followed++) {
    if (target === undefined) return { ...FAILURE, path };
    const key = canonical(target);
    const next = zone.node(key);
    const cut = cutAbove(zone, { name: key, exact: next, question });
    if (cut !== undefined) return { ...cut, answer, path };
    if (next === undefined || qtype === RRType.NS || (qtype === RRType.SOA && key === zone.origin)) {
      return fromOutside(zone, { question, answer, target, path });
    }
    const more = recordsOf(next, RRType.CNAME);
    if (more.length === 0) {
      const found = recordsOf(next, qtype);
      answer.push(...found);
      if (dnssecOk && found.length > 0) answer.push(...signaturesOf(next, qtype));
      return {
        answer,
        authority: nsOf(zone, dnssecOk),
        additional: additionalFor(zone, answer, dnssecOk),
        result: "success",
        path,
      };
    }
    const further = targetOf(more);
    if (further !== undefined && canonical(further) === canonical(next.name)) return { ...FAILURE, path };
    answer.push(...more, ...(dnssecOk ? signaturesOf(next, RRType.CNAME) : []));
    if (followed >= MAX_CNAMES) {
      return {
        answer,
        authority: nsOf(zone, dnssecOk),
        additional: additionalFor(zone, answer, dnssecOk),
        result: "success",
        path,
      };
    }
    target = further;
  }
}

function targetOf([cname]: readonly ResourceRecord[]): Name | undefined {
  return cname?.rdata.kind === "CNAME" ? cname.rdata.target : undefined;
}

interface CutSearch {
  readonly name: CanonicalName;
  readonly exact: ZoneNode | undefined;
  readonly question: ZoneQuestion;
}

/** The referral of the first zone cut between the apex and a CNAME's target. */
function cutAbove(zone: Zone, { name, exact, question }: CutSearch): ZoneAnswer | undefined {
  if (!isBelow(name, zone.origin)) return undefined;
  for (const above of namesDownTo(name, zone.origin).slice(1)) {
    const node = above === name ? exact : zone.node(above);
    const referral = node === undefined ? undefined : referralAt(zone, node, { ...question, qname: name });
    if (referral !== undefined) return referral;
  }
  return undefined;
}

/** By count of labels alone, as CoreDNS walks names from the right. */
function isBelow(name: CanonicalName, origin: CanonicalName): boolean {
  return name.endsWith(origin) && labels(name).length > labels(origin).length;
}

interface Outside {
  readonly question: ZoneQuestion;
  readonly answer: readonly ResourceRecord[];
  readonly target: Name;
  readonly path: LookupPath;
}

function fromOutside(zone: Zone, { question, answer, target, path }: Outside): Eventually<ZoneAnswer> {
  const { qtype, dnssecOk, depth } = question;
  return eventually(question.resolve(target, qtype, depth + 1), (reply) => {
    const all = reply === undefined ? answer : [...answer, ...reply.answer];
    const result = resultOf(reply);
    return {
      answer: all,
      authority: authorityFor(zone, result, dnssecOk),
      additional: additionalFor(zone, all, dnssecOk),
      result,
      path,
    };
  });
}

/** REFUSED and the like keep NOERROR: the CNAME is the answer, and the resolver follows it itself. */
function resultOf(reply: Message | undefined): LookupResult {
  if (reply === undefined) return "success";
  if (reply.rcode === 3) return "name error";
  if (reply.rcode === 2) return "server failure";
  return reply.rcode === 0 && reply.answer.length === 0 ? "no data" : "success";
}

function eventually<T, U>(value: Eventually<T>, change: (value: T) => U): Eventually<U> {
  return value instanceof Promise ? value.then(change) : change(value);
}
