/** What dispatch asks a block's plugins before the chain runs; the plugins offer it under these keys. */

import { Key } from "./key.ts";
import type { MetadataValue, Query } from "./query.ts";

/** Chooses among blocks of one zone: without all its views the next block is tried (CoreDNS, dnsserver.Viewer). */
export interface View {
  readonly name: string;
  readonly admits: (query: Query) => boolean;
  /** Why it can match no such query, when an expression fails; for those who ask why. */
  readonly fault?: (query: Query) => string | undefined;
}

/** A plugin that chooses among blocks of one zone. */
export const VIEW = new Key<View>();

/** Labels of a query, made before views are asked; of several plugins in a block the first is asked. */
export const LABELS = new Key<(query: Query) => Map<string, MetadataValue>>();

/** Opcodes beside QUERY and NOTIFY that a block takes for a plugin's sake. */
export const OPCODES = new Key<readonly number[]>();
