/** Puts into words what the cache kept and what it still says, for those who watch. */

import type { Query } from "../../chain/query.ts";
import { className } from "../../dns/iana/class.ts";
import { Rcode, rcodeText } from "../../dns/iana/rcode.ts";
import { RRType, rrtypeName } from "../../dns/iana/rrtype.ts";
import type { Message } from "../../dns/message/message.ts";
import type { Why } from "../../explanation/why.ts";
import type { Half } from "./cacheable.ts";
import type { Kept } from "./keeper.ts";
import { words } from "./words.ts";

/** Says whether a reply that came back is kept, for how long, and what that does to its TTL. */
export function explainKept({ half, ttlSeconds: ttl, notKept }: Kept, came: Message, why: Why): void {
  if (notKept !== undefined) {
    why.back("observed", words.notKept({ why: notKept }));
    return;
  }
  why.back("observed", words.kept({ ttl, half }));
  if (half === "denial") why.note(words.staysDenied({ ttl, kind: kindOf(came.rcode, half) }));
  const own = smallestTtl(came);
  if (own === undefined || own === ttl || came.rcode === Rcode.SERVFAIL) return;
  why.note(own > ttl ? words.lowered({ own, ttl }) : words.raised({ own, ttl }));
}

/** A kept reply, found again. */
export interface Hit {
  readonly rcode: number;
  readonly half: Half;
  readonly left: number;
  /** The plugin behind the cache. */
  readonly next: string;
}

/** Says that nobody behind the cache is asked while the entry holds. */
export function noteStanding({ rcode, half, left, next }: Hit, why: Why): void {
  const facts = { kind: kindOf(rcode, half), left, next };
  why.note(half === "denial" ? words.denialStands(facts) : words.stands(facts));
}

/** Says that a denial that has expired is served. */
export function noteStaleDenial(rcode: number, upTo: number, why: Why): void {
  why.note(words.staleDenial({ kind: kindOf(rcode, "denial"), upTo }));
}

function kindOf(rcode: number, half: Half): string {
  if (rcode !== Rcode.NOERROR) return rcodeText(rcode);
  return half === "denial" ? "NODATA" : "what the plugins said then";
}

/** Undefined without records; the TTL field of an OPT record is none. */
function smallestTtl({ answer, authority, additional }: Message): number | undefined {
  const ttls = [...answer, ...authority, ...additional.filter(({ type }) => type !== RRType.OPT)].map(({ ttl }) => ttl);
  return ttls.reduce<number | undefined>((least, ttl) => Math.min(least ?? ttl, ttl), undefined);
}

/** Notes by what an entry is found. */
export function noteKey({ qname, qclass, qtype, dnssecOk, request }: Query, why: Why): void {
  const told = (flag: string, isSet: boolean): string => `${flag} ${isSet ? "set" : "not set"}`;
  why.note(
    words.key({
      question: `${qname} ${className(qclass)} ${rrtypeName(qtype)}`,
      dnssecOk: told("DO", dnssecOk),
      checkingDisabled: told("CD", request.checkingDisabled),
    }),
  );
}
