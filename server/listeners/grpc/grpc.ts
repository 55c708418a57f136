/**
 * DNS over gRPC (CoreDNS, server_grpc.go): one call for each query, many at a time on a connection; in the clear where the
 * block has no `tls`.
 */
import { performServerHandshake, type ServerHttp2Session } from "node:http2";
import type { Socket } from "node:net";
import type { Arrival, TlsSession } from "../../../lib/chain/arrival.ts";
import type { ListenerSettings } from "../../../lib/set-up/listeners.ts";
import { ConnectionGate } from "../connection-gate.ts";
import { GRACE_MS, InFlight, type Listener, type ListenOptions } from "../listener.ts";
import { clientEnd, localEnd, proxyFieldsOf, TcpSockets } from "../tcp-sockets.ts";
import { TlsStage } from "../tls-stage.ts";
import { serveCall } from "./call.ts";

/** How long a client may take to begin to speak HTTP/2 (grpc-go, connectionTimeout). */
const BEGIN_MS = 120_000;

/** Listens. Rejects with the system's error. */
export async function listenGrpc(options: ListenOptions, settings: () => ListenerSettings): Promise<Listener> {
  const listener = new GrpcListener(options, settings);
  await listener.open();
  return listener;
}

class GrpcListener implements Listener {
  readonly transport = "grpc";
  readonly #options: ListenOptions;
  readonly #settings: () => ListenerSettings;
  readonly #inFlight = new InFlight();
  readonly #sessions = new Set<ServerHttp2Session>();
  readonly #gate: ConnectionGate;
  readonly #stage: TlsStage;
  #sockets: TcpSockets | undefined;

  constructor(options: ListenOptions, settings: () => ListenerSettings) {
    this.#options = options;
    this.#settings = settings;
    this.#stage = new TlsStage({
      settings,
      protocols: ["h2"],
      settled: (socket, tls) => this.#serve(socket, tls),
    });
    this.#gate = new ConnectionGate(
      () => settings().grpc.maxConnections,
      (socket) => this.#stage.take(socket),
    );
  }

  async open(): Promise<void> {
    this.#sockets = await TcpSockets.open(this.#options, (socket) => this.#gate.take(socket));
  }

  get bound(): Listener["bound"] {
    return this.#sockets?.bound ?? { address: "", port: 0 };
  }

  #serve(socket: Socket, tls: TlsSession | "none"): void {
    const { server, answer, failed, nowMs } = this.#options;
    const { maxStreams } = this.#settings().grpc;
    const client = clientEnd(socket);
    const local = localEnd(socket);
    const proxyFields = proxyFieldsOf(socket);
    socket.on("error", () => socket.destroy());
    const session = performServerHandshake(socket, {
      settings: { ...(maxStreams > 0 ? { maxConcurrentStreams: maxStreams } : {}) },
    });
    this.#sessions.add(session);
    const silent = setTimeout(() => session.destroy(), BEGIN_MS);
    session.once("remoteSettings", () => clearTimeout(silent));
    session.once("close", () => {
      clearTimeout(silent);
      this.#sessions.delete(session);
      socket.destroy();
    });
    session.on("error", () => session.destroy());
    session.on("stream", (stream, headers) => {
      serveCall(stream, headers, {
        ask: (bytes, place) => {
          const arrival: Arrival = { client, local, transport: "grpc", server, arrivedMs: nowMs(), proxyFields, tls };
          return answer(bytes, arrival, place);
        },
        failed,
        begin: () => this.#inFlight.begin(),
        end: () => this.#inFlight.end(),
        nowMs,
      });
    });
  }

  async close(): Promise<void> {
    const { graceMs = GRACE_MS } = this.#options;
    const closed = this.#sockets?.close();
    this.#gate.close();
    this.#stage.close();
    await this.#inFlight.settled(graceMs);
    for (const session of this.#sessions) session.close();
    const forced = setTimeout(() => {
      for (const session of this.#sessions) session.destroy();
    }, graceMs);
    await closed;
    clearTimeout(forced);
  }
}
