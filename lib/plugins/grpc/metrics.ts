/** What grpc counts, with CoreDNS's names (CoreDNS, plugin grpc). */
import { rcodeName } from "../../dns/iana/rcode.ts";
import { TIME_BUCKETS } from "../../plugin-kit/time-buckets.ts";
import type { Counter, Metrics } from "../../ports/metrics.ts";

/** Counts a reply with this code that took so long. */
export type CountReply = (rcode: number, seconds: number) => void;

/** Makes the counters, or finds those that another block made; gives those of one upstream, named `192.0.2.53:443`. */
export function createGrpcCounters(metrics: Metrics): (upstream: string) => CountReply {
  const requests = metrics.counter({
    name: "coredns_grpc_requests_total",
    help: "Counter of requests made per upstream.",
    labels: ["to"],
  });
  const responses = metrics.counter({
    name: "coredns_grpc_responses_total",
    help: "Counter of requests made per upstream.",
    labels: ["rcode", "to"],
  });
  const durations = metrics.histogram({
    name: "coredns_grpc_request_duration_seconds",
    help: "Histogram of the time each request took.",
    labels: ["to"],
    buckets: TIME_BUCKETS,
  });
  return (upstream) => {
    const codes = new Map<number, Counter>();
    return (rcode, seconds) => {
      const code = codes.get(rcode) ?? responses.child(rcodeName(rcode) || String(rcode), upstream);
      codes.set(rcode, code);
      requests.child(upstream).add(1);
      code.add(1);
      durations.child(upstream).observe(seconds);
    };
  };
}
