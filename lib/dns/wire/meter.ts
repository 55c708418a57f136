/**
 * Counts the octets of records as CoreDNS does before it encodes them. The count is what decides where a reply is cut
 * off, and it is a little too high for some types; that is kept.
 */
import { endOfLabel } from "../name/label.ts";
import { type Name, nameOctets } from "../name/name.ts";
import { writeEscapes } from "../text/escape.ts";
import { MAX_POINTER_TARGET } from "./name-table.ts";
import type { RdataSink } from "./sink.ts";
import { octetOf, windowOf } from "./type-bitmap.ts";

/** Adds up the octets that it takes. */
export class LengthMeter implements RdataSink {
  length: number;
  readonly #names: Set<string> | undefined;

  /** Starts at `length` octets; with `compress`, names that came before count as a pointer. */
  constructor(length: number, compress: boolean) {
    this.length = length;
    this.#names = compress ? new Set() : undefined;
  }

  u8(): void {
    this.length += 1;
  }

  u16(): void {
    this.length += 2;
  }

  u32(): void {
    this.length += 4;
  }

  u48(): void {
    this.length += 6;
  }

  characterString(octets: string): void {
    this.length += writeEscapes(octets).length + 1;
  }

  octets(octets: string): void {
    this.length += octets.length;
  }

  raw(data: Uint8Array): void {
    this.length += data.length;
  }

  base64(data: Uint8Array): void {
    this.length += Math.ceil(data.length / 3) * 3;
  }

  base32(data: Uint8Array): void {
    this.length += Math.ceil((data.length * 8) / 5);
  }

  typeBitmap(types: readonly number[]): void {
    let window = 0;
    let octets = 0;
    for (const type of types) {
      const octet = octetOf(type) + 1;
      const place = windowOf(type);
      if (place > window) {
        if (octets > 0) this.length += octets + 2;
        [window, octets] = [place, octet];
      } else if (place === window) octets = Math.max(octets, octet);
    }
    this.length += octets + 2;
  }

  counted(octets: number): void {
    this.length += octets;
  }

  name(name: Name): void {
    this.#name(name, false);
  }

  compressedName(name: Name): void {
    this.#name(name, true);
  }

  #name(name: Name, compress: boolean): void {
    const cut = this.#names === undefined || name.length === 1 ? undefined : this.#search(name, this.#names);
    if (cut === undefined || !compress) this.length += nameOctets(name);
    else this.length += nameOctets(name.slice(0, cut) as Name) + 1;
  }

  /** Where the first known suffix starts, if there is one. Offsets are counted in characters, as CoreDNS does here. */
  #search(name: Name, names: Set<string>): number | undefined {
    for (let start = 0; start < name.length; start = endOfLabel(name, start)) {
      const suffix = name.slice(start);
      if (names.has(suffix)) return start;
      if (this.length + start < MAX_POINTER_TARGET) names.add(suffix);
    }
    return undefined;
  }
}
