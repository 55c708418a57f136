/** What plugins offer metadata. */
import { Key } from "../../chain/key.ts";
import type { MetadataValue, Query } from "../../chain/query.ts";

/** Adds labels for a query. */
export type MetadataProvider = (query: Query, labels: Map<string, MetadataValue>) => void;

/** A plugin's labels; called for each query before the chain runs (CoreDNS, metadata.Provider). */
export const METADATA = new Key<MetadataProvider>();
