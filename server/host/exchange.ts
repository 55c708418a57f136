/** Upstreams over UDP, TCP, TLS, gRPC, HTTPS and QUIC; errors in Go's words. */

import { createSocket, type RemoteInfo, type Socket as UdpSocket } from "node:dgram";
import { isIP } from "node:net";
import { joinHostPort } from "../../lib/go/net.ts";
import {
  type Exchange,
  ExchangeError,
  type UpstreamConnection,
  type UpstreamEndpoint,
} from "../../lib/ports/exchange.ts";
import { dialReasonOf, kindOf, reasonOf } from "./exchange-errors.ts";
import { Connection } from "./upstream-connection.ts";
import { dialTcp, TcpConnection } from "./upstream-tcp.ts";
import { connectTls } from "./upstream-tls.ts";

/** Connections of this machine to upstreams. */
export const systemExchange: Exchange = {
  async connect(endpoint, timeoutMs) {
    const { transport, address, port } = endpoint;
    // Names are looked up before; Node would do it with the C library, which makes addresses of texts that are none.
    if (isIP(address) === 0 && endpoint.path === undefined)
      throw new ExchangeError("other", `dial ${transport}: lookup ${address}: no such host`);
    try {
      if (transport === "udp") return await connectUdp(endpoint);
      if (transport === "tcp") return new TcpConnection(endpoint, await dialTcp(endpoint, timeoutMs));
      if (transport === "tls") return await connectTls(endpoint, timeoutMs);
      if (transport === "grpc") return await (await import("./upstream-grpc.ts")).connectGrpc(endpoint, timeoutMs);
      if (transport === "https") return (await import("./upstream-https.ts")).httpsClient(endpoint);
      return await (await import("./upstream-quic.ts")).connectQuic(endpoint, timeoutMs);
    } catch (error) {
      // Node throws what it will not even try: a port of 0, a source address that is none.
      throw error instanceof ExchangeError
        ? error
        : new ExchangeError("other", `dial ${transport} ${joinHostPort(address, port)}: ${dialReasonOf(error)}`);
    }
  },
};

class UdpConnection extends Connection {
  readonly #socket: UdpSocket;
  #closed = false;

  constructor(endpoint: UpstreamEndpoint, socket: UdpSocket) {
    super(endpoint);
    this.#socket = socket;
    socket.on("message", (message: Buffer, _from: RemoteInfo) => this.receive(message));
    socket.on("error", (error) => this.fail(kindOf(error), `read: ${reasonOf(error)}`));
    socket.on("close", () => this.fail("closed", "use of closed network connection"));
  }

  /** A datagram that nobody takes is lost at the latest in the system's own buffers. */
  protected reads(): void {}

  protected send(message: Uint8Array): void {
    this.#socket.send(message, (error) => {
      if (error !== null) this.fail(kindOf(error), `read: ${reasonOf(error)}`);
    });
  }

  get local(): UpstreamConnection["local"] {
    try {
      const { address, port } = this.#socket.address();
      return { address, port };
    } catch {
      return undefined;
    }
  }

  close(): void {
    this.usable = false;
    // What failed is not usable any more, but its socket is still there.
    if (this.#closed) return;
    this.#closed = true;
    try {
      this.#socket.close();
    } catch {
      // Closed by the system already.
    }
  }
}

function connectUdp(endpoint: UpstreamEndpoint): Promise<UpstreamConnection> {
  const socket = createSocket(endpoint.address.includes(":") ? "udp6" : "udp4");
  socket.unref();
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => {
      reject(
        new ExchangeError(
          kindOf(error),
          `dial udp ${joinHostPort(endpoint.address, endpoint.port)}: ${dialReasonOf(error)}`,
        ),
      );
    };
    socket.once("error", failed);
    const connected = (error?: Error | null): void => {
      socket.off("error", failed);
      if (error instanceof Error) {
        socket.close();
        failed(error);
        return;
      }
      resolve(new UdpConnection(endpoint, socket));
    };
    const start = (): void => {
      try {
        socket.connect(endpoint.port, endpoint.address, connected);
      } catch (error) {
        socket.close();
        reject(error);
      }
    };
    if (endpoint.sourceAddress === undefined) start();
    else socket.bind(0, endpoint.sourceAddress, start);
  });
}
