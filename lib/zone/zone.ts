/**
 * The records of a zone by owner name. The apex's SOA and NS stand apart from the names, as in CoreDNS: an apex with
 * nothing else is no node. Names outside of the zone are kept as well. Names and records are octets in a few buffers;
 * objects are made of those that somebody looks at.
 */
import { RRType } from "../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../dns/message/message.ts";
import { type CanonicalName, canonical, type Name } from "../dns/name/name.ts";
import type { Rdata } from "../dns/rdata/rdata.ts";
import type { PlainRecord } from "../dns/text/plain-lines.ts";
import type { RecordPlace } from "../dns/text/record-reader.ts";
import { MetNames } from "./met-names.ts";
import { NameIndex, putName } from "./name-index.ts";
import { NodeOrder } from "./node-order.ts";
import { OctetPool } from "./octet-pool.ts";
import { RecordStore } from "./record-store.ts";
import { nsec3Unsupported } from "./refusal.ts";
import { type StoredPlace, ZoneFiles, ZoneRecord } from "./zone-record.ts";

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

const NOTHING: readonly ResourceRecord[] = [];
const scratch = new Uint8Array(1024);

/** A zone's data. Filled once, then only read. */
export class Zone {
  readonly origin: CanonicalName;
  #soa: Soa | undefined;
  readonly #ns: ResourceRecord[] = [];
  readonly #soaSignatures: ResourceRecord[] = [];
  readonly #nsSignatures: ResourceRecord[] = [];
  readonly #pool = new OctetPool();
  readonly #files = new ZoneFiles();
  readonly #names = new NameIndex(this.#pool);
  readonly #records = new RecordStore(this.#pool, this.#files);
  readonly #order = new NodeOrder(this.#names);
  readonly #met = new MetNames<ZoneNode>();
  #hasNsec = false;

  constructor(origin: CanonicalName) {
    this.origin = origin;
  }

  get apex(): Apex {
    return { soa: this.#soa, ns: this.#ns, soaSignatures: this.#soaSignatures, nsSignatures: this.#nsSignatures };
  }

  /**
   * Adds a record, which may stand somewhere; names are put in lower case where CoreDNS does. Gives CoreDNS's words when
   * it cannot be taken.
   */
  insert(given: ResourceRecord, at?: RecordPlace): string | undefined {
    const place = {
      files: this.#files,
      file: at === undefined ? 0 : this.#files.numberOf(at.file),
      line: at?.line ?? 0,
    };
    const record = new ZoneRecord(lowered(given), place);
    const atApex = record.name === this.origin;
    const { rdata, type } = record;
    if (type === RRType.NSEC3 || type === RRType.NSEC3PARAM) {
      return nsec3Unsupported(record.name, this.origin);
    }
    if (isSoa(record)) this.#soa = record;
    else if (rdata.kind === "NS" && atApex) this.#ns.push(record);
    else if (rdata.kind === "RRSIG" && rdata.typeCovered === RRType.SOA) this.#soaSignatures.push(record);
    else if (rdata.kind === "RRSIG" && rdata.typeCovered === RRType.NS && atApex) this.#nsSignatures.push(record);
    else this.#addToNode(record, place);
    return undefined;
  }

  /** Adds a record that was read into octets; those of the apex that stand apart are not among them. */
  insertPlain(record: PlainRecord, place: RecordPlace): void {
    if (record.type === RRType.NSEC) this.#hasNsec = true;
    const stored = this.#records.put(record, record.rdata, {
      file: this.#files.numberOf(place.file),
      line: place.line,
    });
    this.#append(this.#names.findOrAdd(record.owner.octets, record.owner.length), stored);
  }

  /** True when there are records that prove what is not there. */
  get hasNsec(): boolean {
    return this.#hasNsec;
  }

  #addToNode(record: ZoneRecord, place: StoredPlace): void {
    if (record.type === RRType.NSEC) this.#hasNsec = true;
    const key = canonical(record.name);
    const stored = this.#records.add(record, place, key === record.name);
    this.#append(this.#names.findOrAdd(scratch, putName(key, scratch)), stored);
  }

  #append(entry: number, record: number): void {
    const before = this.#names.append(entry, record);
    if (before === 0) this.#order.add(entry);
    else this.#records.link(before, record);
    this.#met.clear();
  }

  /** The node of a name; undefined when the name owns nothing. */
  node(name: CanonicalName): ZoneNode | undefined {
    const met = this.#met.get(name);
    if (met !== undefined) return met;
    const entry = this.#names.find(name);
    if (entry === 0 || this.#names.firstOf(entry) === 0) return undefined;
    const node = this.#read(entry, name);
    this.#met.keep(name, entry, node);
    return node;
  }

  /** Makes the objects of a name. */
  #read(entry: number, owner: CanonicalName): ZoneNode {
    const records = new Map<number, ResourceRecord[]>();
    let name: Name | undefined;
    for (let at = this.#names.firstOf(entry); at !== 0; at = this.#records.nextOf(at)) {
      const record = this.#records.read(at, owner);
      name ??= record.name;
      const rrset = records.get(record.type);
      if (rrset === undefined) records.set(record.type, [record]);
      else rrset.push(record);
    }
    return { name: name ?? owner, records };
  }

  /** True when some name strictly below this one owns records: without a node, it is an empty non-terminal. */
  hasNameBelow(name: CanonicalName): boolean {
    return this.#names.hasNamesBelow(name);
  }

  /** The last node that is not after the name in canonical order (RFC 4034 section 6.1): whose NSEC covers it. */
  atOrBefore(name: CanonicalName): ZoneNode | undefined {
    const found = this.#order.atOrBefore(name);
    return found === 0 ? undefined : this.node(this.#names.nameOf(found));
  }

  /** Puts the nodes in canonical order in steps, so that whoever wants that order first does not wait for it. */
  sortSteps(): Generator<undefined, undefined> {
    return this.#order.sortSteps();
  }

  /** The first node, in the order of the file, whose name is wanted; it looks at them one by one. */
  find(isWanted: (name: CanonicalName) => boolean): ZoneNode | undefined {
    for (const entry of this.#order.asAdded()) {
      const name = this.#names.nameOf(entry);
      if (isWanted(name)) return this.node(name);
    }
    return undefined;
  }

  /** All nodes in canonical order, as objects at once; see `walk`. */
  nodes(): ZoneNode[] {
    return [...this.walk()];
  }

  /** The nodes in canonical order, one by one: none is kept, so that a large zone can be gone through. */
  *walk(): Generator<ZoneNode, undefined> {
    for (const entry of this.#order.inOrder()) yield this.#read(entry, this.#names.nameOf(entry));
    return undefined;
  }

  /** All records: those of the apex that stand apart, then those of the nodes in canonical order, one by one. */
  *records(): Generator<ResourceRecord, undefined> {
    if (this.#soa !== undefined) yield this.#soa;
    yield* this.#soaSignatures;
    yield* this.#ns;
    yield* this.#nsSignatures;
    for (const { records } of this.walk()) for (const rrset of records.values()) yield* rrset;
    return undefined;
  }

  /** Where a record of the zone's begins; undefined when nobody told. */
  placeOf(record: ResourceRecord): RecordPlace | undefined {
    return ZoneRecord.placeOf(record, this.#files);
  }

  /** How many names own records. */
  get size(): number {
    return this.#order.size;
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
