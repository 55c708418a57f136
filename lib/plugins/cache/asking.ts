/** One query at the cache, with what it needs on its way. */
import type { Next } from "../../chain/handler.ts";
import type { Query } from "../../chain/query.ts";
import type { Why } from "../../explanation/why.ts";
import type { ServerCounters } from "./metrics.ts";

/** A query on its way through the cache. */
export interface Asking {
  readonly query: Query;
  readonly next: Next;
  readonly why: Why | undefined;
  readonly counters: ServerCounters;
  readonly nowMs: number;
}
