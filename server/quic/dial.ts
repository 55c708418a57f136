/** The client's side of QUIC: a UDP socket and one connection on it. */
import { createSocket, type Socket } from "node:dgram";
import type { Endpoint } from "../../lib/chain/arrival.ts";
import { newConnectionId } from "./connection-id.ts";
import { type QuicTls, quicConfig } from "./quic-config.ts";
import { QuicConnection, type QuicEvents } from "./quic-connection.ts";
import { loadQuiche } from "./quiche.ts";

/** Where to connect to, and how. */
export interface DialOptions {
  readonly to: Endpoint;
  /** The address to connect from; the system chooses without it. */
  readonly from?: string | undefined;
  /** The protocol that is spoken (ALPN). */
  readonly protocol: string;
  /** The name that the certificate must have; undefined where whoever dials checks it. */
  readonly serverName: string | undefined;
  /** Authorities in PEM; the system's without them. */
  readonly authorities?: readonly string[] | undefined;
  /** Takes any certificate. */
  readonly insecure?: boolean;
  readonly certificate?: Pick<QuicTls, "cert" | "key">;
  readonly idleTimeoutMs: number;
  /** Goes on where nobody listens, as a socket that is not connected does: it is the time that ends it. */
  readonly insists?: boolean;
}

/** A connection that has begun; whether it comes about, its events tell. */
export interface Dialled {
  readonly connection: QuicConnection;
  readonly local: Endpoint;
  /** Ends the connection, and gives the socket back. */
  close(code: number, reason?: string): void;
}

/** A server opens three streams of its own over HTTP/3. */
const STREAMS_OF_SERVER = 3;

/** Begins a connection. Rejects with the system's error, or when this machine speaks no QUIC. */
export async function dialQuic(options: DialOptions, events: QuicEvents): Promise<Dialled> {
  const { to, from, protocol, serverName, authorities, insecure = false, certificate, idleTimeoutMs } = options;
  const { insists = false } = options;
  const quiche = await loadQuiche();
  const config = quicConfig(
    quiche,
    { ...certificate, authorities, peer: insecure ? "unchecked" : "verified" },
    { protocol, idleTimeoutMs, bidirectional: 0, unidirectional: STREAMS_OF_SERVER },
  );
  const socket = await open(to, from);
  const { address, port } = socket.address();
  const local: Endpoint = { address, port };
  const native = quiche.Connection.connect(
    serverName,
    newConnectionId(),
    { host: address, port },
    { host: to.address, port: to.port },
    config,
  );
  const connection = new QuicConnection({
    native,
    events: {
      established: () => events.established(),
      mayRead: (stream) => events.mayRead(stream),
      received: (stream, octets, isLast) => events.received(stream, octets, isLast),
      wasReset: (stream) => events.wasReset(stream),
      closed: () => {
        socket.close();
        events.closed();
      },
    },
    send: (datagram) => socket.send(datagram),
    nowMs: () => performance.now(),
  });
  socket.on("message", (message: Buffer) => connection.receive(message, { from: to, to: local }));
  // Nobody listens there.
  socket.on("error", () => {
    if (!insists) connection.abandon();
  });
  connection.flush();
  return {
    connection,
    local,
    close: (code, reason) => {
      connection.close(code, reason);
      connection.abandon();
    },
  };
}

/** A connected socket: what comes from anybody else never comes through. */
function open(to: Endpoint, from: string | undefined): Promise<Socket> {
  const socket = createSocket(to.address.includes(":") ? "udp6" : "udp4");
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      socket.close();
      reject(error);
    };
    socket.once("error", fail);
    socket.bind({ port: 0, ...(from === undefined ? {} : { address: from }) }, () => {
      socket.connect(to.port, to.address, (error?: Error) => {
        socket.off("error", fail);
        if (error === undefined || error === null) resolve(socket);
        else fail(error);
      });
    });
  });
}
