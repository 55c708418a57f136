/**
 * DNS over TCP (RFC 7766): queries one behind the other on a connection, answered as they are ready. A connection that is
 * idle, half open or does not read its replies is closed.
 */
import { createServer, type Server, type Socket } from "node:net";
import type { ConnectionLimits } from "../../lib/chain/listeners.ts";
import type { Arrival, Endpoint } from "../../lib/chain/query.ts";
import { GRACE_MS, InFlight, type Listener, type ListenOptions, plainAddress } from "./listener.ts";

export type { ConnectionLimits };

/** Replies that a client has not read yet; above it no more queries are read. */
const MAX_UNREAD_OCTETS = 1024 * 1024;
const BUFFER_OCTETS = 4096;

/** Listens. Rejects with the system's error. */
export function listenTcp(options: ListenOptions, limits: () => ConnectionLimits): Promise<Listener> {
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
  readonly #connections = new Set<Connection>();
  readonly #inFlight = new InFlight();
  #server: Server | undefined;

  constructor(options: ListenOptions, limits: () => ConnectionLimits) {
    this.#options = options;
    this.#limits = limits;
  }

  open(host: string, port: number): Promise<Listener> {
    const server = createServer({ noDelay: true }, (socket) => this.#accept(socket));
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen({ host, port, reusePort: process.platform === "linux" }, () => {
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
    const { server, answer, nowMs } = this.#options;
    const connection = new Connection(socket, {
      limits: this.#limits(),
      inFlight: this.#inFlight,
      ask: (bytes, client) => {
        const local: Endpoint = { address: plainAddress(socket.localAddress ?? ""), port: socket.localPort ?? 0 };
        const arrival: Arrival = { client, local, transport: "tcp", server, arrivedMs: nowMs() };
        return answer(bytes, arrival, () => new Uint8Array(BUFFER_OCTETS));
      },
    });
    this.#connections.add(connection);
    socket.once("close", () => this.#connections.delete(connection));
  }

  async close(): Promise<void> {
    const server = this.#server;
    const closed = new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
    await this.#inFlight.settled();
    for (const connection of this.#connections) connection.end();
    const forced = setTimeout(() => {
      for (const connection of this.#connections) connection.destroy();
    }, GRACE_MS);
    await closed;
    clearTimeout(forced);
  }
}

interface ConnectionOptions {
  readonly limits: ConnectionLimits;
  readonly inFlight: InFlight;
  readonly ask: (bytes: Uint8Array, client: Endpoint) => Uint8Array | undefined | Promise<Uint8Array | undefined>;
}

class Connection {
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  readonly #client: Endpoint;
  #received: Buffer = Buffer.alloc(0);
  #queries = 0;
  #underWay = 0;
  #ended = false;

  constructor(socket: Socket, options: ConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#client = { address: plainAddress(socket.remoteAddress ?? ""), port: socket.remotePort ?? 0 };
    socket.setTimeout(options.limits.readTimeoutMs, () => this.#timedOut());
    socket.on("data", (chunk: Buffer) => this.#take(chunk));
    socket.on("drain", () => socket.resume());
    socket.on("error", () => socket.destroy());
    socket.on("end", () => this.end());
  }

  #timedOut(): void {
    // A plugin may take its time; the clock runs for clients only.
    if (this.#underWay === 0) this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    while (this.#received.length >= 2 && !this.#ended) {
      const end = 2 + this.#received.readUInt16BE(0);
      if (this.#received.length < end) return;
      const message = this.#received.subarray(2, end);
      this.#received = this.#received.subarray(end);
      this.#serve(message);
    }
  }

  #serve(message: Buffer): void {
    const { limits, inFlight, ask } = this.#options;
    this.#queries++;
    if (limits.maxQueries >= 0 && this.#queries >= limits.maxQueries) this.#ended = true;
    this.#socket.setTimeout(limits.idleTimeoutMs);
    const reply = ask(message, this.#client);
    if (!(reply instanceof Promise)) {
      this.#reply(reply);
      this.#endWhenDone();
      return;
    }
    this.#underWay++;
    inFlight.begin();
    void reply
      .then((bytes) => this.#reply(bytes))
      .finally(() => {
        this.#underWay--;
        inFlight.end();
        this.#endWhenDone();
      });
  }

  #reply(bytes: Uint8Array | undefined): void {
    if (bytes === undefined || bytes.length === 0 || this.#socket.destroyed) return;
    const framed = Buffer.allocUnsafe(bytes.length + 2);
    framed.writeUInt16BE(bytes.length, 0);
    framed.set(bytes, 2);
    this.#socket.write(framed);
    if (this.#socket.writableLength > MAX_UNREAD_OCTETS) this.#socket.pause();
  }

  /** Takes no more queries and closes once all replies are out. */
  end(): void {
    this.#ended = true;
    this.#endWhenDone();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #endWhenDone(): void {
    if (this.#ended && this.#underWay === 0) this.#socket.end();
  }
}
