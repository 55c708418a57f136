/** Asking over TCP (RFC 1035 section 4.2.2): two octets of length before each message. */
import { connect, type Socket as TcpSocket } from "node:net";
import { awaitReply, type Line, type LineOptions, NoReply, noReplyFor } from "./line.ts";
import { secured, tlsFailure } from "./tls-session.ts";

/** Opens a connection. */
export async function openTcpLine(options: LineOptions): Promise<Line> {
  return lineOver(await connectTcp(options));
}

/** Opens a connection and settles TLS on it, unless the listener is in the clear. */
export async function openTlsLine(options: LineOptions): Promise<Line> {
  const socket = await connectTcp(options);
  return lineOver(options.isClear === true ? socket : await secured(socket, options));
}

function lineOver(socket: TcpSocket): Line {
  const ended = endOf(socket);
  return {
    local: { address: socket.localAddress ?? "", port: socket.localPort ?? 0 },
    exchange: (wire, sending) =>
      awaitReply(sending, (ending) => {
        let received: Buffer = Buffer.alloc(0);
        const onData = (chunk: Buffer): void => {
          received = Buffer.concat([received, chunk]);
          for (let frame = takeFrame(received); frame !== undefined; frame = takeFrame(received)) {
            received = received.subarray(2 + frame.length);
            if (frame[0] === wire[0] && frame[1] === wire[1]) ending.resolve(frame);
          }
        };
        socket.on("data", onData);
        void ended.then((because) => ending.reject(because));
        socket.write(Buffer.concat([Uint8Array.of(wire.length >> 8, wire.length & 0xff), wire]));
        return () => socket.off("data", onData);
      }),
    close: () => socket.destroy(),
  };
}

/** Why a connection is over, once it is: over TLS a server may refuse a client that has begun to ask. */
export function endOf(socket: TcpSocket): Promise<NoReply> {
  return new Promise((resolve) => {
    socket.on("error", (error) => resolve(tlsFailure(error)));
    socket.once("close", () =>
      resolve(new NoReply("connection closed", "The server closed the connection without a reply.")),
    );
  });
}

function takeFrame(received: Buffer): Buffer | undefined {
  if (received.length < 2) return undefined;
  const length = received.readUInt16BE(0);
  return received.length < 2 + length ? undefined : received.subarray(2, 2 + length);
}

/** Connects. Rejects with `NoReply` only. */
export function connectTcp({ target, sourceAddress, timeoutMs }: LineOptions): Promise<TcpSocket> {
  return new Promise((done, fail) => {
    const socket = connect({
      host: target.address,
      port: target.port,
      noDelay: true,
      ...(sourceAddress === undefined ? {} : { localAddress: sourceAddress }),
    });
    const timer = setTimeout(() => {
      socket.destroy();
      fail(new NoReply("timeout", `No connection within ${timeoutMs / 1000} s.`));
    }, timeoutMs);
    const onError = (error: Error): void => {
      clearTimeout(timer);
      fail(noReplyFor(error));
    };
    socket.once("error", onError);
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.off("error", onError);
      done(socket);
    });
  });
}
