/** A place where TCP connections come in: what every transport over TCP begins with. */
import { createServer, type Server, type Socket } from "node:net";
import type { Endpoint } from "../../lib/chain/arrival.ts";
import { literalAddress, plainAddress } from "./listener.ts";

export class TcpSockets {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Listens; an empty address is every address of both families. Rejects with the system's error. */
  static open({ address, port }: Endpoint, accept: (socket: Socket) => void): Promise<TcpSockets> {
    const host = address === "" ? "::" : address;
    return TcpSockets.#at({ address: host, port }, accept).catch((error: unknown) => {
      const withoutIpv6 = error instanceof Error && "code" in error && error.code === "EAFNOSUPPORT";
      if (address !== "" || !withoutIpv6) throw error;
      return TcpSockets.#at({ address: "0.0.0.0", port }, accept);
    });
  }

  static #at({ address, port }: Endpoint, accept: (socket: Socket) => void): Promise<TcpSockets> {
    // A client may close its half after the last query and still read the replies.
    const server = createServer({ noDelay: true, allowHalfOpen: true }, accept);
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen({ host: literalAddress(address), port, reusePort: process.platform === "linux" }, () => {
        server.off("error", reject);
        server.on("error", () => undefined);
        resolve(new TcpSockets(server));
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
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

/** This side of a connection. */
export function localEnd(socket: Socket): Endpoint {
  return { address: plainAddress(socket.localAddress ?? ""), port: socket.localPort ?? 0 };
}

/** The client's side. */
export function clientEnd(socket: Socket): Endpoint {
  return { address: plainAddress(socket.remoteAddress ?? ""), port: socket.remotePort ?? 0 };
}
