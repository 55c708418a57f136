/** What the cache counts, with CoreDNS's names (CoreDNS, plugin cache). Children are looked up once per server. */
import type { Counter, Gauge, MetricOptions, Metrics } from "../../ports/metrics.ts";
import type { Half } from "./cacheable.ts";

/** The counters of one server; a series appears with the first thing that it counts. */
export interface ServerCounters {
  readonly requests: () => Counter;
  readonly misses: () => Counter;
  readonly prefetches: () => Counter;
  readonly drops: () => Counter;
  readonly servedStale: () => Counter;
  readonly hits: Readonly<Record<Half, () => Counter>>;
  readonly evictions: Readonly<Record<Half, () => Counter>>;
  readonly entries: Readonly<Record<Half, () => Gauge>>;
}

/** The labels that are the same for all of a cache's queries. */
export interface CacheLabels {
  /** The zones of the cache, with commas between. */
  readonly zones: string;
  readonly view: string;
}

const SHARED = ["server", "zones", "view"];
const BY_HALF = ["server", "type", "zones", "view"];

function named(name: string, help: string, labels: readonly string[]): MetricOptions {
  return { name: `coredns_cache_${name}`, help, labels };
}

function once<Value>(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= make());
}

/** Gives the counters of a server (`dns://:53`). */
export function createCacheCounters(
  metrics: Metrics,
  { zones, view }: CacheLabels,
): (server: string) => ServerCounters {
  const requests = metrics.counter(named("requests_total", "Queries that came to the cache.", SHARED));
  const misses = metrics.counter(named("misses_total", "Queries that the cache had no entry for.", SHARED));
  const prefetches = metrics.counter(named("prefetch_total", "Entries that were asked for again in advance.", SHARED));
  const drops = metrics.counter(named("drops_total", "Replies not kept because they do not fit the question.", SHARED));
  const stale = metrics.counter(named("served_stale_total", "Queries answered from expired entries.", SHARED));
  const hits = metrics.counter(named("hits_total", "Queries answered from the cache.", BY_HALF));
  const evictions = metrics.counter(named("evictions_total", "Entries that had to go for others.", BY_HALF));
  const entries = metrics.gauge({
    ...named("entries", "Entries in the cache.", BY_HALF),
    together: "sum",
  });
  const byHalf = <Child>(child: (half: Half) => Child): Record<Half, () => Child> => ({
    success: once(() => child("success")),
    denial: once(() => child("denial")),
  });
  const make = (server: string): ServerCounters => ({
    requests: once(() => requests.child(server, zones, view)),
    misses: once(() => misses.child(server, zones, view)),
    prefetches: once(() => prefetches.child(server, zones, view)),
    drops: once(() => drops.child(server, zones, view)),
    servedStale: once(() => stale.child(server, zones, view)),
    hits: byHalf((half) => hits.child(server, half, zones, view)),
    evictions: byHalf((half) => evictions.child(server, half, zones, view)),
    entries: byHalf((half) => entries.child(server, half, zones, view)),
  });
  const servers = new Map<string, ServerCounters>();
  return (server) => {
    const known = servers.get(server);
    if (known !== undefined) return known;
    const counters = make(server);
    servers.set(server, counters);
    return counters;
  };
}
