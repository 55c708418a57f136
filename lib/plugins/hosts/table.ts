/** The lines of a hosts file as tables: addresses by name, names by address (CoreDNS, plugin hosts). */

import { longestMatch } from "../../chain/zones.ts";
import type { Range } from "../../corefile/position.ts";
import { Class } from "../../dns/iana/class.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import { type CanonicalName, canonical, type Name, parentOf, readName } from "../../dns/name/name.ts";
import { isIpv4Mapped, readAddress, writeAddress } from "../../dns/text/address.ts";

/** A line of a hosts file or of the directive's block. */
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
    for (const line of lines) table.#add(line, options);
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
    const bytes = readAddress(addressText.split("%", 1)[0] ?? "");
    if (bytes === undefined) return;
    const address = writeAddress(bytes);
    const isV4 = bytes.length === 4 || isIpv4Mapped(bytes);
    for (const field of names) {
      const name = field.length > MAX_FIELD_OCTETS ? undefined : readName(field);
      if (name === undefined) continue;
      const key = canonical(name);
      if (longestMatch(key, options.zones) === undefined) continue;
      const record = recordOf(key, { address, isV4, ttlSeconds: options.ttlSeconds });
      push(isV4 ? this.#v4 : this.#v6, key, { record, at });
      this.#size += 1;
      if (key.startsWith("*.") || !options.reverse) continue;
      push(this.#names, address, { name: key, at });
      this.#size += 1;
    }
  }
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
