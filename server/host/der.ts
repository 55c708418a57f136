/**
 * DER (X.690), read as Go's cryptobyte does: one element after the other, and nothing that could be written shorter. Our own,
 * since `x509.ts` must tell which element Go refuses; Node's crypto and ASN.1 libraries take more, and say less.
 */

/** Tags of ASN.1 types that stand in certificates. */
export const TAG = {
  BOOLEAN: 0x01,
  INTEGER: 0x02,
  BIT_STRING: 0x03,
  OCTET_STRING: 0x04,
  OID: 0x06,
  UTC_TIME: 0x17,
  GENERALIZED_TIME: 0x18,
  SEQUENCE: 0x30,
  SET: 0x31,
} as const;

/** The tag of a field that is numbered, `[0]`. */
export function contextTag(number: number, { constructed }: { readonly constructed: boolean }): number {
  return 0x80 | (constructed ? 0x20 : 0) | number;
}

/** Elements one behind the other. */
export class DerReader {
  #rest: Uint8Array;

  constructor(octets: Uint8Array) {
    this.#rest = octets;
  }

  /** What was not read yet. */
  get rest(): Uint8Array {
    return this.#rest;
  }

  get isEmpty(): boolean {
    return this.#rest.length === 0;
  }

  /** Whether an element of this tag is next. */
  hasNext(tag: number): boolean {
    return this.#rest[0] === tag;
  }

  /** The contents of the next element, which is passed; undefined when it is of another tag, or none. */
  read(tag: number): Uint8Array | undefined {
    return this.hasNext(tag) ? this.readAny() : undefined;
  }

  /** The contents of the next element, whatever its tag. */
  readAny(): Uint8Array | undefined {
    const size = sizeOf(this.#rest);
    if (size === undefined) return undefined;
    const contents = this.#rest.subarray(size.header, size.header + size.length);
    this.#rest = this.#rest.subarray(size.header + size.length);
    return contents;
  }
}

/** The lengths of the first element's header and contents. */
function sizeOf(octets: Uint8Array): { readonly header: number; readonly length: number } | undefined {
  const [tag, first] = octets;
  // Tags beyond 30 take further octets, which no certificate needs.
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined;
  const count = first < 0x80 ? 0 : first & 0x7f;
  if (first >= 0x80 && (count === 0 || count > 4 || octets.length < 2 + count)) return undefined;
  const long = octets.subarray(2, 2 + count).reduce((sum, octet) => sum * 256 + octet, 0);
  if (count > 0 && (long < 0x80 || octets[2] === 0)) return undefined;
  const header = 2 + count;
  const length = count === 0 ? first : long;
  return header + length <= octets.length ? { header, length } : undefined;
}

/** An integer's sign, and its value where it is small; undefined when it is not in its shortest form. */
export function readInteger(contents: Uint8Array): { readonly negative: boolean; readonly value: number } | undefined {
  const [first, second] = contents;
  if (first === undefined) return undefined;
  const isPadded = second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
  if (isPadded) return undefined;
  const negative = first >= 0x80;
  const value = contents.reduce((sum, octet) => sum * 256 + octet, 0);
  return { negative, value: negative ? value - 256 ** contents.length : value };
}

/** An object identifier in dots: `2.5.29.15`; undefined when it is none. */
export function readOid(contents: Uint8Array): string | undefined {
  if (contents.length === 0 || (contents.at(-1) ?? 0) >= 0x80) return undefined;
  const arcs: number[] = [];
  let arc = 0;
  for (const octet of contents) {
    // An arc does not begin with nothing.
    if (arc === 0 && octet === 0x80) return undefined;
    arc = arc * 128 + (octet & 0x7f);
    if (octet >= 0x80) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [first = 0, ...others] = arcs;
  const root = Math.min(Math.floor(first / 40), 2);
  return [root, first - root * 40, ...others].join(".");
}

/** Whether these are the contents of a bit string: the number of unused bits, which are 0, and the bits. */
export function isBitString(contents: Uint8Array): boolean {
  const [unused = 8] = contents;
  const last = contents.at(-1) ?? 0;
  return unused < 8 && (contents.length > 1 || unused === 0) && (contents.length < 2 || last % 2 ** unused === 0);
}
