/** A database that is asked for each query: labels are made once for each of its records. */

import { asnLabels, cityLabels, type Label } from "./labels.ts";
import type { MaxmindDatabase } from "./maxmind/database.ts";
import type { Attempt } from "./maxmind/maxmind-error.ts";
import { asn, city, type Provides } from "./schemas.ts";

/** What a database may be asked for. */
export type Schema = keyof Provides;

const SHAPES = { city, asn } as const;
const LABELS = { city: cityLabels, asn: asnLabels } as const;

/** Records whose labels are kept. */
const MOST_KEPT = 10_000;

/** What was found for an address. */
export interface Found {
  readonly labels: readonly Label[];
  /** False when the database has no record, and the labels are empty. */
  readonly isKnown: boolean;
}

export class LookUps {
  readonly schema: Schema;
  readonly #database: MaxmindDatabase;
  readonly #kept = new Map<number | undefined, Attempt<Found>>();

  constructor(database: MaxmindDatabase, schema: Schema) {
    this.#database = database;
    this.schema = schema;
  }

  /** The labels for an address of 4 or 16 octets; the error is in the words of CoreDNS's library. */
  ask(address: Uint8Array): Attempt<Found> {
    const place = this.#database.place(address);
    if (!place.ok) return place;
    const known = this.#kept.get(place.value);
    if (known !== undefined) return known;
    const record = this.#database.lookup(address, SHAPES[this.schema]);
    const found: Attempt<Found> = record.ok
      ? { ok: true, value: { labels: LABELS[this.schema](record.value), isKnown: record.value !== undefined } }
      : record;
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#kept.set(place.value, found);
    return found;
  }
}
