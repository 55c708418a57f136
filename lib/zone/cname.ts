/** Following CNAMEs through a zone, and out of it through the whole server (RFC 1034 section 3.6.2). */
import { RRType } from "../dns/iana/rrtype.ts";
import type { Message, ResourceRecord } from "../dns/message/message.ts";
import { type CanonicalName, canonical, labels, type Name } from "../dns/name/name.ts";
import {
  type Eventually,
  eventually,
  FAILURE,
  type LookupPath,
  type LookupResult,
  type ZoneAnswer,
  type ZoneQuestion,
} from "./answer.ts";
import { namesDownTo, referralAt } from "./referral.ts";
import { additionalFor, authorityFor, nsOf } from "./sections.ts";
import { recordsOf, signaturesOf, type Zone, type ZoneNode } from "./zone.ts";

const MAX_CNAMES = 8;

/** Where an alias was found. */
export interface CnameStart {
  readonly question: ZoneQuestion;
  readonly cnames: readonly ResourceRecord[];
  readonly node: ZoneNode;
  readonly path: LookupPath;
}

/** Follows CNAMEs through the zone, and out of it through the whole server. */
export function followCname(zone: Zone, { question, cnames, node, path }: CnameStart): Eventually<ZoneAnswer> {
  const { qtype, dnssecOk } = question;
  let answer: readonly ResourceRecord[] = [...cnames, ...(dnssecOk ? signaturesOf(node, RRType.CNAME) : [])];
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
      const signatures = dnssecOk && found.length > 0 ? signaturesOf(next, qtype) : [];
      answer = [...answer, ...found, ...signatures];
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
    answer = [...answer, ...more, ...(dnssecOk ? signaturesOf(next, RRType.CNAME) : [])];
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
