/**
 * The file format of bbolt (go.etcd.io/bbolt, version 2), as octets: CoreDNS keeps dynamic zones in it, and no library
 * reads or writes it in JavaScript. All numbers are little-endian.
 *
 *     page      id u64 · flags u16 · count u16 · overflow u32 (how many pages more it has) · its elements
 *     meta      magic u32 · version u32 · page size u32 · flags u32 · root page u64 · sequence u64 · free list's page u64
 *               · end of the pages u64 · transaction u64 · FNV-1a of all that u64
 *     leaf      elements of flags u32 · position u32 from the element on · key's size u32 · value's size u32
 *     branch    elements of position u32 · key's size u32 · page u64
 *     bucket    the value of a leaf element with the flag: root page u64 · sequence u64; with root 0 a page follows
 */

/** Kinds of pages. */
export const PageFlag = { branch: 0x01, leaf: 0x02, meta: 0x04, freeList: 0x10 } as const;

/** The flag of a leaf element that is a bucket. */
export const BUCKET_FLAG = 0x01;

export const PAGE_HEADER_OCTETS = 16;
export const ELEMENT_OCTETS = 16;
export const BUCKET_OCTETS = 16;

const MAGIC = 0xed0cdaed;
const VERSION = 2;
const CHECKED_OCTETS = 56;

/** One of the two meta pages: where everything is. */
export interface Meta {
  readonly pageOctets: number;
  readonly root: number;
  readonly freeList: number;
  /** How many pages the file has. */
  readonly pages: number;
  readonly transaction: number;
}

/** Why a meta page does not count, in bbolt's words. */
export type MetaFault = "invalid database" | "version mismatch" | "checksum error";

/** Reads the meta page that starts at this octet. */
export function readMeta(file: DataView, pageAt: number): Meta | MetaFault {
  const at = pageAt + PAGE_HEADER_OCTETS;
  if (at + CHECKED_OCTETS + 8 > file.byteLength) return "invalid database";
  if (file.getUint32(at, true) !== MAGIC) return "invalid database";
  if (file.getUint32(at + 4, true) !== VERSION) return "version mismatch";
  if (file.getBigUint64(at + CHECKED_OCTETS, true) !== checksum(file, at)) return "checksum error";
  return {
    pageOctets: file.getUint32(at + 8, true),
    root: u64(file, at + 16),
    freeList: u64(file, at + 32),
    pages: u64(file, at + 40),
    transaction: u64(file, at + 48),
  };
}

/** Writes a meta page; `id` is 0 or 1. */
export function writeMeta(file: DataView, id: number, meta: Meta): void {
  const start = id * meta.pageOctets;
  writePageHeader(file, start, { id, flags: PageFlag.meta, count: 0, overflow: 0 });
  const at = start + PAGE_HEADER_OCTETS;
  file.setUint32(at, MAGIC, true);
  file.setUint32(at + 4, VERSION, true);
  file.setUint32(at + 8, meta.pageOctets, true);
  setU64(file, at + 16, meta.root);
  setU64(file, at + 32, meta.freeList);
  setU64(file, at + 40, meta.pages);
  setU64(file, at + 48, meta.transaction);
  file.setBigUint64(at + CHECKED_OCTETS, checksum(file, at), true);
}

/** What a page says of itself. */
export interface PageHeader {
  readonly id: number;
  readonly flags: number;
  readonly count: number;
  readonly overflow: number;
}

export function readPageHeader(file: DataView, at: number): PageHeader {
  return {
    id: u64(file, at),
    flags: file.getUint16(at + 8, true),
    count: file.getUint16(at + 10, true),
    overflow: file.getUint32(at + 12, true),
  };
}

export function writePageHeader(file: DataView, at: number, { id, flags, count, overflow }: PageHeader): void {
  setU64(file, at, id);
  file.setUint16(at + 8, flags, true);
  file.setUint16(at + 10, count, true);
  file.setUint32(at + 12, overflow, true);
}

/** A number of eight octets; one that is too large to be a place in a file is infinite. */
export function u64(file: DataView, at: number): number {
  const high = file.getUint32(at + 4, true);
  return high > 0x1f_ff_ff ? Number.POSITIVE_INFINITY : high * 0x1_00_00_00_00 + file.getUint32(at, true);
}

export function setU64(file: DataView, at: number, value: number): void {
  file.setUint32(at, value % 0x1_00_00_00_00, true);
  file.setUint32(at + 4, Math.floor(value / 0x1_00_00_00_00), true);
}

const FNV_OFFSET = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;

/** FNV-1a of 64 bits over the fields of a meta page. */
function checksum(file: DataView, at: number): bigint {
  let hash = FNV_OFFSET;
  for (let offset = 0; offset < CHECKED_OCTETS; offset++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(file.getUint8(at + offset))) * FNV_PRIME);
  }
  return hash;
}
