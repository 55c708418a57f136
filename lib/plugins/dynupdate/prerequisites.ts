/** What must hold before an update is made (RFC 2136 section 3.2; CoreDNS, checkPrerequisites). */
import { Class } from "../../dns/iana/class.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType, rrtypeName } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import { type CanonicalName, canonical, isAtOrBelow } from "../../dns/name/name.ts";
import { isKnownType } from "../../dns/rdata/table.ts";
import type { Sentence } from "../../explanation/words.ts";
import { isOfSigning } from "./permission.ts";
import { isAt, isEmpty, isMetaType, isSameSet, type Records, setOf } from "./records.ts";
import { words } from "./words.ts";

/** Why an update is not made. */
export interface Refusal {
  readonly rcode: number;
  readonly sentence: Sentence;
}

/** A zone as updates see it. */
export interface UpdatedZone {
  readonly origin: CanonicalName;
  readonly records: Records;
}

/** The first prerequisite that does not hold; undefined when all do. */
export function failedPrerequisite(zone: UpdatedZone, prerequisites: Records): Refusal | undefined {
  const wanted = new Map<string, ResourceRecord[]>();
  for (const record of prerequisites) {
    const refusal = refusalOf(zone, record);
    if (refusal !== undefined) return refusal;
    if (record.class !== Class.IN) continue;
    const set = `${canonical(record.name)} ${record.type}`;
    wanted.set(set, [...(wanted.get(set) ?? []), record]);
  }
  for (const set of wanted.values()) {
    const [first] = set;
    if (first === undefined || isSameSet(setOf(zone.records, canonical(first.name), first.type), set)) continue;
    const facts = { name: first.name, type: rrtypeName(first.type) };
    return { rcode: Rcode.NXRRSET, sentence: words.otherValues(facts) };
  }
  return undefined;
}

function refusalOf({ origin, records }: UpdatedZone, record: ResourceRecord): Refusal | undefined {
  const { type, class: qclass, ttl } = record;
  const name = canonical(record.name);
  const bad: Refusal = { rcode: Rcode.FORMERR, sentence: words.badPrerequisite({ name }) };
  if (ttl !== 0) return bad;
  if (!isAtOrBelow(name, origin)) return { rcode: Rcode.NOTZONE, sentence: words.notInZone({ name, origin }) };
  if (isOfSigning(type)) return { rcode: Rcode.NOTIMP, sentence: words.ofSigning({ type: rrtypeName(type) }) };
  const isValueless = qclass === Class.ANY || qclass === Class.NONE;
  if (!isValueless && qclass !== Class.IN) return bad;
  if (isValueless && !isEmpty(record)) return bad;
  if (!isKnownType(type) || type === RRType.None || (isMetaType(type) && !(isValueless && type === RRType.ANY))) {
    return bad;
  }
  if (!isValueless) return undefined;
  const wantsThere = qclass === Class.ANY;
  if (type === RRType.ANY) {
    if (records.some(isAt(name)) === wantsThere) return undefined;
    return wantsThere
      ? { rcode: Rcode.NXDOMAIN, sentence: words.nameMissing({ name }) }
      : { rcode: Rcode.YXDOMAIN, sentence: words.nameThere({ name }) };
  }
  if (setOf(records, name, type).length > 0 === wantsThere) return undefined;
  const facts = { name, type: rrtypeName(type) };
  return wantsThere
    ? { rcode: Rcode.NXRRSET, sentence: words.setMissing(facts) }
    : { rcode: Rcode.YXRRSET, sentence: words.setThere(facts) };
}
