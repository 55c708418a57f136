/** The contract of a plugin that takes part in answering. */

import type { CanonicalName } from "../dns/name/name.ts";
import type { Why } from "../explanation/why.ts";
import type { Range } from "../text/position.ts";
import type { Outcome } from "./outcome.ts";
import type { MetadataValue, Query } from "./query.ts";

/** The rest of the chain. At its end it gives SERVFAIL with `plugin/NAME: no next plugin found`. */
export interface Next {
  (query: Query): Outcome | Promise<Outcome>;
  /** The name of the plugin that comes next; undefined at the end of the chain. */
  readonly plugin: string | undefined;
}

/**
 * A plugin in the chain. `serve` answers, or calls `next` and gives back what it gives, changed or not. It stays
 * synchronous where it can: `Outcome` rather than a promise, and no closure per query.
 */
export interface Handler {
  readonly name: string;
  /** Its line, when it is not that of the directive's first use in the block. */
  readonly at?: Range | undefined;
  /** True when it does its work before the chain, where the server block is chosen. */
  readonly actsAtDispatch?: boolean;
  serve(query: Query, next: Next, why: Why): Outcome | Promise<Outcome>;
  /** Whether it is ready to serve, for the ready plugin (CoreDNS, ready.Readiness). */
  ready?(): boolean;
  /** Labels for the metadata plugin (CoreDNS, metadata.Provider); called for each query before the chain runs. */
  metadata?(query: Query, labels: Map<string, MetadataValue>): void;
  /** The labels of all plugins of its block; dispatch asks the first handler that has this (the metadata plugin). */
  collect?(query: Query): Map<string, MetadataValue>;
  /** Zones whose data change under way, so that cache must pass them by (CoreDNS, cache.ZoneBypasser). */
  uncachedZones?(): readonly CanonicalName[];
}

/** Applies `change` to an outcome now or when it comes, without a promise when it is there already. */
export function afterwards(
  outcome: Outcome | Promise<Outcome>,
  change: (outcome: Outcome) => Outcome | Promise<Outcome>,
): Outcome | Promise<Outcome> {
  return outcome instanceof Promise ? outcome.then(change) : change(outcome);
}
