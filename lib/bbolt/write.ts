/** Writes a bbolt file with one bucket, as if it were made by one transaction. */
import { octetBytes } from "../text/octets.ts";
import {
  BUCKET_FLAG,
  BUCKET_OCTETS,
  ELEMENT_OCTETS,
  PAGE_HEADER_OCTETS,
  PageFlag,
  setU64,
  writeMeta,
  writePageHeader,
} from "./layout.ts";

const PAGE_OCTETS = 4096;
/** A bucket up to this size stands in its parent's page. */
const MOST_INLINE_OCTETS = PAGE_OCTETS / 4;
const FREE_LIST_PAGE = 2;
const ROOT_PAGE = 3;
const BUCKET_PAGE = 4;

/** A key and its value. */
export interface Entry {
  readonly key: string;
  readonly value: Uint8Array;
}

/** The octets of a file with this bucket. Its few entries stand in the order of their keys, none of which is empty. */
export function writeFile(name: string, entries: readonly Entry[]): Uint8Array {
  const leaves = entries.map(({ key, value }) => ({ flags: 0, key: octetBytes(key), value }));
  const contents = pageOf(BUCKET_PAGE, leaves);
  const isInline = contents.length <= MOST_INLINE_OCTETS;
  const bucket = new Uint8Array(BUCKET_OCTETS + (isInline ? contents.length : 0));
  if (isInline) {
    bucket.set(contents, BUCKET_OCTETS);
    // A page within another has no number.
    setU64(new DataView(bucket.buffer), BUCKET_OCTETS, 0);
  } else setU64(new DataView(bucket.buffer), 0, BUCKET_PAGE);
  const root = pageOf(ROOT_PAGE, [{ flags: BUCKET_FLAG, key: octetBytes(name), value: bucket }]);
  const pages = isInline ? BUCKET_PAGE : BUCKET_PAGE + Math.ceil(contents.length / PAGE_OCTETS);
  const octets = new Uint8Array(pages * PAGE_OCTETS);
  const file = new DataView(octets.buffer);
  for (const id of [0, 1]) {
    writeMeta(file, id, {
      pageOctets: PAGE_OCTETS,
      root: ROOT_PAGE,
      freeList: FREE_LIST_PAGE,
      pages,
      transaction: id + 2,
    });
  }
  writePageHeader(file, FREE_LIST_PAGE * PAGE_OCTETS, {
    id: FREE_LIST_PAGE,
    flags: PageFlag.freeList,
    count: 0,
    overflow: 0,
  });
  octets.set(root, ROOT_PAGE * PAGE_OCTETS);
  if (!isInline) octets.set(contents, BUCKET_PAGE * PAGE_OCTETS);
  return octets;
}

interface WrittenLeaf {
  readonly flags: number;
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** A leaf page, which goes on over as many pages as it needs. */
function pageOf(id: number, leaves: readonly WrittenLeaf[]): Uint8Array {
  const elements = PAGE_HEADER_OCTETS + leaves.length * ELEMENT_OCTETS;
  const length = leaves.reduce((sum, { key, value }) => sum + key.length + value.length, elements);
  const octets = new Uint8Array(length);
  const page = new DataView(octets.buffer);
  const overflow = Math.ceil(length / PAGE_OCTETS) - 1;
  writePageHeader(page, 0, { id, flags: PageFlag.leaf, count: leaves.length, overflow });
  let data = elements;
  for (const [index, { flags, key, value }] of leaves.entries()) {
    const at = PAGE_HEADER_OCTETS + index * ELEMENT_OCTETS;
    page.setUint32(at, flags, true);
    page.setUint32(at + 4, data - at, true);
    page.setUint32(at + 8, key.length, true);
    page.setUint32(at + 12, value.length, true);
    octets.set(key, data);
    octets.set(value, data + key.length);
    data += key.length + value.length;
  }
  return octets;
}
