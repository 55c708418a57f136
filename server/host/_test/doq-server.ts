/** An upstream over QUIC that a test plays: what it does with the octets of a stream. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import type { TestPair } from "../../_test/key-pairs.ts";
import { newConnectionId } from "../../quic/connection-id.ts";
import { quicConfig } from "../../quic/quic-config.ts";
import { QuicConnection } from "../../quic/quic-connection.ts";
import { loadQuiche } from "../../quic/quiche.ts";

/** What is done once a question has come whole. */
export type PlayDoq = (connection: QuicConnection, stream: number, question: Buffer) => void;

export interface DoqServer {
  readonly port: number;
  /** Connections so far. */
  readonly connections: QuicConnection[];
  /** With what clients ended theirs: `2: because`. */
  readonly ended: string[];
  close(): void;
}

export interface DoqServerOptions {
  readonly pair: TestPair;
  readonly play: PlayDoq;
  readonly protocol?: string;
  /** Streams that a client may have open. */
  readonly streams?: number;
}

/** Sends a message with its length, and the end of the stream. */
export function reply(connection: QuicConnection, stream: number, message: Uint8Array): void {
  connection.write(stream, Buffer.concat([Uint8Array.of(message.length >> 8, message.length & 0xff), message]), true);
}

/** Starts on a port of 127.0.0.1. */
export async function doqServer(options: DoqServerOptions): Promise<DoqServer> {
  const { pair, play, protocol = "doq", streams = 100 } = options;
  const quiche = await loadQuiche();
  const grants = { protocol, idleTimeoutMs: 20_000, bidirectional: streams, unidirectional: 0 };
  const config = quicConfig(quiche, { cert: pair.cert, key: pair.key, peer: "unchecked" }, grants);
  const socket = createSocket("udp4");
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const local = { address: "127.0.0.1", port: socket.address().port };
  const known = new Map<number, QuicConnection>();
  const connections: QuicConnection[] = [];
  const ended: string[] = [];
  const accept = (port: number): QuicConnection => {
    const questions = new Map<number, Buffer>();
    const native = quiche.Connection.accept(
      newConnectionId(),
      undefined,
      { host: local.address, port: local.port },
      { host: "127.0.0.1", port },
      config,
    );
    const connection: QuicConnection = new QuicConnection({
      native,
      nowMs: () => performance.now(),
      send: (datagram) => socket.send(datagram, port, "127.0.0.1"),
      events: {
        established: () => undefined,
        mayRead: () => true,
        received: (stream, octets, isLast) => {
          const question = Buffer.concat([questions.get(stream) ?? Buffer.alloc(0), octets]);
          questions.set(stream, question);
          if (isLast) play(connection, stream, question.subarray(2));
        },
        wasReset: (stream) => ended.push(`stream ${stream}`),
        closed: () => {
          known.delete(port);
          const error = native.peerError();
          if (error !== null) ended.push(`${error.errorCode}: ${Buffer.from(error.reason).toString()}`);
        },
      },
    });
    connections.push(connection);
    known.set(port, connection);
    return connection;
  };
  socket.on("message", (datagram, { port }) => {
    const connection = known.get(port) ?? accept(port);
    connection.receive(datagram, { from: { address: "127.0.0.1", port }, to: local });
  });
  return {
    port: local.port,
    connections,
    ended,
    close: () => {
      for (const connection of connections) connection.abandon();
      socket.close();
    },
  };
}
