/** All connections of a listener that carry DNS messages as TCP does (RFC 7766), and its closing. */
import type { Socket } from "node:net";
import type { Arrival, Endpoint } from "../../lib/chain/arrival.ts";
import { GRACE_MS, InFlight, type ListenOptions } from "./listener.ts";
import { type ConnectionLimits, TcpConnection } from "./tcp-connection.ts";
import type { TcpSockets } from "./tcp-sockets.ts";
import { Turns } from "./turns.ts";

export class DnsConnections {
  readonly #options: ListenOptions;
  readonly #limits: () => ConnectionLimits;
  readonly #connections = new Set<TcpConnection>();
  readonly #inFlight = new InFlight();
  readonly #unreadTotal = { octets: 0 };
  readonly #turns: Turns;

  constructor(options: ListenOptions, limits: () => ConnectionLimits) {
    this.#options = options;
    this.#limits = limits;
    this.#turns = new Turns(options.nowMs);
  }

  /** Serves what comes over a connection; `arriving` says with what each query of it arrives. */
  serve(socket: Socket, arriving: (client: Endpoint, arrivedMs: number) => Arrival): void {
    const { answer, failed, nowMs } = this.#options;
    const connection = new TcpConnection(socket, {
      limits: this.#limits(),
      inFlight: this.#inFlight,
      unreadTotal: this.#unreadTotal,
      turns: this.#turns,
      nowMs,
      failed,
      ask: (bytes, client, place) => answer(bytes, arriving(client, nowMs()), place),
    });
    this.#connections.add(connection);
    socket.once("close", () => this.#connections.delete(connection));
  }

  /** Takes no more queries from the place they come in by, and is done when those under way are, or after the grace. */
  async close(sockets: TcpSockets): Promise<void> {
    const { graceMs = GRACE_MS } = this.#options;
    const closed = sockets.close();
    await this.#inFlight.settled(graceMs);
    for (const connection of this.#connections) connection.close();
    const forced = setTimeout(() => {
      for (const connection of this.#connections) connection.destroy();
    }, graceMs);
    await closed;
    clearTimeout(forced);
  }
}
