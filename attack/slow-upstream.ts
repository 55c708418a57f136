/** An upstream that takes its time, longer than a server waits for the queries of a listener that it closes. */
import { createSocket } from "node:dgram";
import { once } from "node:events";

const RESPONSE = 0x84;

export interface SlowUpstream {
  readonly port: number;
  /** Questions that it was asked. */
  asked(): number;
  close(): void;
}

/** Answers every question with itself, after a while. */
export async function slowUpstream(afterMs: number): Promise<SlowUpstream> {
  const socket = createSocket("udp4");
  let asked = 0;
  let isClosed = false;
  socket.on("message", (message, from) => {
    asked++;
    const reply = Buffer.from(message);
    reply[2] = RESPONSE | (reply[2] ?? 0);
    setTimeout(() => {
      if (!isClosed) socket.send(reply, from.port, from.address);
    }, afterMs);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return {
    port: socket.address().port,
    asked: () => asked,
    close: () => {
      isClosed = true;
      socket.close();
    },
  };
}
