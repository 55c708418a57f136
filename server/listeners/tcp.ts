/**
 * DNS over TCP (RFC 7766): queries one behind the other on a connection, answered as they are ready. A connection that is
 * idle, half open or does not read its replies is closed.
 */
import { createServer, type Server, type Socket } from "node:net";
import type { Arrival, Endpoint } from "../../lib/chain/arrival.ts";
import { GRACE_MS, InFlight, type Listener, type ListenOptions, literalAddress, plainAddress } from "./listener.ts";
import { type ConnectionLimits, DEFAULT_LIMITS, TcpConnection } from "./tcp-connection.ts";
import { Turns } from "./turns.ts";

/** Listens. Rejects with the system's error. */
export function listenTcp(
  options: ListenOptions,
  limits: () => ConnectionLimits = () => DEFAULT_LIMITS,
): Promise<Listener> {
  const { address, port } = options.place;
  const listener = new TcpListener(options, limits);
  return listener.open(address === "" ? "::" : address, port).catch((error: unknown) => {
    const withoutIpv6 = error instanceof Error && "code" in error && error.code === "EAFNOSUPPORT";
    if (address !== "" || !withoutIpv6) throw error;
    return listener.open("0.0.0.0", port);
  });
}

class TcpListener implements Listener {
  readonly transport = "tcp";
  readonly #options: ListenOptions;
  readonly #limits: () => ConnectionLimits;
  readonly #connections = new Set<TcpConnection>();
  readonly #inFlight = new InFlight();
  readonly #unreadTotal = { octets: 0 };
  readonly #turns: Turns;
  #server: Server | undefined;

  constructor(options: ListenOptions, limits: () => ConnectionLimits) {
    this.#options = options;
    this.#limits = limits;
    this.#turns = new Turns(options.nowMs);
  }

  open(host: string, port: number): Promise<Listener> {
    // A client may close its half after the last query and still read the replies.
    const server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => this.#accept(socket));
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen({ host: literalAddress(host), port, reusePort: process.platform === "linux" }, () => {
        server.off("error", reject);
        server.on("error", () => undefined);
        this.#server = server;
        resolve(this);
      });
    });
  }

  get bound(): Endpoint {
    const own = this.#server?.address();
    return own === null || own === undefined || typeof own === "string"
      ? { address: "", port: 0 }
      : { address: own.address, port: own.port };
  }

  #accept(socket: Socket): void {
    const { server, answer, failed, nowMs } = this.#options;
    const local: Endpoint = { address: plainAddress(socket.localAddress ?? ""), port: socket.localPort ?? 0 };
    const connection = new TcpConnection(socket, {
      limits: this.#limits(),
      inFlight: this.#inFlight,
      unreadTotal: this.#unreadTotal,
      turns: this.#turns,
      nowMs,
      failed,
      ask: (bytes, client, place) => {
        const arrival: Arrival = { client, local, transport: "tcp", server, arrivedMs: nowMs() };
        return answer(bytes, arrival, place);
      },
    });
    this.#connections.add(connection);
    socket.once("close", () => this.#connections.delete(connection));
  }

  async close(): Promise<void> {
    const server = this.#server;
    const { graceMs = GRACE_MS } = this.#options;
    const closed = new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
    await this.#inFlight.settled(graceMs);
    for (const connection of this.#connections) connection.close();
    const forced = setTimeout(() => {
      for (const connection of this.#connections) connection.destroy();
    }, graceMs);
    await closed;
    clearTimeout(forced);
  }
}
