/** The HTTP server of health: 200 and OK as long as the process runs (CoreDNS, plugin health). */

import { type Duration, durationOfMs } from "../../go/duration.ts";
import { listenHttp } from "../../plugin-kit/listen-http.ts";
import type { Timer } from "../../ports/clock.ts";
import type { Host } from "../../ports/host.ts";
import type { HttpListening } from "../../ports/http.ts";

/** Where to listen, and how long to go on when the server stops. */
export interface HealthOptions {
  readonly address: string;
  readonly lameduck: Duration | undefined;
}

/** A health server's life. */
export interface Health {
  /** Listens; gives CoreDNS's words when it cannot. */
  start(): Promise<string | undefined>;
  stop(): Promise<void>;
  /** Waits, still answering, before a stop for good. */
  lameduck(): Promise<void>;
}

const PROBE_MS = 1000;
const PROBE_TIMEOUT_MS = 3000;
/** Seconds; CoreDNS, plugin.SlimTimeBuckets. */
const BUCKETS = [0.00025, 0.0025, 0.025, 0.25, 2.5];

/** A health server, not yet listening. Once a second it asks itself, and keeps how long that takes as a metric. */
export function createHealth(host: Host, { address, lameduck }: HealthOptions): Health {
  const log = host.log.forPlugin("health");
  const duration = host.metrics
    .histogram({
      name: "coredns_health_request_duration_seconds",
      help: "Histogram of the time (in seconds) each request took.",
      labels: [],
      buckets: BUCKETS,
    })
    .child();
  const failures = host.metrics
    .counter({
      name: "coredns_health_request_failures_total",
      help: "The number of times the health check failed.",
      labels: [],
    })
    .child();
  let listening: HttpListening | undefined;
  let probe: Timer | undefined;
  const ask = async (server: HttpListening): Promise<void> => {
    const startMs = host.clock.monotonicMs();
    const reply = await server.ask("/health", PROBE_TIMEOUT_MS);
    const tookMs = host.clock.monotonicMs() - startMs;
    if (listening !== server) return;
    duration.observe(tookMs / 1000);
    const url = `http://${address}/health`;
    if ("kind" in reply) {
      failures.add(1);
      log.warning(`Local health request to "${url}" failed: ${reply.text}`);
    } else if (tookMs > PROBE_MS)
      log.warning(`Local health request to "${url}" took more than 1s: ${durationOfMs(tookMs).text}`);
  };
  return {
    async start() {
      const opened = await listenHttp(host, address, ({ path }) =>
        path === "/health" ? { status: 200, body: "OK" } : { status: 404, body: "404 page not found\n" },
      );
      if ("kind" in opened) return opened.text;
      listening = opened;
      probe = host.clock.every(PROBE_MS, () => ask(opened));
      return undefined;
    },
    async stop() {
      probe?.cancel();
      const server = listening;
      listening = undefined;
      await server?.close();
    },
    async lameduck() {
      if (lameduck === undefined || lameduck.ms <= 0 || listening === undefined) return;
      log.info(`Going into lameduck mode for ${lameduck.text}`);
      await new Promise<void>((resolve) => {
        host.clock.after(lameduck.ms, resolve);
      });
    },
  };
}
