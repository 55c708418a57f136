/** Why a name or a type is denied: what exists instead, and what keeps a wildcard from covering it. */
import type { Query } from "../chain/query.ts";
import { RRType, rrtypeName } from "../dns/iana/rrtype.ts";
import { canonical, type Name } from "../dns/name/name.ts";
import type { Why } from "../explanation/why.ts";
import type { Range } from "../text/position.ts";
import { childOf, type HiddenWildcard, hiddenWildcard, typesAt, withOriginTwice } from "../zone/around.ts";
import type { Zone, ZoneNode } from "../zone/zone.ts";
import type { Looked } from "./explain-zone-alias.ts";
import { zoneWords as words } from "./zone-words.ts";

interface Denied {
  readonly query: Query;
  readonly zone: Zone;
  readonly lineOf: (node: ZoneNode | undefined) => Range | undefined;
}

/** States why nothing was found; false when it was, or when there is nothing more to tell. */
export function explainDenial(query: Query, { loaded, answer }: Looked, why: Why): boolean {
  const { zone } = loaded;
  if (zone === undefined || answer.answer.length > 0) return false;
  const lineOf = (node: ZoneNode | undefined): Range | undefined => {
    const [first] = node?.records.values() ?? [];
    return first?.[0] === undefined ? undefined : loaded.placeOf(first[0]);
  };
  const denied = { query, zone, lineOf };
  const { path, result } = answer;
  if (result === "name error") return explainMissingName(denied, why);
  if (path.kind === "zone cut") return explainOccluded(denied, path.name, why);
  if (path.kind === "wildcard") return explainWildcardData(denied, path.name, why);
  if (path.kind === "empty non-terminal") return explainParent(denied, why);
  return result === "no data" && explainMissingType(denied, why);
}

function explainMissingName({ query, zone, lineOf }: Denied, why: Why): boolean {
  const { qname } = query;
  const hidden = hiddenWildcard(zone, qname);
  if (hidden !== undefined) {
    const facts = { qname, wildcard: hidden.wildcard, encloser: encloserText(hidden) };
    why.because("answered", words.hiddenWildcard(facts), { rule: lineOfEncloser(hidden, { zone, lineOf }) });
    return true;
  }
  const twice = withOriginTwice(zone, qname);
  if (twice === undefined) return false;
  why.because("answered", words.dotMissing({ qname, owner: twice.name }), { rule: lineOf(twice) });
  return true;
}

/** `c.d.example.org. exists, as the parent of r.c.d.example.org.` */
function encloserText({ encloser, child }: HiddenWildcard): string {
  return child === undefined ? `${encloser} exists` : `${encloser} exists, as the parent of ${child}`;
}

function lineOfEncloser({ encloser, child }: HiddenWildcard, { zone, lineOf }: Pick<Denied, "zone" | "lineOf">) {
  return lineOf(zone.node(canonical(child ?? encloser)));
}

function explainMissingType({ query, zone, lineOf }: Denied, why: Why): boolean {
  const { qname } = query;
  const node = zone.node(qname);
  const facts = { qname, qtype: rrtypeName(query.qtype), types: typesAt(node).join(", ") };
  why.because("answered", words.otherTypes(facts), { rule: lineOf(node) });
  if (query.qtype === RRType.ANY) why.note(words.anyIsNoType());
  const hidden = hiddenWildcard(zone, qname);
  if (hidden !== undefined) {
    const { wildcard } = hidden;
    why.note(words.notFilledUp({ qname, wildcard }), { rule: lineOf(zone.node(canonical(wildcard))) });
  }
  return true;
}

/** A name without records of its own; at the apex the SOA and the NS records are no part of the node. */
function explainParent({ query, zone, lineOf }: Denied, why: Why): boolean {
  const { qname } = query;
  const qtype = rrtypeName(query.qtype);
  if (qname === zone.origin) {
    const types = zone.apex.ns.length > 0 ? "SOA, NS" : "SOA";
    why.because("answered", words.otherTypes({ qname, qtype, types }));
    return true;
  }
  const child = childOf(zone, qname);
  if (child === undefined) return false;
  const rule = lineOf(zone.node(canonical(child)));
  why.because("answered", words.onlyParent({ qname, child }), { rule });
  return true;
}

function explainWildcardData({ query, zone, lineOf }: Denied, wildcard: Name, why: Why): boolean {
  const key = canonical(wildcard);
  const node = zone.node(key);
  const facts = { qname: query.qname, wildcard };
  if (node === undefined) {
    const child = childOf(zone, key) ?? wildcard;
    const rule = lineOf(zone.node(canonical(child)));
    why.because("answered", words.wildcardParent({ ...facts, child }), { rule });
  } else {
    const more = { qtype: rrtypeName(query.qtype), types: typesAt(node).join(", ") };
    why.because("answered", words.wildcardTypes({ ...facts, ...more }), { rule: lineOf(node) });
  }
  return true;
}

/** Below a zone cut the parent zone's file has glue at most (RFC 1034 section 4.2.1). */
function explainOccluded({ query, zone, lineOf }: Denied, cut: Name, why: Why): boolean {
  const { qname } = query;
  const own = zone.node(qname);
  if (own !== undefined && own.name !== cut) {
    why.note(words.notUsed({ qname, cut, types: typesAt(own).join(", ") }), { rule: lineOf(own) });
  }
  return false;
}
