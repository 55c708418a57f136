/** Facts about a query for other plugins to use, collected before the chain runs (CoreDNS, plugin metadata). */
import type { Handler } from "../../chain/handler.ts";
import type { MetadataValue, Query } from "../../chain/query.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { longestMatch } from "../../plugin-kit/zones.ts";

/** The handler, and what dispatch calls before the chain. */
export interface MetadataHandler extends Handler {
  /** Labels of all plugins of the block that have some, for names in the zones. */
  collect(query: Query): Map<string, MetadataValue>;
}

/** A handler that only collects; `providers` gives the block's handlers once all are there. */
export function createMetadata(zones: readonly CanonicalName[], providers: () => readonly Handler[]): MetadataHandler {
  return {
    name: "metadata",
    serve: (query, next) => next(query),
    collect(query) {
      const labels = new Map<string, MetadataValue>();
      if (longestMatch(query.qname, zones) === undefined) return labels;
      for (const provider of providers()) provider.metadata?.(query, labels);
      return labels;
    },
  };
}
