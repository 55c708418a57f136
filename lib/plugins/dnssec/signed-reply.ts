/** Signs what is in a reply, and denies what is not (CoreDNS, Dnssec.Sign). */
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { Message, Question, ResourceRecord } from "../../dns/message/message.ts";
import { type CanonicalName, canonical } from "../../dns/name/name.ts";
import { responseType } from "../../plugin-kit/response-type.ts";
import { longestMatch } from "../../plugin-kit/zones.ts";
import { type Denial, denialOf } from "./denial.ts";
import type { ServerCounters } from "./metrics.ts";
import type { Signer } from "./signer.ts";

type Records = readonly ResourceRecord[];

/** For what a reply is signed. */
export interface ReplyOrder {
  readonly question: Question;
  /** The zone of the question. */
  readonly zone: CanonicalName;
  /** All zones that are signed. */
  readonly zones: readonly CanonicalName[];
  readonly counters: ServerCounters;
  readonly nowMs: number;
}

/** What was done to a reply. */
export interface SignedReply {
  readonly message: Message;
  /** How it was signed; `kept` for a denial that is none of the zone's own. */
  readonly as: "answer" | "denial" | "delegation" | "kept";
}

/** Signs a reply that a plugin after this one made. */
export function signReply(message: Message, order: ReplyOrder, signer: Signer): SignedReply {
  switch (responseType(message, order.nowMs)) {
    case "DELEGATION":
      return { message: signDelegation(message, order, signer), as: "delegation" };
    case "NXDOMAIN":
    case "NODATA": {
      const [soa] = message.authority;
      if (soa?.type !== RRType.SOA || message.authority.length !== 1) return { message, as: "kept" };
      return { message: signDenial(message, order, signer), as: "denial" };
    }
    default:
      return { message: signSections(message, order, signer), as: "answer" };
  }
}

/** Signs the DS records of a referral, or denies that there are any. */
function signDelegation(message: Message, order: ReplyOrder, signer: Signer): Message {
  const { authority } = message;
  const { question, zone, counters } = order;
  const ttl = authority[0]?.ttl ?? 0;
  const ds = authority.filter(({ type }) => type === RRType.DS);
  const added =
    ds.length > 0
      ? signer.sign(ds, { zone, ttl, counters })
      : signedDenial({ question, zone, ttl, isDelegation: true }, order, signer);
  return added === undefined ? message : { ...message, authority: [...authority, ...added] };
}

/** Signs the SOA record of a negative reply, and adds the record that denies; it is NODATA from then on. */
function signDenial(message: Message, order: ReplyOrder, signer: Signer): Message {
  const { question, zone, counters } = order;
  const ttl = message.authority[0]?.ttl ?? 0;
  const authority = [
    ...message.authority,
    ...(signer.sign(message.authority, { zone, ttl, counters }) ?? []),
    ...(signedDenial({ question, zone, ttl, isDelegation: false }, order, signer) ?? []),
  ];
  if (authority.length === 1) return message;
  const denied = { ...message, rcode: Rcode.NOERROR };
  // Who asks for the NSEC record gets it as the answer, with the last of its signatures.
  if (question.type === RRType.NSEC) return { ...denied, answer: authority.slice(-2), authority: [] };
  return { ...denied, authority };
}

function signedDenial(denial: Denial, { zone, counters }: ReplyOrder, signer: Signer): Records | undefined {
  const record = denialOf(denial);
  const signatures = signer.sign([record], { zone, ttl: denial.ttl, counters });
  return signatures === undefined ? undefined : [...signatures, record];
}

function signSections(message: Message, order: ReplyOrder, signer: Signer): Message {
  return {
    ...message,
    answer: signSection(message.answer, order, signer),
    authority: signSection(message.authority, order, signer),
    additional: signSection(message.additional, order, signer),
  };
}

/** A section with the signatures of all its RRsets that are in the zones. */
function signSection(section: Records, { zones, counters }: ReplyOrder, signer: Signer): Records {
  if (section.length === 0) return section;
  let signed = section;
  for (const rrset of rrsetsOf(section)) {
    const [first] = rrset;
    const zone = first === undefined ? undefined : longestMatch(canonical(first.name), zones);
    if (first === undefined || zone === undefined) continue;
    const signatures = signer.sign(rrset, { zone, ttl: first.ttl, counters });
    if (signatures !== undefined) signed = [...signed, ...signatures];
  }
  return signed;
}

/** The RRsets of a section by owner, as it is spelled, and type; signatures need none. */
function rrsetsOf(section: Records): Iterable<Records> {
  const [first] = section;
  const isSignature = ({ type }: ResourceRecord): boolean => type === RRType.RRSIG || type === RRType.OPT;
  if (first !== undefined && section.every(({ name, type }) => type === first.type && name === first.name)) {
    return isSignature(first) ? [] : [section];
  }
  const rrsets = new Map<string, ResourceRecord[]>();
  for (const record of section) {
    if (isSignature(record)) continue;
    const key = `${record.type} ${record.name}`;
    const rrset = rrsets.get(key);
    if (rrset === undefined) rrsets.set(key, [record]);
    else rrset.push(record);
  }
  return rrsets.values();
}
