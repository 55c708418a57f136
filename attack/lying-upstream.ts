/** An upstream of our own, over UDP and TCP, that gives to a question whatever the attack has planned for its name. */

import { createSocket } from "node:dgram";
import { createServer, type Socket } from "node:net";
import { freePort } from "../server/_test/free-port.ts";
import { lengthOf } from "./asker.ts";

/** What is answered to a question; undefined for silence. The ID is put in by the upstream. */
export type Lie = (question: Buffer, transport: "udp" | "tcp") => Buffer | undefined;

export interface LyingUpstream {
  readonly port: number;
  close(): void;
}

/** Starts an upstream on a port of 127.0.0.1 that is the same for UDP and TCP. */
export async function startUpstream(lie: Lie): Promise<LyingUpstream> {
  const connections = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket);
    let received = Buffer.alloc(0);
    socket.on("close", () => connections.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
        const end = 2 + received.readUInt16BE(0);
        const reply = withId(lie(received.subarray(2, end), "tcp"), received.subarray(2, end));
        if (reply !== undefined) socket.write(Buffer.concat([lengthOf(reply), reply]));
        received = received.subarray(end);
      }
    });
  });
  const port = await freePort();
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(port, "127.0.0.1", done);
  });
  const udp = createSocket({ type: "udp4", recvBufferSize: 4 << 20, sendBufferSize: 4 << 20 });
  udp.on("message", (question, from) => {
    const reply = withId(lie(question, "udp"), question);
    if (reply !== undefined) udp.send(reply, from.port, from.address);
  });
  await new Promise<void>((done, fail) => {
    udp.once("error", fail);
    udp.bind(port, "127.0.0.1", done);
  });
  const close = (): void => {
    udp.close();
    server.close();
    for (const socket of connections) socket.destroy();
  };
  return { port, close };
}

function withId(lie: Buffer | undefined, question: Buffer): Buffer | undefined {
  if (lie === undefined) return undefined;
  const reply = Buffer.from(lie);
  question.copy(reply, 0, 0, Math.min(2, reply.length));
  return reply;
}
