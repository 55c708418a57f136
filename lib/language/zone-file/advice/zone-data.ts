/** The records of a master file by owner, for rules that ask what a name has. */
import { RRType } from "../../../dns/iana/rrtype.ts";
import { type CanonicalName, canonical, isAtOrBelow, type Name, parentOf } from "../../../dns/name/name.ts";
import type { PlacedRecord } from "../read.ts";

const NOTHING: readonly PlacedRecord[] = [];

export class ZoneData {
  readonly origin: CanonicalName;
  readonly all: readonly PlacedRecord[];
  readonly #byOwner = new Map<CanonicalName, PlacedRecord[]>();

  constructor(origin: CanonicalName, records: readonly PlacedRecord[]) {
    this.origin = origin;
    this.all = records;
    for (const placed of records) {
      const owner = canonical(placed.record.name);
      const there = this.#byOwner.get(owner);
      if (there === undefined) this.#byOwner.set(owner, [placed]);
      else there.push(placed);
    }
  }

  /** Owners with their records, each in the order of the file. */
  get owners(): ReadonlyMap<CanonicalName, readonly PlacedRecord[]> {
    return this.#byOwner;
  }

  /** The records of a name, of one type if it is given. */
  at(name: CanonicalName, type?: number): readonly PlacedRecord[] {
    const records = this.#byOwner.get(name) ?? NOTHING;
    return type === undefined ? records : records.filter(({ record }) => record.type === type);
  }

  /** True when the name is the zone's apex or below it. */
  holds(name: Name): boolean {
    return isAtOrBelow(canonical(name), this.origin);
  }

  /** The zone cut at or above a name, below the apex (RFC 1034 section 4.2.1); wildcards cut nothing. */
  cutAbove(name: CanonicalName): CanonicalName | undefined {
    let found: CanonicalName | undefined;
    for (let at: CanonicalName | undefined = name; at !== undefined && at !== this.origin; at = parentOf(at)) {
      if (!at.startsWith("*.") && this.at(at, RRType.NS).length > 0) found = at;
    }
    return found;
  }

  /** True when a wildcard or a DNAME above may answer for the name, so that nothing is sure about it. */
  isSynthesized(name: CanonicalName): boolean {
    for (let at = parentOf(name); at !== undefined && isAtOrBelow(at, this.origin); at = parentOf(at)) {
      if (this.at(`*.${at}` as CanonicalName).length > 0 || this.at(at, RRType.DNAME).length > 0) return true;
    }
    return false;
  }

  hasAddress(name: CanonicalName): boolean {
    return this.at(name).some(({ record }) => record.type === RRType.A || record.type === RRType.AAAA);
  }
}
