/**
 * Lines of a hosts file that are nothing but an address and usual names, which nearly all are, read from octets to octets.
 * All others are left to the reader of lines.
 */
import { RETURN } from "../../dns/text/characters.ts";
import { octetsIn, PlainCursor } from "../../dns/text/plain-cursor.ts";
import { readIpv4Into, readIpv6Into } from "../../dns/text/plain-rdata.ts";
import type { WholeLine } from "../../system-files/file-lines.ts";

const HASH = 0x23;
const DOT = 0x2e;
/** With the dot at the end. */
const MAX_NAME_CHARACTERS = 254;
const MOST_NAMES = 64;
const IPV6_OCTETS = 16;
/** A wildcard is for the reader of lines. */
const NAME_OCTETS = octetsIn("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

/** One for all lines. */
export class PlainLine {
  /** The address of the line that was read last. */
  readonly address = { octets: new Uint8Array(IPV6_OCTETS), length: 0 };
  /** How many names it has. */
  count = 0;
  readonly #line = new PlainCursor();
  readonly #starts = new Uint32Array(MOST_NAMES);
  readonly #ends = new Uint32Array(MOST_NAMES);

  /** Reads a line; false when it is not plain. */
  read({ octets, from, to }: WholeLine): boolean {
    const line = this.#line;
    line.octets = octets;
    line.at = from;
    line.end = to;
    for (let at = from; at < to; at++) {
      if (octets[at] === HASH) line.end = at;
      if (line.end === at) break;
    }
    if (line.end > from && octets[line.end - 1] === RETURN) line.end--;
    line.blanks();
    const start = line.at;
    const hasAddress = readIpv4Into(line, this.address) || this.#readIpv6(start);
    if (!hasAddress || line.isOver()) return false;
    for (this.count = 0; !line.isOver(); this.count++) {
      if (this.count === MOST_NAMES || !this.#readName()) return false;
    }
    return true;
  }

  #readIpv6(start: number): boolean {
    this.#line.at = start;
    return readIpv6Into(this.#line, this.address);
  }

  #readName(): boolean {
    const line = this.#line;
    const from = line.at;
    if (!line.name(NAME_OCTETS)) return false;
    const characters = line.at - from + (line.isBehindDot ? 0 : 1);
    if (characters > MAX_NAME_CHARACTERS) return false;
    this.#starts[this.count] = from;
    this.#ends[this.count] = line.at;
    return true;
  }

  /** Writes a name of the line, absolute and in lower case; gives how many octets there are. */
  putName(index: number, into: Uint8Array): number {
    const { octets } = this.#line;
    const from = this.#starts[index] ?? 0;
    const to = this.#ends[index] ?? 0;
    for (let at = from; at < to; at++) {
      const octet = octets[at] ?? 0;
      into[at - from] = octet >= 0x41 && octet <= 0x5a ? octet | 0x20 : octet;
    }
    if (into[to - from - 1] === DOT) return to - from;
    into[to - from] = DOT;
    return to - from + 1;
  }
}
