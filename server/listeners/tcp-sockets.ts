/** A place where TCP connections come in: what every transport over TCP begins with. */
import { createServer, type Server, type Socket } from "node:net";
import type { Endpoint } from "../../lib/chain/arrival.ts";
import type { ListenerProxies } from "../../lib/set-up/listeners.ts";
import { type ListenOptions, literalAddress, plainAddress } from "./listener.ts";
import { type Peers, readPeers } from "./proxy-stream.ts";

/** Connections on their way in. */
interface Arrivals {
  readonly take: (socket: Socket) => void;
  readonly arriving: ReadonlySet<Socket>;
}

export class TcpSockets {
  readonly #server: Server;
  /** Connections whose header has not come yet. */
  readonly #arriving: ReadonlySet<Socket>;

  private constructor(server: Server, arriving: ReadonlySet<Socket>) {
    this.#server = server;
    this.#arriving = arriving;
  }

  /**
   * Listens; an empty address is every address of both families. Rejects with the system's error. Where headers of proxies
   * are looked for, a connection is accepted when its header is gone.
   */
  static open(
    options: Pick<ListenOptions, "place" | "proxies">,
    accept: (socket: Socket) => void,
  ): Promise<TcpSockets> {
    const { address, port } = options.place;
    const arriving = new Set<Socket>();
    const take = (socket: Socket): void => {
      const proxies = options.proxies?.();
      if (proxies === undefined) accept(socket);
      else arrive(socket, { proxies, arriving, accept });
    };
    const host = address === "" ? "::" : address;
    return TcpSockets.#at({ address: host, port }, { take, arriving }).catch((error: unknown) => {
      const withoutIpv6 = error instanceof Error && "code" in error && error.code === "EAFNOSUPPORT";
      if (address !== "" || !withoutIpv6) throw error;
      return TcpSockets.#at({ address: "0.0.0.0", port }, { take, arriving });
    });
  }

  static #at({ address, port }: Endpoint, { take, arriving }: Arrivals): Promise<TcpSockets> {
    // A client may close its half after the last query and still read the replies.
    const server = createServer({ noDelay: true, allowHalfOpen: true }, take);
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen({ host: literalAddress(address), port, reusePort: process.platform === "linux" }, () => {
        server.off("error", reject);
        server.on("error", () => undefined);
        resolve(new TcpSockets(server, arriving));
      });
    });
  }

  get bound(): Endpoint {
    const own = this.#server.address();
    return own === null || typeof own === "string"
      ? { address: "", port: 0 }
      : { address: own.address, port: own.port };
  }

  /** Takes no more connections, and is done when all are closed. */
  close(): Promise<void> {
    for (const socket of this.#arriving) socket.destroy();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

/** Waits for the header of a proxy. */
function arrive(
  socket: Socket,
  { proxies, arriving, accept }: { proxies: ListenerProxies; arriving: Set<Socket>; accept(socket: Socket): void },
): void {
  const { address: client } = clientEnd(socket);
  const key = keyOf(socket);
  arriving.add(socket);
  socket.once("close", () => {
    arriving.delete(socket);
    named.delete(key);
  });
  readPeers(socket, { ...proxies, client }, (peers) => {
    arriving.delete(socket);
    if (peers !== undefined) named.set(key, peers);
    accept(socket);
  });
}

/** Who stands behind open connections of proxies, by the ends of the connection: TLS and HTTP have other sockets of the same ends. */
const named = new Map<string, Peers>();

function keyOf({ remoteAddress, remotePort, localAddress, localPort }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localAddress} ${localPort}`;
}

function peersOf(socket: Socket): Peers | undefined {
  return named.size === 0 ? undefined : named.get(keyOf(socket));
}

/** This side of a connection, or the one that a trusted header of a proxy names. */
export function localEnd(socket: Socket): Endpoint {
  const own = { address: plainAddress(socket.localAddress ?? ""), port: socket.localPort ?? 0 };
  return peersOf(socket)?.local ?? own;
}

/** The client's side. */
export function clientEnd(socket: Socket): Endpoint {
  const own = { address: plainAddress(socket.remoteAddress ?? ""), port: socket.remotePort ?? 0 };
  return peersOf(socket)?.client ?? own;
}

/** Other fields of the proxy's header, where plugins are told of them. */
export function proxyFieldsOf(socket: Socket): Uint8Array | undefined {
  return peersOf(socket)?.fields;
}
