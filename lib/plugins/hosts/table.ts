/** The lines of a hosts file as tables: addresses by name, names by address (CoreDNS, plugin hosts). */

import { longestMatch } from "../../chain/zones.ts";
import type { Range } from "../../corefile/position.ts";
import { Class } from "../../dns/iana/class.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import { type CanonicalName, canonical, type Name, parentOf, ROOT, readRelativeName } from "../../dns/name/name.ts";
import { isIpv4Mapped, readAddress, writeAddress } from "../../dns/text/address.ts";

/** A line of a hosts file or of the directive's block, as octets. */
export interface HostsLine {
  readonly text: string;
  readonly at: Range;
}

/** An address with the line that gives it. The record's owner is the line's name; answers take the QNAME. */
export interface HostsEntry {
  readonly record: ResourceRecord;
  readonly at: Range;
}

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

type Entries = Map<CanonicalName, HostsEntry[]>;

/** Longer fields cannot be names; CoreDNS drops them. */
const MAX_FIELD_OCTETS = 1024;

/** One source of lines, read. */
export class HostsTable {
  readonly #v4: Entries = new Map();
  readonly #v6: Entries = new Map();
  readonly #names = new Map<string, { readonly name: Name; readonly at: Range }[]>();
  #size = 0;

  /** Reads lines; what is no entry is skipped, as CoreDNS does. */
  static read(lines: Iterable<HostsLine>, options: HostsOptions): HostsTable {
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

  /** Entries of a family for exactly this name. */
  exact(name: CanonicalName, type: number): readonly HostsEntry[] {
    return (type === RRType.A ? this.#v4 : this.#v6).get(name) ?? [];
  }

  /** Entries of a family for a name: its own, else those of the wildcard beside it. */
  lookup(name: CanonicalName, type: number): readonly HostsEntry[] {
    const own = this.exact(name, type);
    const parent = own.length > 0 || name.startsWith("*.") ? undefined : parentOf(name);
    return parent === undefined || parent === "." ? own : this.exact(`*.${parent}` as CanonicalName, type);
  }

  /** Names whose lines have this address, in canonical text. */
  namesOf(address: string): readonly { readonly name: Name; readonly at: Range }[] {
    return this.#names.get(address) ?? [];
  }

  #add({ text, at }: HostsLine, options: HostsOptions): void {
    const [addressText = "", ...names] = (text.split("#", 1)[0] ?? "")
      .split(/[ \t\n\v\f\r]+/)
      .filter((field) => field !== "");
    if (addressText.length > MAX_FIELD_OCTETS) {
      options.complain?.(`address longer than ${MAX_FIELD_OCTETS} bytes, dropping the line`);
      return;
    }
    const bytes = readAddress(addressText.split("%", 1)[0] ?? "");
    if (bytes === undefined) return;
    const owner = { bytes, address: writeAddress(bytes), at };
    for (const field of names) {
      if (field.length > MAX_FIELD_OCTETS) {
        options.complain?.(`name longer than ${MAX_FIELD_OCTETS} bytes, dropping the name`);
      } else this.#addName(field, owner, options);
    }
  }

  #addName(field: string, { bytes, address, at }: Owner, options: HostsOptions): void {
    const written = (field.endsWith(".") ? field : `${field}.`).toLowerCase();
    const name = readRelativeName(field, ROOT);
    const key = name === undefined ? undefined : canonical(name);
    if (longestMatch(key ?? (written as CanonicalName), options.zones) === undefined) return;
    const isReversed = options.reverse && !written.startsWith("*.");
    this.#size += isReversed ? 2 : 1;
    if (key === undefined) return;
    if (isReversed) push(this.#names, address, { name: key, at });
    // CoreDNS compares texts: a name written otherwise than names are written is never found.
    if (key !== written) return;
    const isV4 = bytes.length === 4 || isIpv4Mapped(bytes);
    const record = recordOf(key, { address, isV4, ttlSeconds: options.ttlSeconds });
    push(isV4 ? this.#v4 : this.#v6, key, { record, at });
  }
}

interface Owner {
  readonly bytes: Uint8Array;
  readonly address: string;
  readonly at: Range;
}

function recordOf(
  name: Name,
  { address, isV4, ttlSeconds }: { address: string; isV4: boolean; ttlSeconds: number },
): ResourceRecord {
  const head = { name, class: Class.IN, ttl: ttlSeconds };
  return isV4
    ? { ...head, type: RRType.A, rdata: { kind: "A", address } }
    : { ...head, type: RRType.AAAA, rdata: { kind: "AAAA", address } };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** The lines of a file, each with its place. */
export function* linesOf(text: string, file: string): Generator<HostsLine> {
  let offset = 0;
  let line = 0;
  for (const content of text.split("\n")) {
    line += 1;
    const start = { offset, line, column: 1 };
    const end = { offset: offset + content.length, line, column: content.length + 1 };
    yield { text: content, at: { file, start, end } };
    offset += content.length + 1;
  }
}
