/**
 * A MaxMind DB file: a binary tree of address bits whose leaves point at records. Our own, since CoreDNS refuses a file with
 * the offset, the field and the Go type of what does not fit, of which mmdb-lib knows nothing, and that needs Node's Buffer.
 */
import { writeIpv6 } from "../../../go/address.ts";
import { DataSection } from "./data-section.ts";
import { type Attempt, attempt, MaxmindError } from "./maxmind-error.ts";
import { readMetadata } from "./metadata.ts";
import { type MaxmindRecord, readRecord } from "./read-record.ts";
import type { RecordShape } from "./shape.ts";

/** Stands before the metadata; the last one in the file counts. */
const MARKER = Uint8Array.from("\xab\xcd\xefMaxMind.com", (character) => character.charCodeAt(0));

/** Zeros between the tree and the data. */
const SEPARATOR = 16;

/** How many bits lie before an IPv4 address in a tree of IPv6 addresses. */
const IPV4_DEPTH = 96;

/** Opens a database; the error is in the words of CoreDNS's library. */
export function openDatabase(bytes: Uint8Array): Attempt<MaxmindDatabase> {
  return attempt(() => new MaxmindDatabase(bytes));
}

/** An open database. */
export class MaxmindDatabase {
  /** `GeoLite2-City`, ... */
  readonly type: string;
  readonly #bytes: Uint8Array;
  readonly #data: DataSection;
  readonly #nodeCount: number;
  readonly #recordSize: number;
  readonly #ipVersion: number;
  /** The node at which IPv4 addresses begin. */
  readonly #ipv4Start: number;

  /** Throws a `MaxmindError`; use `openDatabase`. */
  constructor(bytes: Uint8Array) {
    const marker = lastMarker(bytes);
    if (marker < 0) throw new MaxmindError("error opening database: invalid MaxMind DB file");
    const metadata = readMetadata(bytes.subarray(marker + MARKER.length));
    const nodeOctets = metadata.recordSize / 4n;
    if (nodeOctets > 0n && metadata.nodeCount > 0xffff_ffff_ffff_ffffn / nodeOctets) {
      throw new MaxmindError("database tree size would overflow");
    }
    const dataStart = metadata.nodeCount * nodeOctets + BigInt(SEPARATOR);
    if (dataStart > BigInt(marker)) throw new MaxmindError("the MaxMind DB contains invalid metadata");
    this.type = metadata.databaseType;
    this.#bytes = bytes;
    this.#data = new DataSection(bytes.subarray(Number(dataStart), marker));
    this.#nodeCount = Number(metadata.nodeCount);
    this.#recordSize = Number(metadata.recordSize);
    this.#ipVersion = Number(metadata.ipVersion);
    this.#ipv4Start = this.#ipVersion === 6 ? this.#walk(0, new Uint8Array(IPV4_DEPTH / 8)) : 0;
  }

  /** The record for an address of 4 or 16 octets; undefined when there is none. */
  lookup(address: Uint8Array, shape: RecordShape): Attempt<MaxmindRecord | undefined> {
    return attempt(() => {
      const place = this.#placeOf(address);
      return place === undefined ? undefined : readRecord(this.#data, place, shape).value;
    });
  }

  /** Where the record for an address is, which tells it from others; undefined when there is none. */
  place(address: Uint8Array): Attempt<number | undefined> {
    return attempt(() => this.#placeOf(address));
  }

  /** An IPv4 address in 16 octets is looked for where the tree has those of IPv6. */
  #placeOf(address: Uint8Array): number | undefined {
    if (address.length === 16 && this.#ipVersion === 4) {
      const text = "you attempted to look up an IPv6 address in an IPv4-only database";
      throw new MaxmindError(`error looking up '${writeIpv6(address)}': ${text}`);
    }
    const node = this.#walk(address.length === 4 ? this.#ipv4Start : 0, address);
    if (node === this.#nodeCount) return undefined;
    if (node < this.#nodeCount) throw new MaxmindError("invalid node in search tree");
    const offset = node - this.#nodeCount - SEPARATOR;
    if (offset < 0 || offset >= this.#data.bytes.length) {
      throw new MaxmindError("the MaxMind DB file's search tree is corrupt");
    }
    return offset;
  }

  /** Follows the bits of an address until the tree ends, or the bits do. */
  #walk(from: number, address: Uint8Array): number {
    const size = this.#recordSize;
    if (size !== 24 && size !== 28 && size !== 32) throw new MaxmindError(`unsupported record size: ${size}`);
    let node = from;
    for (let bit = 0; bit < address.length * 8 && node < this.#nodeCount; bit++) {
      node = this.#child(node, ((address[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
    }
    return node;
  }

  #child(node: number, side: number): number {
    const at = (node * this.#recordSize) / 4;
    if (this.#recordSize === 24) return this.#number(at + side * 3, 3);
    if (this.#recordSize === 32) return this.#number(at + side * 4, 4);
    // The fourth of seven octets has the four high bits of either record.
    const shared = this.#bytes[at + 3] ?? 0;
    return (side === 0 ? shared >> 4 : shared & 0xf) * 2 ** 24 + this.#number(at + side * 4, 3);
  }

  #number(at: number, octets: number): number {
    let value = 0;
    for (let index = at; index < at + octets; index++) value = value * 256 + (this.#bytes[index] ?? 0);
    return value;
  }
}

function lastMarker(bytes: Uint8Array): number {
  for (let at = bytes.length - MARKER.length; at >= 0; at--) {
    if (MARKER.every((octet, index) => bytes[at + index] === octet)) return at;
  }
  return -1;
}
