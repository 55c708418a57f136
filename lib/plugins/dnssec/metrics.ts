/** What dnssec counts, with CoreDNS's names. Children are looked up once per server. */
import type { Metrics } from "../../ports/metrics.ts";

/** The counters of one server; a series appears with the first thing that it counts. */
export interface ServerCounters {
  hit(): void;
  miss(): void;
  entries(count: number): void;
}

function once<Value>(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= make();
    return value;
  };
}

/** Gives the counters of a server (`dns://:53`). */
export function createDnssecCounters(metrics: Metrics): (server: string) => ServerCounters {
  const hits = metrics.counter({
    name: "coredns_dnssec_cache_hits_total",
    help: "The count of cache hits.",
    labels: ["server"],
  });
  const misses = metrics.counter({
    name: "coredns_dnssec_cache_misses_total",
    help: "The count of cache misses.",
    labels: ["server"],
  });
  const entries = metrics.gauge({
    name: "coredns_dnssec_cache_entries",
    help: "The number of elements in the dnssec cache.",
    labels: ["server", "type"],
    together: "sum",
  });
  const make = (server: string): ServerCounters => {
    const hit = once(() => hits.child(server));
    const miss = once(() => misses.child(server));
    const entry = once(() => entries.child(server, "signature"));
    return {
      hit: () => hit().add(1),
      miss: () => miss().add(1),
      entries: (count) => entry().set(count),
    };
  };
  const servers = new Map<string, ServerCounters>();
  return (server) => {
    const known = servers.get(server);
    if (known !== undefined) return known;
    const counters = make(server);
    servers.set(server, counters);
    return counters;
  };
}
