/**
 * The records of a zone by owner name. The apex's SOA and NS stand apart from the names, as in CoreDNS: an apex with
 * nothing else is no node. Names outside of the zone are kept as well.
 */
import { RRType } from "../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../dns/message/message.ts";
import { type CanonicalName, canonical, type Name, parentOf } from "../dns/name/name.ts";
import { compareNames } from "../dns/name/order.ts";
import type { Rdata } from "../dns/rdata/rdata.ts";
import { nsec3Unsupported } from "./refusal.ts";

type Soa = ResourceRecord<Extract<Rdata, { kind: "SOA" }>>;

/** A name that owns records. */
export interface ZoneNode {
  /** The owner as its first record spells it. */
  readonly name: Name;
  /** Records by type, in the order of the file. */
  readonly records: ReadonlyMap<number, readonly ResourceRecord[]>;
}

/** SOA and NS of the zone with their signatures. */
export interface Apex {
  readonly soa: Soa | undefined;
  readonly ns: readonly ResourceRecord[];
  readonly soaSignatures: readonly ResourceRecord[];
  readonly nsSignatures: readonly ResourceRecord[];
}

interface GrowingNode {
  readonly name: Name;
  readonly records: Map<number, ResourceRecord[]>;
}

const NOTHING: readonly ResourceRecord[] = [];

/** A zone's data. Filled once, then only read. */
export class Zone {
  readonly origin: CanonicalName;
  #soa: Soa | undefined;
  readonly #ns: ResourceRecord[] = [];
  readonly #soaSignatures: ResourceRecord[] = [];
  readonly #nsSignatures: ResourceRecord[] = [];
  readonly #nodes = new Map<CanonicalName, GrowingNode>();
  /** Every name that has a node below it. */
  readonly #ancestors = new Set<CanonicalName>();
  #ordered: readonly CanonicalName[] | undefined;

  constructor(origin: CanonicalName) {
    this.origin = origin;
  }

  get apex(): Apex {
    return { soa: this.#soa, ns: this.#ns, soaSignatures: this.#soaSignatures, nsSignatures: this.#nsSignatures };
  }

  /**
   * Adds a record; names are put in lower case where CoreDNS does, and `kept` is told of the record as it then is. Gives
   * CoreDNS's words when it cannot be taken.
   */
  insert(given: ResourceRecord, kept?: (record: ResourceRecord) => void): string | undefined {
    const record = lowered(given);
    kept?.(record);
    const atApex = record.name === this.origin;
    const { rdata, type } = record;
    if (type === RRType.NSEC3 || type === RRType.NSEC3PARAM) {
      return nsec3Unsupported(record.name, this.origin);
    }
    if (isSoa(record)) this.#soa = record;
    else if (rdata.kind === "NS" && atApex) this.#ns.push(record);
    else if (rdata.kind === "RRSIG" && rdata.typeCovered === RRType.SOA) this.#soaSignatures.push(record);
    else if (rdata.kind === "RRSIG" && rdata.typeCovered === RRType.NS && atApex) this.#nsSignatures.push(record);
    else this.#addToNode(record);
    return undefined;
  }

  #addToNode(record: ResourceRecord): void {
    const key = canonical(record.name);
    let node = this.#nodes.get(key);
    if (node === undefined) {
      node = { name: record.name, records: new Map() };
      this.#nodes.set(key, node);
      this.#ordered = undefined;
      for (let above = parentOf(key); above !== undefined && !this.#ancestors.has(above); above = parentOf(above)) {
        this.#ancestors.add(above);
      }
    }
    const rrset = node.records.get(record.type);
    if (rrset === undefined) node.records.set(record.type, [record]);
    else rrset.push(record);
  }

  /** The node of a name; undefined when the name owns nothing. */
  node(name: CanonicalName): ZoneNode | undefined {
    return this.#nodes.get(name);
  }

  /** True when some name strictly below this one owns records: without a node, it is an empty non-terminal. */
  hasNameBelow(name: CanonicalName): boolean {
    return this.#ancestors.has(name);
  }

  /** The last node that is not after the name in canonical order (RFC 4034 section 6.1): whose NSEC covers it. */
  atOrBefore(name: CanonicalName): ZoneNode | undefined {
    const names = this.#inOrder();
    let low = 0;
    let high = names.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const candidate = names[middle];
      if (candidate !== undefined && compareNames(candidate, name) <= 0) low = middle + 1;
      else high = middle;
    }
    const found = names[low - 1];
    return found === undefined ? undefined : this.#nodes.get(found);
  }

  /** The first node, in the order of the file, whose name is wanted; it looks at them one by one. */
  find(isWanted: (name: CanonicalName) => boolean): ZoneNode | undefined {
    for (const [name, node] of this.#nodes) if (isWanted(name)) return node;
    return undefined;
  }

  /** All nodes in canonical order. */
  nodes(): ZoneNode[] {
    return this.#inOrder().flatMap((name) => this.#nodes.get(name) ?? []);
  }

  /** How many names own records. */
  get size(): number {
    return this.#nodes.size;
  }

  #inOrder(): readonly CanonicalName[] {
    this.#ordered ??= [...this.#nodes.keys()].sort(compareNames);
    return this.#ordered;
  }
}

function isSoa(record: ResourceRecord): record is Soa {
  return record.rdata.kind === "SOA";
}

/** The records of a type at a node; none for no node. */
export function recordsOf(node: ZoneNode | undefined, type: number): readonly ResourceRecord[] {
  return node?.records.get(type) ?? NOTHING;
}

/** The signatures over a type at a node. */
export function signaturesOf(node: ZoneNode | undefined, typeCovered: number): readonly ResourceRecord[] {
  const signatures = recordsOf(node, RRType.RRSIG);
  if (signatures.length === 0) return signatures;
  return signatures.filter(({ rdata }) => rdata.kind === "RRSIG" && rdata.typeCovered === typeCovered);
}

/** CoreDNS puts owners and some names of RDATA in lower case when it reads a zone; SRV records stay as they are. */
function lowered(record: ResourceRecord): ResourceRecord {
  if (record.rdata.kind === "SRV") return record;
  const name = canonical(record.name);
  const rdata = loweredRdata(record.rdata);
  return name === record.name && rdata === record.rdata ? record : { ...record, name, rdata };
}

function loweredRdata(rdata: Rdata): Rdata {
  switch (rdata.kind) {
    case "NS":
    case "CNAME":
    case "SVCB":
    case "HTTPS":
      return { ...rdata, target: canonical(rdata.target) };
    case "SOA":
      return { ...rdata, mname: canonical(rdata.mname), rname: canonical(rdata.rname) };
    case "MX":
      return { ...rdata, exchange: canonical(rdata.exchange) };
    default:
      return rdata;
  }
}
