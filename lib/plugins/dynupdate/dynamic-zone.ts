/** A dynamic zone at one server block: its data as they are now, opened by the first who wants them. */
import type { CanonicalName } from "../../dns/name/name.ts";
import type { SourcedZone } from "../../plugin-kit/explain-zone-alias.ts";
import type { Zone } from "../../zone/zone.ts";
import { type Source, Store, type StoreError } from "./store.ts";

export class DynamicZone implements SourcedZone {
  readonly origin: CanonicalName;
  readonly source: string;
  readonly limits: Source["limits"];
  readonly #source: Source;
  #store: Store | undefined;
  #opening: Promise<Store | StoreError> | undefined;
  /** What was there in set-up. */
  #before: Zone | undefined;
  #isClosed = false;

  constructor(source: Source) {
    this.#source = source;
    this.origin = source.origin;
    this.limits = source.limits;
    this.source = source.database ?? source.seed;
  }

  /** Reads all in set-up; gives why CoreDNS does not start with it. Nothing is written. */
  read(): StoreError | undefined {
    const read = Store.read(this.#source);
    if ("error" in read) return read;
    this.#before = read.store.zone;
    if (this.#source.database === undefined) this.#store = read.store;
    return undefined;
  }

  get zone(): Zone | undefined {
    return this.#store?.zone ?? this.#before;
  }

  /** Records that updates made stand nowhere, and those of the master file may have gone. */
  placeOf(): undefined {
    return undefined;
  }

  /** The data, or why there are none; a promise only while the database is being written for the first time. */
  open(): Store | StoreError | Promise<Store | StoreError> {
    if (this.#store !== undefined) return this.#store;
    if (this.#isClosed) return { error: "dynamic zone is closed" };
    if (this.#opening !== undefined) return this.#opening;
    const opened = Store.open(this.#source);
    if (!(opened instanceof Promise)) return this.#opened(opened);
    this.#opening = opened.then((store) => this.#opened(store));
    return this.#opening;
  }

  #opened(opened: Store | StoreError): Store | StoreError {
    this.#opening = undefined;
    if (opened instanceof Store) this.#store = opened;
    return opened;
  }

  close(): void {
    this.#isClosed = true;
    this.#store?.close();
    this.#store = undefined;
  }
}
