/**
 * Records as octets: what stands on the wire behind the owner's name, behind the address of the name's next record, the
 * line and the number of the file. A record whose RDATA would not come back from the wire as it was is kept as it is.
 */
import type { ResourceRecord } from "../dns/message/message.ts";
import type { Name } from "../dns/name/name.ts";
import { decodeRdata } from "../dns/rdata/decode.ts";
import { encodeRdataInto } from "../dns/rdata/encode.ts";
import type { Rdata } from "../dns/rdata/rdata.ts";
import { octetAt, u16At } from "../dns/wire/octets.ts";
import { WireReader } from "../dns/wire/reader.ts";
import { WireError } from "../dns/wire/wire-error.ts";
import { WireWriter } from "../dns/wire/writer.ts";
import { type OctetPool, offsetOf, putU32, u32At } from "./octet-pool.ts";
import { type StoredPlace, type ZoneFiles, ZoneRecord } from "./zone-record.ts";

const LINE = 4;
const FILE = 8;
const TYPE = 10;
const CLASS = 12;
const TTL = 14;
const LENGTH = 18;
const HEAD_OCTETS = 20;
const IS_KEPT = 0x80;
const MAX_RDATA = 0xff_ff;
const KEPT_OCTETS = 4;

const writer = new WireWriter(new Uint8Array(MAX_RDATA));

/** What stands before the RDATA. */
export interface RecordHead {
  readonly type: number;
  readonly class: number;
  readonly ttl: number;
}

/** The first octets of an array. */
export interface Octets {
  readonly octets: Uint8Array;
  readonly length: number;
}

/** All records but those of the apex. */
export class RecordStore {
  readonly #pool: OctetPool;
  readonly #files: ZoneFiles;
  readonly #kept: ResourceRecord[] = [];

  constructor(pool: OctetPool, files: ZoneFiles) {
    this.#pool = pool;
    this.#files = files;
  }

  /** Adds a record; gives its address. Its owner comes back in lower case only when `isLower` says that it is. */
  add(record: ResourceRecord, { file, line }: StoredPlace, isLower: boolean): number {
    const octets = isLower ? encoded(record) : undefined;
    if (octets !== undefined) return this.put(record, octets, { file, line });
    const index = this.#kept.push(record) - 1;
    const address = this.put(record, { octets: new Uint8Array(KEPT_OCTETS), length: KEPT_OCTETS }, { file, line });
    const piece = this.#pool.pieceOf(address);
    const at = offsetOf(address);
    piece[at + FILE] = octetAt(piece, at + FILE) | IS_KEPT;
    putU32(piece, at + HEAD_OCTETS, index);
    return address;
  }

  /** Adds a record in wire format, RDATA without compression; gives its address. */
  put(
    { type, class: recordClass, ttl }: RecordHead,
    { octets, length }: Octets,
    { file, line }: { readonly file: number; readonly line: number },
  ): number {
    const address = this.#pool.reserve(HEAD_OCTETS + length);
    const piece = this.#pool.pieceOf(address);
    const at = offsetOf(address);
    putU32(piece, at + LINE, line);
    putU16(piece, at + FILE, file);
    putU16(piece, at + TYPE, type);
    putU16(piece, at + CLASS, recordClass);
    putU32(piece, at + TTL, ttl);
    putU16(piece, at + LENGTH, length);
    const start = at + HEAD_OCTETS;
    for (let index = 0; index < length; index++) piece[start + index] = octetAt(octets, index);
    return address;
  }

  /** Says which record of the same name comes behind one. */
  link(address: number, next: number): void {
    putU32(this.#pool.pieceOf(address), offsetOf(address), next);
  }

  /** The address of the next record of the same name; 0 behind the last. */
  nextOf(address: number): number {
    return u32At(this.#pool.pieceOf(address), offsetOf(address));
  }

  /** Makes the record of an address. */
  read(address: number, owner: Name): ResourceRecord {
    const piece = this.#pool.pieceOf(address);
    const at = offsetOf(address);
    const start = at + HEAD_OCTETS;
    if ((octetAt(piece, at + FILE) & IS_KEPT) !== 0) {
      const kept = this.#kept[u32At(piece, start)];
      if (kept === undefined) throw new RangeError(`no record at ${address}`);
      return kept;
    }
    const type = u16At(piece, at + TYPE);
    const reader = new WireReader(piece, start);
    reader.limit = start + u16At(piece, at + LENGTH);
    const rdata = decodeRdata(reader, type);
    const head = { name: owner, type, class: u16At(piece, at + CLASS), ttl: u32At(piece, at + TTL), rdata };
    return new ZoneRecord(head, { files: this.#files, file: u16At(piece, at + FILE), line: u32At(piece, at + LINE) });
  }
}

function putU16(octets: Uint8Array, at: number, value: number): void {
  octets[at] = value >> 8;
  octets[at + 1] = value;
}

/** The RDATA in wire format; undefined when it would not come back as it is. */
function encoded(record: ResourceRecord): Octets | undefined {
  try {
    writer.reset(writer.bytes, false);
    encodeRdataInto(writer, record);
    const { bytes, offset } = writer;
    if (offset > MAX_RDATA) return undefined;
    const reader = new WireReader(bytes);
    reader.limit = offset;
    const again: Rdata = decodeRdata(reader, record.type);
    return reader.atEnd && isEqual(again, record.rdata) ? { octets: bytes, length: offset } : undefined;
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

/** Whether two values of RDATA, or parts of them, are the same. */
function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (a instanceof Uint8Array) return b instanceof Uint8Array && isSameList(a, b);
  if (Array.isArray(a)) return Array.isArray(b) && isSameList(a, b);
  const left = Object.entries(a);
  const right: Readonly<Record<string, unknown>> = { ...b };
  if (Object.keys(right).length !== left.length) return false;
  for (const [key, value] of left) if (!(key in right) || !isEqual(value, right[key])) return false;
  return true;
}

function isSameList(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (!isEqual(a[at], b[at])) return false;
  return true;
}
