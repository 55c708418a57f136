/** The changes of an update (RFC 2136 section 3.4; CoreDNS, validateUpdates and apply). */
import { Class } from "../../dns/iana/class.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType, rrtypeName } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import { type CanonicalName, canonical, isAtOrBelow } from "../../dns/name/name.ts";
import { isKnownType } from "../../dns/rdata/table.ts";
import { isOfSigning } from "./permission.ts";
import type { Refusal, UpdatedZone } from "./prerequisites.ts";
import {
  isEmpty,
  isGreaterSerial,
  isMetaType,
  placeOf,
  type Records,
  setOf,
  soaOf,
  withNextSerial,
} from "./records.ts";
import { words } from "./words.ts";

/** The first record of the update section that cannot be taken; undefined when all can. */
export function badUpdate(origin: CanonicalName, updates: Records): Refusal | undefined {
  for (const record of updates) {
    const { type } = record;
    const name = canonical(record.name);
    if (!isAtOrBelow(name, origin)) return { rcode: Rcode.NOTZONE, sentence: words.notInZone({ name, origin }) };
    if (!isUpdate(record, origin)) return { rcode: Rcode.FORMERR, sentence: words.badUpdate({ name }) };
    if (isOfSigning(type)) return { rcode: Rcode.NOTIMP, sentence: words.ofSigning({ type: rrtypeName(type) }) };
  }
  return undefined;
}

function isUpdate(record: ResourceRecord, origin: CanonicalName): boolean {
  const { type, ttl, rdata } = record;
  if (!isKnownType(type) || type === RRType.None) return false;
  switch (record.class) {
    case Class.IN:
      if (isMetaType(type)) return false;
      // A serial of zero is forbidden for the sake of old servers (RFC 2136 section 7.11).
      return type !== RRType.SOA || (canonical(record.name) === origin && rdata.kind === "SOA" && rdata.serial !== 0);
    case Class.ANY:
      return ttl === 0 && isEmpty(record) && (!isMetaType(type) || type === RRType.ANY);
    case Class.NONE:
      return ttl === 0 && !isMetaType(type);
    default:
      return false;
  }
}

/** The records behind the updates, with the next serial unless an update sets it; undefined when nothing changes. */
export function changed({ origin, records }: UpdatedZone, updates: Records): Records | undefined {
  const changing = new Changing(origin, records);
  for (const update of updates) changing.apply(update);
  return changing.result();
}

class Changing {
  readonly #origin: CanonicalName;
  readonly #before: Records;
  #records: Records;
  #hasSerial = false;

  constructor(origin: CanonicalName, records: Records) {
    this.#origin = origin;
    this.#before = records;
    this.#records = records;
  }

  result(): Records | undefined {
    if (this.#records === this.#before) return undefined;
    return this.#hasSerial ? this.#records : withNextSerial(this.#records);
  }

  apply(update: ResourceRecord): void {
    const name = canonical(update.name);
    if (update.class === Class.IN) this.#add(update, name);
    else if (update.class === Class.ANY) this.#deleteSets(update.type, name);
    else this.#deleteRecord(update, name);
  }

  #add(update: ResourceRecord, name: CanonicalName): void {
    if (update.type === RRType.SOA) this.#replaceSoa(update);
    else if (update.type === RRType.CNAME) this.#setAlias(update, name);
    else if (setOf(this.#records, name, RRType.CNAME).length === 0) {
      const at = placeOf(this.#records, update);
      if (at < 0) this.#records = [...this.#records, update];
      else if (this.#records[at]?.ttl !== update.ttl) this.#records = this.#records.with(at, update);
    }
  }

  #replaceSoa(update: ResourceRecord): void {
    const current = soaOf(this.#records);
    if (current === undefined || update.rdata.kind !== "SOA") return;
    if (!isGreaterSerial(update.rdata.serial, current.rdata.serial)) return;
    this.#records = [...this.#records.filter(({ type }) => type !== RRType.SOA), update];
    this.#hasSerial = true;
  }

  #setAlias(update: ResourceRecord, name: CanonicalName): void {
    const isHere = (record: ResourceRecord): boolean => canonical(record.name) === name;
    if (this.#records.some((record) => isHere(record) && record.type !== RRType.CNAME)) return;
    const existing = setOf(this.#records, name, RRType.CNAME);
    if (existing.length === 1 && existing[0]?.ttl === update.ttl && placeOf(existing, update) === 0) return;
    this.#records = [...this.#records.filter((record) => !isHere(record)), update];
  }

  #deleteSets(type: number, name: CanonicalName): void {
    const isApex = name === this.#origin;
    const stays = (record: ResourceRecord): boolean => {
      if (canonical(record.name) !== name || (type !== RRType.ANY && record.type !== type)) return true;
      return isApex && (record.type === RRType.SOA || record.type === RRType.NS);
    };
    const left = this.#records.filter(stays);
    if (left.length < this.#records.length) this.#records = left;
  }

  #deleteRecord(update: ResourceRecord, name: CanonicalName): void {
    if (name === this.#origin) {
      if (update.type === RRType.SOA) return;
      // The last name server stays.
      if (update.type === RRType.NS && setOf(this.#records, name, RRType.NS).length <= 1) return;
    }
    const at = placeOf(this.#records, update);
    if (at >= 0) this.#records = this.#records.toSpliced(at, 1);
  }
}
