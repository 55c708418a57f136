/**
 * The entries of a zip file (APPNOTE 6.3.10), by its central directory. What such a file says of itself is not trusted:
 * what comes out of each entry is counted as it comes, and held against its checksum.
 */
import { boundedInflate } from "./bounded-inflate.ts";
import { utf8Text } from "./utf8.ts";

/** A larger file is not looked at. */
export const MAX_ZIP_OCTETS = 16 * 1024 * 1024;
const MAX_ENTRIES = 5000;

/** An entry that is a file; folders are not told. */
interface ZipEntry {
  /** As it is written in the zip file. */
  readonly path: string;
  readonly octets: Uint8Array;
}

/** The entries, or why there are none, as a sentence. */
export type ZipRead =
  | { readonly kind: "entries"; readonly entries: readonly ZipEntry[] }
  | { readonly kind: "refused"; readonly because: string };

/** How much may come out, and what of it is wanted at all. */
export interface ZipBounds {
  readonly maxOctets: number;
  isWanted(path: string): boolean;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const END_LENGTH = 22;
const MAX_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
/** The kind of file in the upper half of the attributes that Unix writes. */
const UNIX_KIND = 0xf000;
const UNIX_FILE = 0x8000;
const UNIX_FOLDER = 0x4000;

/** Reads a zip file. */
export function readZip(octets: Uint8Array, bounds: ZipBounds): ZipRead {
  if (octets.length > MAX_ZIP_OCTETS) return refused("The zip file has more than 16 MiB.");
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const end = endOfDirectory(view);
  if (end === undefined) return refused("This is no zip file, or a part of one.");
  const count = view.getUint16(end + 10, true);
  if (count > MAX_ENTRIES) return refused(`The zip file has ${count} entries, more than the studio takes.`);
  const entries: ZipEntry[] = [];
  let left = bounds.maxOctets;
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index++) {
    const header = headerAt(view, octets, at);
    if (header === undefined) return refused("The zip file is damaged.");
    at = header.next;
    if (header.path.endsWith("/") || !bounds.isWanted(header.path)) continue;
    if (header.kind !== "file") return refused(`${header.path} is ${header.kind}, which the studio does not take.`);
    const content = contentAt(view, octets, { header, maxOctets: left });
    if (content === "too much") return refused("The zip file holds more than the studio takes.");
    if (content === undefined) return refused(`${header.path} is damaged in the zip file.`);
    left -= content.length;
    entries.push({ path: header.path, octets: content });
  }
  return { kind: "entries", entries };
}

interface Header {
  readonly path: string;
  /** "file", or what it is instead, in words. */
  readonly kind: string;
  readonly method: number;
  readonly checksum: number;
  readonly packedLength: number;
  readonly length: number;
  readonly localAt: number;
  /** Where the next one begins. */
  readonly next: number;
}

function endOfDirectory(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - END_LENGTH - MAX_COMMENT);
  for (let at = view.byteLength - END_LENGTH; at >= first; at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  }
  return undefined;
}

function headerAt(view: DataView, octets: Uint8Array, at: number): Header | undefined {
  if (at + 46 > view.byteLength || view.getUint32(at, true) !== DIRECTORY_ENTRY) return undefined;
  const short = (offset: number): number => view.getUint16(at + offset, true);
  const long = (offset: number): number => view.getUint32(at + offset, true);
  const nameEnd = at + 46 + short(28);
  const next = nameEnd + short(30) + short(32);
  const path = next > view.byteLength ? undefined : utf8Text(octets.subarray(at + 46, nameEnd));
  if (path === undefined) return undefined;
  return {
    path,
    kind: kindOf(short(8), short(4) >> 8 === 3 ? long(38) >>> 16 : 0),
    method: short(10),
    checksum: long(16),
    packedLength: long(20),
    length: long(24),
    localAt: long(42),
    next,
  };
}

function kindOf(flags: number, mode: number): string {
  if ((flags & ENCRYPTED) !== 0) return "encrypted";
  const kind = mode & UNIX_KIND;
  return kind === 0 || kind === UNIX_FILE || kind === UNIX_FOLDER ? "file" : "a link or a device";
}

interface Wanted {
  readonly header: Header;
  readonly maxOctets: number;
}

function contentAt(
  view: DataView,
  octets: Uint8Array,
  { header, maxOctets }: Wanted,
): Uint8Array | "too much" | undefined {
  const { localAt: at, packedLength, length, method, checksum } = header;
  if (at + 30 > view.byteLength || view.getUint32(at, true) !== LOCAL_HEADER) return undefined;
  if (length > maxOctets) return "too much";
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (start + packedLength > octets.length) return undefined;
  const packed = octets.subarray(start, start + packedLength);
  const content = method === DEFLATED ? boundedInflate(packed, length) : method === STORED ? packed : undefined;
  return content?.length === length && crc32(content) === checksum ? content : undefined;
}

let table: Uint32Array | undefined;

/** CRC-32 as zip has it. */
function crc32(octets: Uint8Array): number {
  table ??= Uint32Array.from({ length: 256 }, (_, index) => {
    let value = index;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
    return value;
  });
  let value = 0xffffffff;
  for (const octet of octets) value = (value >>> 8) ^ (table[(value ^ octet) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}

function refused(because: string): ZipRead {
  return { kind: "refused", because };
}
