/** The lines of a hosts file as tables: addresses by name, names by address (CoreDNS, plugin hosts). */

import { RRType } from "../../dns/iana/rrtype.ts";
import { type CanonicalName, parentOf, ROOT } from "../../dns/name/name.ts";
import { finish } from "../../plugin-kit/slices.ts";
import { longestMatch } from "../../plugin-kit/zones.ts";
import { type FileLine, type LineNumbers, type LinePlace, WholeLine } from "../../system-files/file-lines.ts";
import {
  type HostsWord,
  hostsAddress,
  hostsName,
  MAX_WORD_OCTETS,
  readHostsLine,
} from "../../system-files/hosts-line.ts";
import { MetNames } from "../../zone/met-names.ts";
import type { HostsEntry } from "./entry.ts";
import { PlainLine } from "./plain-line.ts";
import { type FoundBy, StoredEntries } from "./stored-entries.ts";

/** How the lines are read. */
export interface HostsOptions {
  /** Names outside of these zones are left out. */
  readonly zones: readonly CanonicalName[];
  readonly ttlSeconds: number;
  /** Whether PTR questions are answered from the lines. */
  readonly reverse: boolean;
  /** Hears of fields that are too long, in CoreDNS's words: `line 2: name longer than 1024 bytes, dropping the name`. */
  readonly complain?: ((text: string) => void) | undefined;
}

/** The entries of a name by the families of their addresses. */
interface Families {
  readonly v4: readonly HostsEntry[];
  readonly v6: readonly HostsEntry[];
}

/** So many lines are read in a step: about a tenth of a millisecond's work. */
const LINES_PER_STEP = 64;

/** One source of lines, read. */
export class HostsTable {
  readonly #entries: StoredEntries;
  readonly #met = new MetNames<Families>();
  readonly #passedOver: PassedOver[] = [];
  #size = 0;
  #passedOverCount = 0;

  private constructor(ttlSeconds: number) {
    this.#entries = new StoredEntries(ttlSeconds);
  }

  /** One without lines. */
  static empty(): HostsTable {
    return new HostsTable(0);
  }

  /** Reads lines; what is no entry is skipped, as CoreDNS does. */
  static read(lines: Iterable<FileLine>, options: HostsOptions): HostsTable {
    return finish(HostsTable.steps(lines, options));
  }

  /** Reads lines in steps, between which somebody else may work. */
  static *steps(lines: Iterable<FileLine>, options: HostsOptions): Generator<undefined, HostsTable> {
    const table = new HostsTable(options.ttlSeconds);
    let number = 0;
    const complain = (text: string): void => options.complain?.(`line ${number}: ${text}`);
    const numbered = { ...options, complain };
    const plain = options.zones.includes(ROOT) ? new PlainLine() : undefined;
    for (const line of lines) {
      number += 1;
      if (plain !== undefined && line instanceof WholeLine && plain.read(line)) {
        table.#addPlain(plain, line.numbers, options.reverse);
      } else table.#add(line, numbered);
      if (number % LINES_PER_STEP === 0) yield undefined;
    }
    return table;
  }

  /** How many addresses and reverse names there are, wildcards included. */
  get size(): number {
    return this.#size;
  }

  /** How many lines there are that are neither empty nor a comment nor an entry. */
  get passedOverCount(): number {
    return this.#passedOverCount;
  }

  /** A line that has the name, and that is no entry all the same. */
  passedOverFor(name: CanonicalName): PassedOver | undefined {
    return this.#passedOver.find(({ fields }) => fields.some((field) => hostsName(field).name === name));
  }

  /** Entries of a family for exactly this name. */
  exact(name: CanonicalName, type: number): readonly HostsEntry[] {
    const { v4, v6 } = this.#met.get(name) ?? this.#meet(name);
    return type === RRType.A ? v4 : v6;
  }

  #meet(name: CanonicalName): Families {
    const number = this.#entries.numberOf(name);
    if (number === 0) return NO_ENTRIES;
    const v4: HostsEntry[] = [];
    const v6: HostsEntry[] = [];
    for (const entry of this.#entries.numbered(number)) (entry.isV4 ? v4 : v6).push(entry);
    const families = { v4, v6 };
    this.#met.keep(name, number, families);
    return families;
  }

  /** Entries of a family for a name: its own, else those of the wildcard beside it. */
  lookup(name: CanonicalName, type: number): readonly HostsEntry[] {
    const own = this.exact(name, type);
    const parent = own.length > 0 || name.startsWith("*.") ? undefined : parentOf(name);
    return parent === undefined || parent === "." ? own : this.exact(`*.${parent}` as CanonicalName, type);
  }

  /** Entries whose lines have this address. */
  namesOf(address: string): readonly HostsEntry[] {
    return this.#entries.addressed(address);
  }

  #add({ text, place }: FileLine, options: HostsOptions): void {
    const { address, names } = readHostsLine(text);
    if (address === undefined) return;
    if (address.text.length > MAX_WORD_OCTETS) {
      options.complain?.(`address longer than ${MAX_WORD_OCTETS} bytes, dropping the line`);
      return;
    }
    const bytes = hostsAddress(address.text);
    if (bytes === undefined) {
      this.#passOver([address, ...names], place);
      return;
    }
    const stored = names.length === 0 ? 0 : this.#entries.addLine(place, bytes);
    for (const { text: name } of names) {
      if (name.length > MAX_WORD_OCTETS) {
        options.complain?.(`name longer than ${MAX_WORD_OCTETS} bytes, dropping the name`);
      } else this.#addName(name, stored, options);
    }
  }

  #addPlain(plain: PlainLine, numbers: LineNumbers, reverse: boolean): void {
    const { octets, length } = plain.address;
    const line = this.#entries.addWholeLine(numbers, octets.subarray(0, length));
    for (let index = 0; index < plain.count; index++) {
      const name = { octets: scratch, length: plain.putName(index, scratch) };
      this.#entries.addOctets(line, name, reverse ? BY_BOTH : BY_NAME);
      this.#size += reverse ? 2 : 1;
    }
  }

  #passOver(words: readonly HostsWord[], place: LinePlace): void {
    this.#passedOverCount += 1;
    if (this.#passedOver.length < MAX_PASSED_OVER)
      this.#passedOver.push({ fields: words.map(({ text }) => text), place });
  }

  #addName(field: string, line: number, options: HostsOptions): void {
    const { written, name: key } = hostsName(field);
    if (longestMatch(key ?? (written as CanonicalName), options.zones) === undefined) return;
    const isReversed = options.reverse && !written.startsWith("*.");
    this.#size += isReversed ? 2 : 1;
    if (key === undefined) return;
    // CoreDNS compares texts: a name written otherwise than names are written is never found.
    this.#entries.addName(line, key, { name: key === written, address: isReversed });
  }
}

/** A line that CoreDNS passes over in silence, since it does not begin with an address. */
export interface PassedOver {
  readonly fields: readonly string[];
  readonly place: LinePlace;
}

/** Of a file that is no hosts file the first lines tell enough. */
const MAX_PASSED_OVER = 200;

const BY_BOTH: FoundBy = { name: true, address: true };
const BY_NAME: FoundBy = { name: true, address: false };
const scratch = new Uint8Array(MAX_WORD_OCTETS);
const NO_ENTRIES: Families = { v4: [], v6: [] };
