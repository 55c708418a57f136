/**
 * NSEC records made for the question: "black lies". A name that does not exist is said to exist without the type that was
 * asked for, so that one record denies it (draft-valsorda-dnsop-black-lies).
 */
import { Class } from "../../dns/iana/class.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { Question, ResourceRecord } from "../../dns/message/message.ts";
import { type CanonicalName, canonical, labels, type Name, ROOT } from "../../dns/name/name.ts";
import type { NSEC } from "../../dns/rdata/nsec.ts";

/** Types that any name below the apex may have. */
const NAME_TYPES: readonly number[] = [
  RRType.A,
  RRType.HINFO,
  RRType.TXT,
  RRType.AAAA,
  RRType.LOC,
  RRType.SRV,
  RRType.CERT,
  RRType.SSHFP,
  RRType.RRSIG,
  RRType.NSEC,
  RRType.TLSA,
  RRType.HIP,
  RRType.OPENPGPKEY,
  RRType.SPF,
];
const inOrder = (...types: readonly number[]): readonly number[] => [...types].sort((a, b) => a - b);
const DELEGATION_TYPES: readonly number[] = inOrder(...NAME_TYPES, RRType.NS);
const APEX_TYPES: readonly number[] = inOrder(...NAME_TYPES, RRType.NS, RRType.SOA, RRType.MX, RRType.DNSKEY);

/** What is denied: that the name has the type at all, or that a delegation has a DS record. */
export interface Denial {
  readonly question: Question;
  readonly zone: CanonicalName;
  readonly ttl: number;
  readonly isDelegation: boolean;
}

/** The record that denies it. Its next name may be longer than names are, as in CoreDNS; with a label that is, it is not signed. */
export function denialOf({ question, zone, ttl, isDelegation }: Denial): ResourceRecord<NSEC> {
  const { name, type } = question;
  const isApex = canonical(name) === zone;
  const rdata: NSEC = {
    kind: "NSEC",
    next: isDelegation && !isApex ? afterDelegation(name) : firstBelow(name),
    types: typesOf({ type, isApex, isDelegation }),
  };
  return { name, type: RRType.NSEC, class: Class.IN, ttl, rdata };
}

function typesOf({ type, isApex, isDelegation }: { type: number; isApex: boolean; isDelegation: boolean }) {
  if (!isApex && (isDelegation || type === RRType.DS)) return DELEGATION_TYPES;
  const types = isApex ? APEX_TYPES : NAME_TYPES;
  return isDelegation || type === RRType.NSEC ? types : types.filter((other) => other !== type);
}

/** The first name that could come after this one. */
function firstBelow(name: Name): Name {
  return (name === ROOT ? "\\000." : `\\000.${name}`) as Name;
}

/** The name after this one and all that is below it. */
function afterDelegation(name: Name): Name {
  const [first = "", ...rest] = labels(name);
  return `${[`${first}\\000`, ...rest].join(".")}.` as Name;
}
