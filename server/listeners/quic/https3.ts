/** DNS over HTTP/3 (RFC 8484 over RFC 9114): listening, and closing. */
import type { Arrival } from "../../../lib/chain/arrival.ts";
import { Http3Code } from "../../../lib/http3/error.ts";
import type { ListenerSettings } from "../../../lib/set-up/listeners.ts";
import { loadQuiche } from "../../quic/quiche.ts";
import type { AskDns } from "../https/doh.ts";
import { GRACE_MS, InFlight, type Listener, type ListenOptions } from "../listener.ts";
import { listenDatagrams } from "../udp.ts";
import { Http3Client } from "./http3-client.ts";
import { type QuicClient, QuicEndpoint } from "./quic-endpoint.ts";
import { openQuicSocket } from "./quic-sockets.ts";
import { QuicConfigs, quicSessionOf } from "./quic-tls.ts";

/** What quic-go grants when a block sets no limit. */
const STREAMS_WITHOUT_LIMIT = 100;
/** A client has a control stream and two of QPACK's, whatever else it is granted. */
const LEAST_UNIDIRECTIONAL = 3;

/** Listens. Rejects with the system's error. */
export async function listenHttps3(options: ListenOptions, settings: () => ListenerSettings): Promise<Listener> {
  const { server, failed, metrics, nowMs, graceMs = GRACE_MS } = options;
  const quiche = await loadQuiche();
  const responses = metrics?.counter({
    name: "coredns_dns_https3_responses_total",
    help: "Counter of DoH3 responses per server and http status code.",
    labels: ["server", "status"],
  });
  const configs = new QuicConfigs(quiche, settings, ({ limits, https3: { maxStreams } }) => ({
    protocol: "h3",
    idleTimeoutMs: limits.idleTimeoutMs,
    bidirectional: maxStreams > 0 ? maxStreams : STREAMS_WITHOUT_LIMIT,
    unidirectional: maxStreams > 0 ? Math.max(maxStreams, LEAST_UNIDIRECTIONAL) : STREAMS_WITHOUT_LIMIT,
  }));
  const inFlight = new InFlight();
  const clients = new Set<Http3Client>();
  const endpoint = new QuicEndpoint({
    quiche,
    config: () => configs.current(),
    maxConnections: () => settings().https3.maxConnections,
    tooMany: Http3Code.EXCESSIVE_LOAD,
    serve: (came) => {
      const client = new Http3Client(came.connection, {
        ask: askOf(came, options),
        failed,
        replied: (status) => responses?.child(server, String(status)).add(1),
        begin: () => inFlight.begin(),
        end: () => inFlight.end(),
        closed: () => clients.delete(client),
      });
      clients.add(client);
      return client;
    },
    nowMs,
  });
  const listener = await listenDatagrams(options, {
    transport: "https3",
    open: (place, route) => openQuicSocket({ endpoint, proxies: options.proxies }, place, route),
  });
  return {
    ...listener,
    close: async () => {
      endpoint.refuse();
      for (const client of clients) client.goAway();
      await inFlight.settled(graceMs);
      endpoint.close(Http3Code.NO_ERROR);
      await listener.close();
    },
  };
}

function askOf(
  { connection, client, local, proxyFields }: QuicClient,
  { server, answer, nowMs }: ListenOptions,
): AskDns {
  return (message, http, place) => {
    const tls = quicSessionOf(connection);
    const arrival: Arrival = { client, local, transport: "https3", server, arrivedMs: nowMs(), tls, http, proxyFields };
    return answer(message, arrival, place);
  };
}
