/** What forwarding counts, with CoreDNS's names (CoreDNS, plugin forward and its package proxy). */
import { rcodeName } from "../../dns/iana/rcode.ts";
import { TIME_BUCKETS } from "../../plugin-kit/time-buckets.ts";
import type { Counter, Histogram, Metrics } from "../../ports/metrics.ts";

const PLUGIN = "forward";

/** The counters of one upstream. */
export interface UpstreamCounters {
  observe(rcode: number, seconds: number): void;
  healthcheckFailed(): void;
  connectionFound(protocol: string): void;
  connectionMade(protocol: string): void;
}

/** The counters of all forwards together. */
export interface ForwardCounters {
  readonly healthcheckBroken: Counter;
  readonly rejected: Counter;
  /** Those of one upstream, named `192.0.2.53:53`. */
  of(upstream: string): UpstreamCounters;
}

/** Makes the counters, or finds those that another forward made. */
export function createForwardCounters(metrics: Metrics): ForwardCounters {
  const perUpstream = createUpstreamFamilies(metrics);
  return {
    healthcheckBroken: metrics
      .counter({
        name: "coredns_forward_healthcheck_broken_total",
        help: "Queries for which all upstreams were unhealthy.",
        labels: [],
      })
      .child(),
    rejected: metrics
      .counter({
        name: "coredns_forward_max_concurrent_rejects_total",
        help: "Queries refused because too many were under way.",
        labels: [],
      })
      .child(),
    of: perUpstream,
  };
}

function createUpstreamFamilies(metrics: Metrics): (upstream: string) => UpstreamCounters {
  const durations = metrics.histogram({
    name: "coredns_proxy_request_duration_seconds",
    help: "How long upstreams took to reply.",
    labels: ["proxy_name", "to", "rcode"],
    buckets: TIME_BUCKETS,
  });
  const failures = metrics.counter({
    name: "coredns_proxy_healthcheck_failures_total",
    help: "Health checks that failed.",
    labels: ["proxy_name", "to"],
  });
  const labels = ["proxy_name", "to", "proto"];
  const found = metrics.counter({
    name: "coredns_proxy_conn_cache_hits_total",
    help: "Queries sent over a kept connection.",
    labels,
  });
  const made = metrics.counter({
    name: "coredns_proxy_conn_cache_misses_total",
    help: "Queries sent over a new connection.",
    labels,
  });
  return (upstream) => {
    const observers = new Map<number, Histogram>();
    const counters = new Map<string, Counter>();
    const count = (name: string, make: () => Counter): void => {
      const counter = counters.get(name) ?? make();
      counters.set(name, counter);
      counter.add(1);
    };
    return {
      observe(rcode, seconds) {
        const observer = observers.get(rcode) ?? durations.child(PLUGIN, upstream, rcodeName(rcode) || String(rcode));
        observers.set(rcode, observer);
        observer.observe(seconds);
      },
      healthcheckFailed: () => count("failed", () => failures.child(PLUGIN, upstream)),
      connectionFound: (protocol) => count(`found ${protocol}`, () => found.child(PLUGIN, upstream, protocol)),
      connectionMade: (protocol) => count(`made ${protocol}`, () => made.child(PLUGIN, upstream, protocol)),
    };
  };
}
