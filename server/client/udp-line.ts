/** Asking over UDP (RFC 1035 section 4.2.1): one datagram out, the first with the same ID back. */
import { createSocket, type Socket as DatagramSocket } from "node:dgram";
import { awaitReply, type Line, type LineOptions, noReplyFor } from "./line.ts";

/** Opens a connected UDP socket: replies from anybody else never come through. */
export async function openUdpLine({ target, sourceAddress }: LineOptions): Promise<Line> {
  const socket = createSocket({ type: target.address.includes(":") ? "udp6" : "udp4" });
  try {
    await bind(socket, sourceAddress);
    await connect(socket, target.port, target.address);
  } catch (error) {
    socket.close();
    throw noReplyFor(error instanceof Error ? error : new Error(String(error)));
  }
  const { address, port } = socket.address();
  return {
    local: { address, port },
    exchange: (wire, options) =>
      awaitReply(options, (ending) => {
        const onMessage = (reply: Buffer): void => {
          if (reply.length >= 2 && reply[0] === wire[0] && reply[1] === wire[1]) ending.resolve(reply);
        };
        const onError = (error: Error): void => ending.reject(noReplyFor(error));
        socket.on("message", onMessage).on("error", onError);
        socket.send(wire, (error) => {
          if (error !== null) onError(error);
        });
        return () => socket.off("message", onMessage).off("error", onError);
      }),
    close() {
      socket.on("error", () => {});
      socket.close();
    },
  };
}

function bind(socket: DatagramSocket, address: string | undefined): Promise<void> {
  return new Promise((done, fail) => {
    socket.once("error", fail);
    socket.bind({ port: 0, ...(address === undefined ? {} : { address }) }, () => {
      socket.off("error", fail);
      done();
    });
  });
}

function connect(socket: DatagramSocket, port: number, address: string): Promise<void> {
  return new Promise((done, fail) => {
    socket.connect(port, address, (error?: Error) => (error === undefined || error === null ? done() : fail(error)));
  });
}
