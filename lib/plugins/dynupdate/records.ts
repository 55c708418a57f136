/** Records of a dynamic zone as a plain list, in the order in which CoreDNS has them (plugin dynupdate). */
import { RRType } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import { type CanonicalName, canonical, type Name } from "../../dns/name/name.ts";
import { encodeRdataInto } from "../../dns/rdata/encode.ts";
import type { Rdata } from "../../dns/rdata/rdata.ts";
import { WireWriter } from "../../dns/wire/writer.ts";
import { octetString } from "../../text/octets.ts";

export type Records = readonly ResourceRecord[];

type Soa = ResourceRecord<Extract<Rdata, { kind: "SOA" }>>;

/** Writes names in lower case, in which they are compared. */
class CanonicalWriter extends WireWriter {
  override name(name: Name): void {
    super.name(canonical(name));
  }

  override compressedName(name: Name): void {
    this.name(name);
  }
}

/** Equal for records that differ in nothing but TTL, class and the case of names. */
function identity({ name, type, rdata }: ResourceRecord): string {
  const writer = new CanonicalWriter(new Uint8Array(64));
  encodeRdataInto(writer, { type, rdata });
  return `${canonical(name)} ${type} ${octetString(writer.bytes, 0, writer.offset)}`;
}

/** True for a record without RDATA, as updates have them. */
export function isEmpty({ rdata }: ResourceRecord): boolean {
  return rdata.kind === "UNKNOWN" && rdata.data.length === 0;
}

export function isAt(name: CanonicalName): (record: ResourceRecord) => boolean {
  return (record) => canonical(record.name) === name;
}

/** The RRset of a name. */
export function setOf(records: Records, name: CanonicalName, type: number): Records {
  return records.filter((record) => record.type === type && canonical(record.name) === name);
}

/** The place of a record that is the same but for its TTL; -1 for none. */
export function placeOf(records: Records, wanted: ResourceRecord): number {
  const name = canonical(wanted.name);
  const { type } = wanted;
  if (!records.some((record) => record.type === type && canonical(record.name) === name)) return -1;
  const id = identity(wanted);
  return records.findIndex(
    (record) => record.type === type && canonical(record.name) === name && identity(record) === id,
  );
}

/** True when both hold the same records, each counted once. */
export function isSameSet(one: Records, other: Records): boolean {
  const [ours, theirs] = [new Set(one.map(identity)), new Set(other.map(identity))];
  return ours.size === theirs.size && [...ours].every((id) => theirs.has(id));
}

/** The first SOA record. */
export function soaOf(records: Records): Soa | undefined {
  return records.find((record): record is Soa => record.rdata.kind === "SOA");
}

/** The records with the next serial, which is never zero (RFC 2136 section 7.11). */
export function withNextSerial(records: Records): Records {
  const soa = soaOf(records);
  if (soa === undefined) return records;
  const serial = (soa.rdata.serial + 1) >>> 0 || 1;
  const next: Soa = { ...soa, rdata: { ...soa.rdata, serial } };
  return records.map((record) => (record === soa ? next : record));
}

/** Serial arithmetic (RFC 1982): half of the space apart is not greater. */
export function isGreaterSerial(one: number, other: number): boolean {
  return one !== other && (one - other) >>> 0 < 0x80_00_00_00;
}

/** Types of questions and of messages, which no zone holds. */
export function isMetaType(type: number): boolean {
  return META_TYPES.has(type);
}

const META_TYPES: ReadonlySet<number> = new Set([
  RRType.ANY,
  RRType.AXFR,
  RRType.IXFR,
  RRType.MAILA,
  RRType.MAILB,
  RRType.OPT,
  RRType.TKEY,
  RRType.TSIG,
]);
