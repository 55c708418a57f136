/** Names by which the edges of a zone show: its apex, a child that nobody has, and a sibling. */
import { type CanonicalName, joinLabels, labels, parentOf, ROOT } from "../dns/name/name.ts";

const UNKNOWN = "no-such-name";
const BESIDE = "beside";
const OCTETS_OF_IPV4 = 4;
const NIBBLES_OF_IPV6 = 32;

/** A name for each edge of the zone. */
export interface ZonePoints {
  readonly apex: CanonicalName;
  /** A name below it that no configuration has. */
  readonly unknownChild: CanonicalName | undefined;
  /** A name beside it, in its parent; the root has none. */
  readonly sibling: CanonicalName | undefined;
}

/** The points of a zone. */
export function zonePoints(zone: CanonicalName): ZonePoints {
  return { apex: zone, unknownChild: unknownBelow(zone), sibling: siblingOf(zone) };
}

/** A name that nobody has below another; that of an address in a reverse zone. */
export function unknownBelow(zone: CanonicalName): CanonicalName | undefined {
  return below(reverseLabels(zone) ?? [UNKNOWN], zone);
}

/** A name beside another one, as deep as it is. */
export function siblingOf(name: CanonicalName): CanonicalName | undefined {
  const parent = parentOf(name);
  const [first = ""] = labels(name);
  if (parent === undefined) return undefined;
  return below(
    [/^\d+$/.test(first) ? String((Number(first) + 1) % 256) : `${first === "*" ? "x" : first}-${BESIDE}`],
    parent,
  );
}

/** These labels below a name; undefined when it has no room for them. */
export function below(first: readonly string[], parent: CanonicalName): CanonicalName | undefined {
  return joinLabels(first, parent)?.toLowerCase() as CanonicalName | undefined;
}

/** The labels that are missing to an address; undefined for zones of names. */
function reverseLabels(zone: CanonicalName): readonly string[] | undefined {
  const known = labels(zone);
  const last = known.slice(-2).join(".");
  const wanted = last === "in-addr.arpa" ? OCTETS_OF_IPV4 : last === "ip6.arpa" ? NIBBLES_OF_IPV6 : 0;
  const missing = wanted - (known.length - 2);
  return wanted === 0 || missing <= 0 || zone === ROOT ? undefined : Array.from({ length: missing }, () => "7");
}
