/** Catalog zones (RFC 9432; CoreDNS, pkg/catalog). */
import { Class } from "../../dns/iana/class.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import { type CanonicalName, canonical, labels, type Name } from "../../dns/name/name.ts";
import { writeRecord } from "../../dns/text/record.ts";
import { quoteOctets } from "../../go/quote.ts";

const VERSION = "2";

/** A zone that a catalog lists. */
export interface Member {
  /** The label under which it is listed. */
  readonly id: string;
  readonly zone: CanonicalName;
  /** The catalog that may take it over. */
  readonly changeOfOwnership: CanonicalName | undefined;
}

/** The members by their labels, or why the zone is no catalog. */
export type CatalogReading =
  | { readonly ok: true; readonly members: readonly Member[] }
  | { readonly ok: false; readonly error: string };

/** What is found in a catalog before it is judged. */
interface Found {
  hasSoa: boolean;
  hasNs: boolean;
  readonly versions: string[];
  readonly zones: Map<string, CanonicalName[]>;
  readonly owners: Map<string, CanonicalName[]>;
}

/** Reads the catalog out of its records. */
export function readCatalog(origin: CanonicalName, records: readonly ResourceRecord[]): CatalogReading {
  const found: Found = { hasSoa: false, hasNs: false, versions: [], zones: new Map(), owners: new Map() };
  const suffix = ["zones", ...labels(origin)];
  for (const record of records) {
    if (record.class !== Class.IN) return wrong(`catalog zone ${origin} contains non-IN record ${writeRecord(record)}`);
    note(record, { origin, suffix, found });
  }
  if (!found.hasSoa) return wrong(`catalog zone ${origin} has no SOA record`);
  if (!found.hasNs) return wrong(`catalog zone ${origin} has no NS record`);
  const [version] = found.versions;
  if (version === undefined || found.versions.length > 1)
    return wrong(`catalog zone ${origin} must have exactly one version TXT record`);
  if (version !== VERSION) return wrong(`catalog zone ${origin} has unsupported version ${quoteOctets(version)}`);
  return membersOf(origin, found);
}

interface Noting {
  readonly origin: CanonicalName;
  /** The labels of `zones.ORIGIN`. */
  readonly suffix: readonly string[];
  readonly found: Found;
}

function note({ name, rdata }: ResourceRecord, { origin, suffix, found }: Noting): void {
  const owner = canonical(name);
  if (rdata.kind === "SOA") found.hasSoa ||= owner === origin;
  else if (rdata.kind === "NS") found.hasNs ||= owner === origin;
  else if (rdata.kind === "TXT") {
    if (owner === versionOwner(origin)) found.versions.push(rdata.texts.join(""));
  } else if (rdata.kind === "PTR") {
    const [first = "", second = ""] = labels(owner);
    const depth = depthBelow(owner, suffix);
    if (depth === 1) add(found.zones, first, rdata.target);
    else if (depth === 2 && first === "coo") add(found.owners, second, rdata.target);
  }
}

function versionOwner(origin: CanonicalName): string {
  return `version.${origin}`;
}

/** How many labels a name has before these; undefined when it does not end in them. */
function depthBelow(name: Name, suffix: readonly string[]): number | undefined {
  const all = labels(name);
  const depth = all.length - suffix.length;
  return depth >= 0 && suffix.every((label, at) => all[depth + at] === label) ? depth : undefined;
}

function add(to: Map<string, CanonicalName[]>, id: string, name: Name): void {
  to.set(id, [...(to.get(id) ?? []), canonical(name)]);
}

function membersOf(origin: CanonicalName, { zones, owners }: Found): CatalogReading {
  const seen = new Map<CanonicalName, string>();
  const members: Member[] = [];
  for (const [id, listed] of zones) {
    const [zone] = listed;
    if (zone === undefined || listed.length > 1)
      return wrong(`catalog member ${id}.zones.${origin} must have exactly one PTR record`);
    const previous = seen.get(zone);
    if (previous !== undefined) return wrong(`catalog member zone ${zone} is listed by both ${previous} and ${id}`);
    seen.set(zone, id);
    const heirs = owners.get(id) ?? [];
    if (heirs.length > 1) return wrong(`catalog member ${id} has more than one coo PTR record`);
    members.push({ id, zone, changeOfOwnership: heirs[0] });
  }
  return { ok: true, members: members.sort((one, other) => (one.id < other.id ? -1 : 1)) };
}

function wrong(error: string): CatalogReading {
  return { ok: false, error };
}
