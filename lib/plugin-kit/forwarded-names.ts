/** Which queries a plugin hands to upstreams, and why not the others (CoreDNS, plugins forward and grpc, match). */
import type { Query } from "../chain/query.ts";
import { type CanonicalName, isAtOrBelow } from "../dns/name/name.ts";
import type { Why } from "../explanation/why.ts";
import { defineWords } from "../explanation/words.ts";

/** What is forwarded. */
export interface ForwardedNames {
  readonly from: CanonicalName;
  readonly except: readonly CanonicalName[];
}

const words = defineWords({
  outside: "{qname} is not in {from}, and only that is forwarded",
  excepted: "{qname} is in {zone}, which is excepted from forwarding",
});

/** Whether a query is to be forwarded; FROM itself is, even when it is excepted. */
export function isForwarded({ qname }: Query, { from, except }: ForwardedNames, why: Why | undefined): boolean {
  if (!isAtOrBelow(qname, from)) {
    why?.because("not in scope", words.outside({ qname, from }));
    return false;
  }
  const zone = qname === from ? undefined : except.find((one) => isAtOrBelow(qname, one));
  if (zone === undefined) return true;
  why?.because("not in scope", words.excepted({ qname, zone }));
  return false;
}
