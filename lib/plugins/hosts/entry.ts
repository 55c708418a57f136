/** A name and an address out of a line. */

import { Class } from "../../dns/iana/class.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import type { Name } from "../../dns/name/name.ts";
import type { LinePlace } from "../../system-files/file-lines.ts";
import type { Range } from "../../text/position.ts";

/** What an entry is made of. */
export interface HostsEntryParts {
  /** In canonical form; answers take the QNAME. */
  readonly name: Name;
  /** In its usual form. */
  readonly address: string;
  readonly isV4: boolean;
  readonly ttlSeconds: number;
  readonly place: LinePlace;
}

export class HostsEntry {
  readonly name: Name;
  readonly #address: string;
  readonly isV4: boolean;
  readonly #ttlSeconds: number;
  readonly #place: LinePlace;
  #record: ResourceRecord | undefined;

  constructor({ name, address, isV4, ttlSeconds, place }: HostsEntryParts) {
    this.name = name;
    this.#address = address;
    this.isV4 = isV4;
    this.#ttlSeconds = ttlSeconds;
    this.#place = place;
  }

  /** The line. */
  get at(): Range {
    return this.#place.range;
  }

  /** The A or AAAA record, the same one each time. */
  get record(): ResourceRecord {
    this.#record ??= this.#makeRecord();
    return this.#record;
  }

  #makeRecord(): ResourceRecord {
    const head = { name: this.name, class: Class.IN, ttl: this.#ttlSeconds };
    return this.isV4
      ? { ...head, type: RRType.A, rdata: { kind: "A", address: this.#address } }
      : { ...head, type: RRType.AAAA, rdata: { kind: "AAAA", address: this.#address } };
  }
}
