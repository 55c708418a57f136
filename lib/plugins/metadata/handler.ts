/** Facts about a query for other plugins to use, collected before the chain runs (CoreDNS, plugin metadata). */

import { LABELS } from "../../chain/dispatch-keys.ts";
import type { Handler } from "../../chain/handler.ts";
import { offers } from "../../chain/key.ts";
import type { MetadataValue } from "../../chain/query.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { longestMatch } from "../../plugin-kit/zones.ts";
import type { MetadataProvider } from "./api.ts";

/** A handler that only collects; `providers` gives what the block's plugins add, once all are there. */
export function createMetadata(zones: readonly CanonicalName[], providers: () => readonly MetadataProvider[]): Handler {
  return {
    name: "metadata",
    serve: (query, next) => next(query),
    offers: offers(
      LABELS.with((query) => {
        const labels = new Map<string, MetadataValue>();
        if (longestMatch(query.qname, zones) === undefined) return labels;
        for (const provide of providers()) provide(query, labels);
        return labels;
      }),
    ),
  };
}
