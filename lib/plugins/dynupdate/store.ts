/**
 * The data of a dynamic zone, and how they change: one update after the other, written down before anybody sees it. A
 * reload that overlaps has the same store, so that no update gets lost (CoreDNS, zoneStore).
 */
import type { CanonicalName } from "../../dns/name/name.ts";
import { quote } from "../../go/quote.ts";
import type { Files } from "../../ports/files.ts";
import type { Storage } from "../../ports/storage.ts";
import type { Zone } from "../../zone/zone.ts";
import { beyondLimits, type Limits, zoneOf } from "./contents.ts";
import { databaseOf, readDatabase } from "./database.ts";
import type { Records } from "./records.ts";
import { readSeed } from "./seed.ts";

/** What a zone is made from. */
export interface Source {
  readonly origin: CanonicalName;
  readonly limits: Limits;
  /** The master file, as it is after `root`. */
  readonly seed: string;
  /** The absolute path of the database; undefined when updates are kept in memory. */
  readonly database: string | undefined;
  readonly files: Files;
  readonly storage: Storage;
}

/** Why there is no store, in CoreDNS's words. */
export interface StoreError {
  readonly error: string;
  /** True when it is the master file that is wrong. */
  readonly isOfSeed?: boolean;
}

/** Stores with a database that somebody has open, by its path. */
const OPEN = new Map<string, Store>();

export class Store {
  readonly origin: CanonicalName;
  records: Records;
  zone: Zone;
  readonly #database: string | undefined;
  readonly #storage: Storage;
  #users = 1;
  #last: Promise<unknown> = Promise.resolve();
  /** Set while a new database is being written: whether that went well is not known yet. */
  #creation: Promise<StoreError | undefined> | undefined;

  private constructor({ origin, database, storage }: Source, data: { readonly records: Records; readonly zone: Zone }) {
    this.origin = origin;
    this.records = data.records;
    this.zone = data.zone;
    this.#database = database;
    this.#storage = storage;
  }

  /** The store as it would be, without a trace of it on disk; the flag tells whether there is a database already. */
  static read(source: Source): { readonly store: Store; readonly isNew: boolean } | StoreError {
    const { files, origin, limits, seed, database } = source;
    const found = database === undefined ? NONE : readDatabase(files, { database, seed, origin, limits });
    if (found.kind === "error") return { error: found.text };
    const records = found.kind === "records" ? found.records : readSeed(files, { path: seed, origin, limits });
    if (typeof records === "string") return { error: records, isOfSeed: true };
    const zone = zoneOf(records, origin);
    if (typeof zone !== "string") return { store: new Store(source, { records, zone }), isNew: found.kind === "none" };
    const loading = database === undefined ? `building zone ${quote(origin)}` : `loading database ${quote(database)}`;
    return { error: `${loading}: ${zone}` };
  }

  /** The store that all of a path share; a database that is not there yet is written first. */
  static open(source: Source): Store | StoreError | Promise<Store | StoreError> {
    const { database, origin, limits } = source;
    const open = database === undefined ? undefined : OPEN.get(database);
    if (open !== undefined) {
      if (open.origin !== origin) return { error: `database already serves zone ${quote(open.origin)}` };
      const beyond = beyondLimits(open.records, limits);
      if (beyond !== undefined) return { error: beyond };
      open.#users++;
      return open.#whenThere();
    }
    const read = Store.read(source);
    if ("error" in read) return read;
    const { store, isNew } = read;
    if (database === undefined) return store;
    OPEN.set(database, store);
    if (isNew) store.#creation = store.#create(database);
    return store.#whenThere();
  }

  #whenThere(): Store | Promise<Store | StoreError> {
    return this.#creation === undefined ? this : this.#creation.then((failed) => failed ?? this);
  }

  async #create(database: string): Promise<StoreError | undefined> {
    const failed = await this.#storage.write(database, databaseOf(this.origin, this.records));
    this.#creation = undefined;
    if (failed === undefined) return undefined;
    OPEN.delete(database);
    return { error: `opening database ${quote(database)}: ${failed.text}` };
  }

  /** Runs tasks one after the other: no update sees half of another. */
  inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(task);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Puts records in the place of those before; gives why they could not be written down, and then nothing changes. */
  async commit(records: Records, zone: Zone): Promise<string | undefined> {
    if (this.#database !== undefined) {
      const failed = await this.#storage.write(this.#database, databaseOf(this.origin, records));
      if (failed !== undefined) return failed.text;
    }
    this.records = records;
    this.zone = zone;
    return undefined;
  }

  /** One user less; the last one closes it. */
  close(): void {
    this.#users--;
    if (this.#users === 0 && this.#database !== undefined && OPEN.get(this.#database) === this) {
      OPEN.delete(this.#database);
    }
  }
}

const NONE = { kind: "none" } as const;
