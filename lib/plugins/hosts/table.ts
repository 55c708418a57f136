/** The lines of a hosts file as tables: addresses by name, names by address (CoreDNS, plugin hosts). */

import { RRType } from "../../dns/iana/rrtype.ts";
import { type CanonicalName, parentOf } from "../../dns/name/name.ts";
import { isIpv4Mapped, writeAddress } from "../../go/address.ts";
import { longestMatch } from "../../plugin-kit/zones.ts";
import type { FileLine, LinePlace } from "../../system-files/file-lines.ts";
import {
  type HostsWord,
  hostsAddress,
  hostsName,
  MAX_WORD_OCTETS,
  readHostsLine,
} from "../../system-files/hosts-line.ts";
import { HostsEntry } from "./entry.ts";

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

/** Nearly all names and addresses have one entry: that one needs no list. */
type Entries<Key> = Map<Key, HostsEntry | HostsEntry[]>;

/** One source of lines, read. */
export class HostsTable {
  readonly #v4: Entries<CanonicalName> = new Map();
  readonly #v6: Entries<CanonicalName> = new Map();
  readonly #names: Entries<string> = new Map();
  readonly #passedOver: PassedOver[] = [];
  #size = 0;
  #passedOverCount = 0;

  /** Reads lines; what is no entry is skipped, as CoreDNS does. */
  static read(lines: Iterable<FileLine>, options: HostsOptions): HostsTable {
    const table = new HostsTable();
    let number = 0;
    for (const line of lines) {
      number += 1;
      const complain = (text: string): void => options.complain?.(`line ${number}: ${text}`);
      table.#add(line, { ...options, complain });
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
    return listed((type === RRType.A ? this.#v4 : this.#v6).get(name));
  }

  /** Entries of a family for a name: its own, else those of the wildcard beside it. */
  lookup(name: CanonicalName, type: number): readonly HostsEntry[] {
    const own = this.exact(name, type);
    const parent = own.length > 0 || name.startsWith("*.") ? undefined : parentOf(name);
    return parent === undefined || parent === "." ? own : this.exact(`*.${parent}` as CanonicalName, type);
  }

  /** Entries whose lines have this address. */
  namesOf(address: string): readonly HostsEntry[] {
    return listed(this.#names.get(address));
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
    const owner = { bytes, address: writeAddress(bytes), place };
    for (const { text: name } of names) {
      if (name.length > MAX_WORD_OCTETS) {
        options.complain?.(`name longer than ${MAX_WORD_OCTETS} bytes, dropping the name`);
      } else this.#addName(name, owner, options);
    }
  }

  #passOver(words: readonly HostsWord[], place: LinePlace): void {
    this.#passedOverCount += 1;
    if (this.#passedOver.length < MAX_PASSED_OVER)
      this.#passedOver.push({ fields: words.map(({ text }) => text), place });
  }

  #addName(field: string, { bytes, address, place }: Owner, options: HostsOptions): void {
    const { written, name: key } = hostsName(field);
    if (longestMatch(key ?? (written as CanonicalName), options.zones) === undefined) return;
    const isReversed = options.reverse && !written.startsWith("*.");
    this.#size += isReversed ? 2 : 1;
    if (key === undefined) return;
    const isV4 = bytes.length === 4 || isIpv4Mapped(bytes);
    const entry = new HostsEntry({ name: key, address, isV4, ttlSeconds: options.ttlSeconds, place });
    if (isReversed) push(this.#names, address, entry);
    // CoreDNS compares texts: a name written otherwise than names are written is never found.
    if (key === written) push(isV4 ? this.#v4 : this.#v6, key, entry);
  }
}

/** A line that CoreDNS passes over in silence, since it does not begin with an address. */
export interface PassedOver {
  readonly fields: readonly string[];
  readonly place: LinePlace;
}

/** Of a file that is no hosts file the first lines tell enough. */
const MAX_PASSED_OVER = 200;

interface Owner {
  readonly bytes: Uint8Array;
  readonly address: string;
  readonly place: LinePlace;
}

const NONE: readonly HostsEntry[] = [];
function listed(entries: HostsEntry | HostsEntry[] | undefined): readonly HostsEntry[] {
  if (entries === undefined) return NONE;
  return Array.isArray(entries) ? entries : [entries];
}

function push<Key>(map: Entries<Key>, key: Key, entry: HostsEntry): void {
  const before = map.get(key);
  if (before === undefined) map.set(key, entry);
  else if (Array.isArray(before)) before.push(entry);
  else map.set(key, [before, entry]);
}
