/** A store of keys and values that a test fills, changes and breaks. */
import {
  type KeyExtent,
  type KeyValue,
  type KeyValueAccess,
  KeyValueError,
  type KeyValueStore,
  type KeyValueStores,
} from "../key-values.ts";

/** What a key has: a text, or something that is written as JSON; and the lease it has. */
interface Stored {
  readonly value: string;
  readonly lease?: bigint;
}

/** All stores that are opened are this one. */
export class FakeKeyValues implements KeyValueStores, KeyValueStore {
  readonly #stored = new Map<string, Stored>();
  /** What it fails with; undefined while it works. */
  failure: string | undefined;
  /** What it refuses users with. */
  refusal: string | undefined;
  /** What happens before it answers. */
  before: () => Promise<void> = () => Promise.resolve();
  /** Seconds that are left, by lease. */
  readonly leases = new Map<bigint, number>();
  /** How it was opened, one after the other. */
  readonly opened: KeyValueAccess[] = [];
  /** What it was asked: `/skydns/org tree 5000`. */
  readonly asked: string[] = [];
  authentications = 0;
  closed = 0;

  put(key: string, value: unknown, lease?: bigint): void {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    this.#stored.set(key, { value: text, ...(lease === undefined ? {} : { lease }) });
  }

  delete(key: string): void {
    this.#stored.delete(key);
  }

  open(access: KeyValueAccess): KeyValueStore {
    this.opened.push(access);
    return this;
  }

  async get(key: string, extent: KeyExtent, timeoutMs: number): Promise<readonly KeyValue[]> {
    this.asked.push(`${key} ${extent} ${timeoutMs}`);
    await this.before();
    if (this.failure !== undefined) throw new KeyValueError(this.failure);
    const below = extent === "key" ? [] : this.#where((one) => one.startsWith(`${key}/`));
    return below.length > 0 ? below : this.#where((one) => one === key);
  }

  #where(isWanted: (key: string) => boolean): readonly KeyValue[] {
    return [...this.#stored]
      .filter(([key]) => isWanted(key))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, { value, lease }]) => ({ key, value, lease }));
  }

  leaseSeconds(lease: bigint): Promise<number> {
    const seconds = this.leases.get(lease);
    return seconds === undefined
      ? Promise.reject(new KeyValueError("etcdserver: requested lease not found"))
      : Promise.resolve(seconds);
  }

  async authenticate(): Promise<void> {
    this.authentications++;
    await this.before();
    if (this.refusal !== undefined) throw new KeyValueError(this.refusal);
  }

  close(): void {
    this.closed++;
  }
}
