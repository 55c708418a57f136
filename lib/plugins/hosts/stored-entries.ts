/** Names and addresses of lines as octets, found by either. Objects are made of those that somebody looks at. */
import type { CanonicalName } from "../../dns/name/name.ts";
import { isIpv4Mapped, readAddress, writeAddress } from "../../go/address.ts";
import type { LineNumbers, LinePlace } from "../../system-files/file-lines.ts";
import { OctetIndex } from "../../zone/octet-index.ts";
import { OctetPool, offsetOf, putU32, u32At } from "../../zone/octet-pool.ts";
import { HostsEntry } from "./entry.ts";
import { StoredLines } from "./stored-lines.ts";

const NEXT_OF_ADDRESS = 4;
const NAME = 8;
const LINE = 12;
const ENTRY_OCTETS = 16;
const MAX_NAME_CHARACTERS = 1024;
const IPV4_OCTETS = 4;

const scratch = new Uint8Array(MAX_NAME_CHARACTERS);
const codes: number[] = [];

/** How an entry is found. */
export interface FoundBy {
  /** By its name: names that are written otherwise than names are written never are. */
  readonly name: boolean;
  /** By its address. */
  readonly address: boolean;
}

/** Entries of one source. */
export class StoredEntries {
  readonly #pool = new OctetPool();
  readonly #lines = new StoredLines(this.#pool);
  readonly #names = new OctetIndex(this.#pool);
  readonly #addresses = new OctetIndex(this.#pool);
  readonly #ttlSeconds: number;
  #lastLine = 0;
  #lastAddressKey = 0;

  constructor(ttlSeconds: number) {
    this.#ttlSeconds = ttlSeconds;
  }

  /** Adds a line with its address; names are added to what this gives. */
  addLine({ range }: LinePlace, address: Uint8Array): number {
    return this.#lines.add(range, isIpv4Mapped16(address) ? address.subarray(-IPV4_OCTETS) : address);
  }

  /** The same for a whole line of a file. */
  addWholeLine(line: LineNumbers, address: Uint8Array): number {
    return this.#lines.addWhole(line, isIpv4Mapped16(address) ? address.subarray(-IPV4_OCTETS) : address);
  }

  /** Adds a name of a line. */
  addName(line: number, name: CanonicalName, by: FoundBy): void {
    this.addOctets(line, { octets: scratch, length: put(name) }, by);
  }

  /** Adds a name of a line by its octets, in presentation format. */
  addOctets(
    line: number,
    { octets, length }: { readonly octets: Uint8Array; readonly length: number },
    by: FoundBy,
  ): void {
    const key = this.#names.find(octets, 0, length) || this.#names.add(octets, 0, length);
    const entry = this.#pool.reserve(ENTRY_OCTETS);
    const piece = this.#pool.pieceOf(entry);
    putU32(piece, offsetOf(entry) + NAME, key);
    putU32(piece, offsetOf(entry) + LINE, line);
    if (by.name) this.#link(this.#names.append(key, entry), 0, entry);
    if (!by.address) return;
    this.#link(this.#addresses.append(this.#addressKey(line), entry), NEXT_OF_ADDRESS, entry);
  }

  /** The names of a line come one after the other. */
  #addressKey(line: number): number {
    if (line === this.#lastLine) return this.#lastAddressKey;
    const octets = this.#lines.addressOf(line);
    const { length } = octets;
    this.#lastLine = line;
    this.#lastAddressKey = this.#addresses.find(octets, 0, length) || this.#addresses.add(octets, 0, length);
    return this.#lastAddressKey;
  }

  #link(before: number, field: number, entry: number): void {
    if (before !== 0) putU32(this.#pool.pieceOf(before), offsetOf(before) + field, entry);
  }

  /** The number of a name; 0 when there is none. */
  numberOf(name: CanonicalName): number {
    return name.length > MAX_NAME_CHARACTERS ? 0 : this.#names.find(scratch, 0, put(name));
  }

  /** The entries of a name by its number, in the order of the lines. */
  numbered(number: number): HostsEntry[] {
    return this.#chain(this.#names, number, 0);
  }

  /** The entries of an address in its usual form, in the order of the lines. */
  addressed(address: string): HostsEntry[] {
    const octets = readAddress(address);
    if (octets === undefined) return [];
    return this.#chain(this.#addresses, this.#addresses.find(octets, 0, octets.length), NEXT_OF_ADDRESS);
  }

  #chain(index: OctetIndex, key: number, field: number): HostsEntry[] {
    const entries: HostsEntry[] = [];
    if (key === 0) return entries;
    for (let at = index.firstOf(key); at !== 0; at = u32At(this.#pool.pieceOf(at), offsetOf(at) + field)) {
      entries.push(this.#read(at));
    }
    return entries;
  }

  #read(entry: number): HostsEntry {
    const piece = this.#pool.pieceOf(entry);
    const line = u32At(piece, offsetOf(entry) + LINE);
    const octets = this.#lines.addressOf(line);
    return new HostsEntry({
      name: this.#nameOf(u32At(piece, offsetOf(entry) + NAME)),
      address: writeAddress(octets),
      isV4: octets.length === IPV4_OCTETS,
      ttlSeconds: this.#ttlSeconds,
      place: this.#lines.placeOf(line),
    });
  }

  #nameOf(key: number): CanonicalName {
    const { octets, from, to } = this.#names.keyOf(key);
    codes.length = to - from;
    for (let at = from; at < to; at++) codes[at - from] = octets[at] ?? 0;
    return String.fromCharCode.apply(null, codes) as CanonicalName;
  }
}

function isIpv4Mapped16(address: Uint8Array): boolean {
  return address.length > IPV4_OCTETS && isIpv4Mapped(address);
}

/** Names are ASCII. */
function put(name: CanonicalName): number {
  for (let at = 0; at < name.length; at++) scratch[at] = name.charCodeAt(at);
  return name.length;
}
