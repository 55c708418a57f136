/** DNS over HTTPS (RFC 8484), over HTTP/2 and HTTP/1.1; over HTTP/1.1 in the clear where the block has no `tls`. */
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { Arrival, TlsSession } from "../../../lib/chain/arrival.ts";
import type { Counter, Family } from "../../../lib/ports/metrics.ts";
import type { ListenerSettings } from "../../../lib/set-up/listeners.ts";
import { ConnectionGate } from "../connection-gate.ts";
import { GRACE_MS, InFlight, type Listener, type ListenOptions } from "../listener.ts";
import { clientEnd, localEnd, proxyFieldsOf, TcpSockets } from "../tcp-sockets.ts";
import { TlsStage } from "../tls-stage.ts";
import type { Connected, HttpConnection } from "./connected.ts";
import type { AskDns } from "./doh.ts";
import { Http1 } from "./http1.ts";
import { serveHttp2 } from "./http2.ts";

/** Listens. Rejects with the system's error. */
export async function listenHttps(options: ListenOptions, settings: () => ListenerSettings): Promise<Listener> {
  const connections = new HttpConnections(options, settings);
  const stage = new TlsStage({
    settings,
    protocols: ["h2", "http/1.1"],
    settled: (socket, session) => connections.serve(socket, session),
  });
  const gate = new ConnectionGate(
    () => settings().https.maxConnections,
    (socket) => stage.take(socket),
  );
  const sockets = await TcpSockets.open(options, (socket) => gate.take(socket));
  return {
    transport: "https",
    get bound() {
      return sockets.bound;
    },
    close: () => {
      gate.close();
      stage.close();
      return connections.close(sockets);
    },
  };
}

class HttpConnections {
  readonly #options: ListenOptions;
  readonly #settings: () => ListenerSettings;
  readonly #http1 = new Http1();
  readonly #connections = new Map<Socket, HttpConnection>();
  readonly #inFlight = new InFlight();
  readonly #responses: Family<Counter> | undefined;

  constructor(options: ListenOptions, settings: () => ListenerSettings) {
    this.#options = options;
    this.#settings = settings;
    this.#responses = options.metrics?.counter({
      name: "coredns_dns_https_responses_total",
      help: "Counter of DoH responses per server and http status code.",
      labels: ["server", "status"],
    });
  }

  serve(socket: Socket, tls: TlsSession | "none"): void {
    const { limits, https } = this.#settings();
    const { server, failed } = this.#options;
    const connected: Connected = {
      socket,
      limits,
      maxStreams: https.maxStreams,
      ask: this.#askOf(socket, tls),
      inFlight: this.#inFlight,
      replied: (status) => this.#responses?.child(server, String(status)).add(1),
      failed,
    };
    const isHttp2 = socket instanceof TLSSocket && socket.alpnProtocol === "h2";
    this.#connections.set(socket, isHttp2 ? serveHttp2(connected) : this.#http1.serve(connected));
    socket.once("close", () => this.#connections.delete(socket));
  }

  #askOf(socket: Socket, tls: TlsSession | "none"): AskDns {
    const { server, answer, nowMs } = this.#options;
    const [client, local] = [clientEnd(socket), localEnd(socket)];
    const proxyFields = proxyFieldsOf(socket);
    return (message, http, place) => {
      const arrival: Arrival = {
        client,
        local,
        transport: "https",
        server,
        arrivedMs: nowMs(),
        proxyFields,
        tls,
        http,
      };
      return answer(message, arrival, place);
    };
  }

  async close(sockets: TcpSockets): Promise<void> {
    const { graceMs = GRACE_MS } = this.#options;
    const closed = sockets.close();
    await this.#inFlight.settled(graceMs);
    for (const connection of this.#connections.values()) connection.close();
    const forced = setTimeout(() => {
      for (const socket of this.#connections.keys()) socket.destroy();
    }, graceMs);
    await closed;
    clearTimeout(forced);
  }
}
