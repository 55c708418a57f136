/** Reads the buckets of a bbolt file. A damaged one is told from a right one; nothing in it leads to an exception. */
import { octetString } from "../text/octets.ts";
import {
  BUCKET_FLAG,
  BUCKET_OCTETS,
  ELEMENT_OCTETS,
  type Meta,
  type MetaFault,
  PAGE_HEADER_OCTETS,
  PageFlag,
  readMeta,
  readPageHeader,
  u64,
} from "./layout.ts";

/** Keys, an octet per character, and their values; buckets in it are none of them. */
type Bucket = ReadonlyMap<string, Uint8Array>;

/** A bucket, or that there is none of that name, or why the file cannot be read, in bbolt's words where it has any. */
export type BucketReading =
  | { readonly kind: "bucket"; readonly bucket: Bucket }
  | { readonly kind: "none" }
  | { readonly kind: "damaged"; readonly text: string };

const FIRST_PAGE_OCTETS = 4096;
const MOST_SHIFTS = 14;
/** Reads a bucket of the file's root. */
export function readBucket(octets: Uint8Array, name: string): BucketReading {
  const file = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const meta = newestMeta(file);
  if (typeof meta === "string") return { kind: "damaged", text: meta };
  try {
    return new Tree(octets, file, meta).bucket(name);
  } catch (error) {
    if (error instanceof Damaged) return { kind: "damaged", text: error.message };
    throw error;
  }
}

/** The meta page of the last transaction, or why neither counts. */
function newestMeta(file: DataView): Meta | string {
  const pageOctets = pageSize(file);
  if (pageOctets === undefined) return "invalid database";
  if (file.byteLength < 2 * pageOctets) return `file size too small ${file.byteLength}`;
  const metas: readonly (Meta | MetaFault)[] = [readMeta(file, 0), readMeta(file, pageOctets)];
  const right = metas.filter((meta): meta is Meta => typeof meta !== "string");
  const [first] = metas;
  if (right.length === 0) return typeof first === "string" ? first : "invalid database";
  return right.reduce((newest, meta) => (meta.transaction > newest.transaction ? meta : newest));
}

/** The size of pages as one of the meta pages tells it; that of the usual system when there are pages, but none counts. */
function pageSize(file: DataView): number | undefined {
  let isReadable = false;
  if (file.byteLength >= FIRST_PAGE_OCTETS) {
    isReadable = true;
    const meta = readMeta(file, 0);
    if (typeof meta !== "string" && isPageSize(meta.pageOctets)) return meta.pageOctets;
  }
  for (let shift = 0; shift <= MOST_SHIFTS; shift++) {
    const at = 1024 << shift;
    if (at >= file.byteLength - 1024) break;
    isReadable = true;
    const meta = readMeta(file, at);
    if (typeof meta !== "string" && isPageSize(meta.pageOctets)) return meta.pageOctets;
  }
  return isReadable ? FIRST_PAGE_OCTETS : undefined;
}

function isPageSize(octets: number): boolean {
  return octets >= 1024 && octets <= 1024 << MOST_SHIFTS;
}

class Damaged extends Error {}

interface Leaf {
  readonly isBucket: boolean;
  readonly key: string;
  readonly value: Uint8Array;
}

class Tree {
  readonly #octets: Uint8Array;
  readonly #file: DataView;
  readonly #meta: Meta;
  /** Pages that were read: a tree that goes in a circle is found out. */
  readonly #seen = new Set<number>();

  constructor(octets: Uint8Array, file: DataView, meta: Meta) {
    this.#octets = octets;
    this.#file = file;
    this.#meta = meta;
  }

  bucket(name: string): BucketReading {
    for (const { isBucket, key, value } of this.#pageLeaves(this.#meta.root)) {
      if (isBucket && key === name) return { kind: "bucket", bucket: this.#contents(value) };
    }
    return { kind: "none" };
  }

  #contents(value: Uint8Array): Bucket {
    if (value.length < BUCKET_OCTETS) throw new Damaged("a bucket is cut off");
    const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
    const root = u64(view, 0);
    const leaves =
      root === 0 ? new Tree(value, view, this.#meta).#leavesAt(BUCKET_OCTETS, value.length) : this.#pageLeaves(root);
    const bucket = new Map<string, Uint8Array>();
    for (const { isBucket, key, value: found } of leaves) if (!isBucket) bucket.set(key, found);
    return bucket;
  }

  /** The leaves of a page and of those below it, in their order. */
  *#pageLeaves(id: number): Generator<Leaf> {
    const { pageOctets } = this.#meta;
    const at = id * pageOctets;
    if (at + pageOctets > this.#octets.length) throw new Damaged(`page ${id} is not in the file`);
    if (this.#seen.has(id)) throw new Damaged(`page ${id} is there twice`);
    this.#seen.add(id);
    const header = readPageHeader(this.#file, at);
    if (header.id !== id) throw new Damaged(`page ${id} says that it is page ${header.id}`);
    const end = Math.min(this.#octets.length, at + (header.overflow + 1) * pageOctets);
    if (header.flags === PageFlag.leaf) yield* this.#leavesAt(at, end);
    else if (header.flags === PageFlag.branch) {
      for (let index = 0; index < header.count; index++) {
        const element = at + PAGE_HEADER_OCTETS + index * ELEMENT_OCTETS;
        if (element + ELEMENT_OCTETS > end) throw new Damaged(`page ${id} is cut off`);
        yield* this.#pageLeaves(u64(this.#file, element + 8));
      }
    } else throw new Damaged(`page ${id} has unexpected flags ${header.flags.toString(16)}`);
  }

  *#leavesAt(at: number, end: number): Generator<Leaf> {
    if (at + PAGE_HEADER_OCTETS > end) throw new Damaged("a page is cut off");
    const { count } = readPageHeader(this.#file, at);
    for (let index = 0; index < count; index++) {
      const element = at + PAGE_HEADER_OCTETS + index * ELEMENT_OCTETS;
      if (element + ELEMENT_OCTETS > end) throw new Damaged("a page is cut off");
      const key = element + this.#file.getUint32(element + 4, true);
      const value = key + this.#file.getUint32(element + 8, true);
      const valueEnd = value + this.#file.getUint32(element + 12, true);
      if (valueEnd > end) throw new Damaged("a value is cut off");
      yield {
        isBucket: (this.#file.getUint32(element, true) & BUCKET_FLAG) !== 0,
        key: octetString(this.#octets, key, value),
        value: this.#octets.subarray(value, valueEnd),
      };
    }
  }
}
