/** The contract of a plugin that takes part in answering. */

import type { Why } from "../explanation/why.ts";
import type { Range } from "../text/position.ts";
import type { Key, Offers } from "./key.ts";
import type { Outcome } from "./outcome.ts";
import type { Query } from "./query.ts";

/** The rest of the chain. At its end it gives SERVFAIL with `plugin/NAME: no next plugin found`. */
export interface Next {
  (query: Query): Outcome | Promise<Outcome>;
  /** The name of the plugin that comes next; undefined at the end of the chain. */
  readonly plugin: string | undefined;
}

/**
 * A plugin in the chain. `serve` answers, or calls `next` and gives back what it gives, changed or not. It stays
 * synchronous where it can: `Outcome` rather than a promise, and no closure per query. `why` is there when somebody
 * watches.
 */
export interface Handler {
  readonly name: string;
  /** Its line, when it is not that of the directive's first use in the block. */
  readonly at?: Range | undefined;
  /** What it gives dispatch and other plugins beside answers, under typed keys; nothing without it. */
  readonly offers?: Offers;
  serve(query: Query, next: Next, why: Why | undefined): Outcome | Promise<Outcome>;
}

/** What handlers offer under a key, in their order. */
export function offersOf<Value>(handlers: readonly Handler[], key: Key<Value>): readonly Value[] {
  const found: Value[] = [];
  for (const { offers } of handlers) {
    const value = offers?.get(key);
    if (value !== undefined) found.push(value);
  }
  return found;
}

/** Applies `change` to an outcome now or when it comes, without a promise when it is there already. */
export function afterwards(
  outcome: Outcome | Promise<Outcome>,
  change: (outcome: Outcome) => Outcome | Promise<Outcome>,
): Outcome | Promise<Outcome> {
  return outcome instanceof Promise ? outcome.then(change) : change(outcome);
}
