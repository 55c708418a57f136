/** Keys and values of a store that is asked over the network, as etcd is. */
import type { TlsMaterial } from "./tls.ts";

/** How a store is reached. */
export interface KeyValueAccess {
  /** As people write them: `http://192.0.2.1:2379`. What the first one says of TLS holds for all. */
  readonly endpoints: readonly string[];
  /** Undefined when nothing is said of TLS; `https` makes it of the system's authorities then. */
  readonly tls: TlsMaterial | undefined;
  readonly user: { readonly name: string; readonly password: string } | undefined;
}

/** A key of a store; octets of it or of its value that are no UTF-8 are U+FFFD. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
  /** What ends the key's life; undefined without a lease. */
  readonly lease: bigint | undefined;
}

/** Why a store gave nothing, in the words of etcd's client for Go. */
export class KeyValueError extends Error {
  override readonly name = "KeyValueError";
}

/** How much is wanted of what is stored at a key. */
export type KeyExtent = "key" | "tree";

/** A store that is connected to when it is first asked. Every promise rejects with a `KeyValueError` only. */
export interface KeyValueStore {
  /**
   * The key itself; or, for `tree`, all keys below it, behind a slash, and the key itself only where nothing is below. In the
   * order of keys, none when there is none.
   */
  get(key: string, extent: KeyExtent, timeoutMs: number): Promise<readonly KeyValue[]>;
  /** Seconds that are left of a lease; not more than 0 when it has ended. */
  leaseSeconds(lease: bigint, timeoutMs: number): Promise<number>;
  /** Proves who asks. Waits for the store for as long as it takes. */
  authenticate(): Promise<void>;
  /** Whoever waits is refused. */
  close(): void;
}

export interface KeyValueStores {
  open(access: KeyValueAccess): KeyValueStore;
}
