/** What kubernetes counts, under CoreDNS's names (CoreDNS, kubernetes/metrics.go and object/metrics.go). */
import { parseUrl } from "../../go/url.ts";
import { type Endpoints, isHeadless, type Service } from "../../kubernetes/objects.ts";
import type { RequestCounts } from "../../ports/clusters.ts";
import type { Host } from "../../ports/host.ts";
import type { Metrics } from "../../ports/metrics.ts";
import { isRecord } from "./go-shape.ts";

/** Prometheus' own buckets, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** From a millisecond to about 17 minutes. */
const PROGRAMMING_BUCKETS = Array.from({ length: 20 }, (_, index) => 0.001 * 2 ** index);
const METHOD = "GET";

/** Requests to an API server. Only lists wait for their turn and are timed. */
export function requestCounts(metrics: Metrics, server: string): RequestCounts {
  const url = parseUrl(server);
  const host = url.ok ? url.value.host : "";
  const labels = ["verb", "host"];
  const requests = metrics.counter({
    name: "coredns_kubernetes_rest_client_requests_total",
    help: "Requests to the API server, by status.",
    labels: ["code", "method", "host"],
  });
  const took = metrics.histogram({
    name: "coredns_kubernetes_rest_client_request_duration_seconds",
    help: "How long the API server took to reply.",
    labels,
    buckets: BUCKETS,
  });
  const waited = metrics.histogram({
    name: "coredns_kubernetes_rest_client_rate_limiter_duration_seconds",
    help: "How long requests to the API server waited for their turn.",
    labels,
    buckets: BUCKETS,
  });
  return {
    waited: (seconds) => waited.child(METHOD, host).observe(seconds),
    took: (seconds) => took.child(METHOD, host).observe(seconds),
    ended: (code) => requests.child(code, METHOD, host).add(1),
  };
}

/** When the change that made a slice what it is was seen, as Kubernetes' own controller writes it. */
const TRIGGER_TIME = "endpoints.kubernetes.io/last-change-trigger-time";
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Tells how long a slice took from its cause to its answers. `value` is the slice as it came. */
export type ProgrammingTimes = (value: unknown, slice: Endpoints, service: Service | undefined) => void;

/** Times of slices that a controller wrote, for Services that are known. */
export function programmingTimes({ metrics, clock, log }: Pick<Host, "metrics" | "clock" | "log">): ProgrammingTimes {
  const times = metrics.histogram({
    name: "coredns_kubernetes_dns_programming_duration_seconds",
    help: "How long it took from a change of a Service's endpoints until it was answered.",
    labels: ["service_kind"],
    buckets: PROGRAMMING_BUCKETS,
  });
  return (value, slice, service) => {
    const text = triggerTimeOf(value);
    if (text === undefined) return;
    const triggeredMs = RFC3339.test(text) ? Date.parse(text) : Number.NaN;
    if (Number.isNaN(triggeredMs)) {
      const place = `Endpoints '${slice.namespace}/${slice.name}'`;
      log.warning(
        `DnsProgrammingLatency cannot be calculated for ${place}; invalid "${TRIGGER_TIME}" annotation RFC3339 value of "${text}"`,
      );
    } else if (service !== undefined) {
      const kind = isHeadless(service) ? "headless_with_selector" : "cluster_ip";
      times.child(kind).observe((clock.nowMs() - triggeredMs) / 1000);
    }
  };
}

function triggerTimeOf(value: unknown): string | undefined {
  const metadata = fieldOf(value, "metadata");
  const text = fieldOf(fieldOf(metadata, "annotations"), TRIGGER_TIME);
  return typeof text === "string" ? text : undefined;
}

function fieldOf(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}
