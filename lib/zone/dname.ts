/** The CNAME that a DNAME makes for a name below it (RFC 6672 section 3.1). */
import { Class } from "../dns/iana/class.ts";
import { RRType } from "../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../dns/message/message.ts";
import {
  type CanonicalName,
  canonical,
  countLabels,
  isAtOrBelow,
  joinLabels,
  labels,
  type Name,
} from "../dns/name/name.ts";
import type { Rdata } from "../dns/rdata/rdata.ts";

type Cname = ResourceRecord<Extract<Rdata, { kind: "CNAME" }>>;

/** The CNAME for `qname`; undefined when the DNAME does not stand above it or the new name would be too long. */
export function synthesize(qname: CanonicalName, dname: ResourceRecord): Cname | undefined {
  if (dname.rdata.kind !== "DNAME") return undefined;
  const owner = canonical(dname.name);
  if (qname === owner || !isAtOrBelow(qname, owner)) return undefined;
  const kept = labels(qname).slice(0, countLabels(qname) - countLabels(owner));
  const target: Name | undefined = joinLabels(kept, dname.rdata.target);
  if (target === undefined) return undefined;
  return { name: qname, type: RRType.CNAME, class: Class.IN, ttl: dname.ttl, rdata: { kind: "CNAME", target } };
}
