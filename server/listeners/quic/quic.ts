/** DNS over QUIC (RFC 9250): listening, and closing. */
import type { Arrival } from "../../../lib/chain/arrival.ts";
import type { ListenerSettings } from "../../../lib/set-up/listeners.ts";
import { loadQuiche } from "../../quic/quiche.ts";
import { GRACE_MS, InFlight, type Listener, type ListenOptions } from "../listener.ts";
import { listenDatagrams } from "../udp.ts";
import { DoqClient, DoqCode } from "./doq-client.ts";
import { QuicEndpoint } from "./quic-endpoint.ts";
import { openQuicSocket } from "./quic-sockets.ts";
import { QuicConfigs } from "./quic-tls.ts";
import { WorkerPool } from "./worker-pool.ts";

/** Listens. Rejects with the system's error. */
export async function listenQuic(options: ListenOptions, settings: () => ListenerSettings): Promise<Listener> {
  const { server, answer, failed, metrics, nowMs, graceMs = GRACE_MS } = options;
  const quiche = await loadQuiche();
  const responses = metrics?.counter({
    name: "coredns_dns_quic_responses_total",
    help: "Counter of DoQ responses per server and QUIC application code.",
    labels: ["server", "status"],
  });
  const configs = new QuicConfigs(quiche, settings, ({ limits, quic }) => ({
    protocol: "doq",
    idleTimeoutMs: limits.idleTimeoutMs,
    bidirectional: quic.maxStreams,
    unidirectional: quic.maxStreams,
  }));
  const inFlight = new InFlight();
  const workers = new WorkerPool(() => settings().quic.workers);
  const endpoint = new QuicEndpoint({
    quiche,
    config: () => configs.current(),
    maxConnections: () => settings().quic.maxConnections,
    tooMany: DoqCode.NO_ERROR,
    serve: (client) =>
      new DoqClient(client, {
        server,
        answer: (bytes, arrival: Arrival, place) => answer(bytes, arrival, place),
        failed,
        counted: (code) => responses?.child(server, `0x${code}`).add(1),
        workers,
        begin: () => inFlight.begin(),
        end: () => inFlight.end(),
        readTimeoutMs: () => settings().limits.readTimeoutMs,
        nowMs,
      }),
    nowMs,
  });
  const listener = await listenDatagrams(options, {
    transport: "quic",
    open: (place, route) => openQuicSocket({ endpoint, proxies: options.proxies }, place, route),
  });
  return {
    ...listener,
    close: async () => {
      endpoint.refuse();
      await inFlight.settled(graceMs);
      endpoint.close(DoqCode.NO_ERROR);
      await listener.close();
    },
  };
}
