/** What plugins offer autopath. */
import { Key } from "../../chain/key.ts";
import type { Query } from "../../chain/query.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import type { Sentence } from "../../explanation/words.ts";
import type { Range } from "../../text/position.ts";

/** Whose search path it is, or why there is none, and the line that says so. */
export interface SearchPathReason {
  readonly sentence: Sentence;
  readonly rule?: Range | undefined;
}

/** A plugin that knows the search path of each client (CoreDNS, autopath.AutoPather). */
export interface SearchPaths {
  /** The domains of the client who asks, in their order; the name alone comes after them. Undefined for no search. */
  pathOf(query: Query): readonly CanonicalName[] | undefined;
  /** Why `pathOf` gives what it gives; asked only when the query is watched. */
  because(query: Query): SearchPathReason;
}

/** A plugin's search paths; read at the start. */
export const SEARCH_PATHS = new Key<SearchPaths>();
