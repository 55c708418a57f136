/** HTTP as an attacker writes it: octets on a socket, and whatever comes back. */
import { connect, type Socket } from "node:net";

const QUIET_MS = 2000;

/** A reply, as far as one came. */
export interface RawReply {
  /** 0 when the connection was closed without a word. */
  readonly status: number;
  readonly body: string;
}

/** Sends octets and gives what comes back until the server closes, a whole reply is there, or nothing comes for a while. */
export function askRaw(port: number, request: string | Uint8Array): Promise<RawReply> {
  return new Promise((done) => {
    const socket = connect({ host: "127.0.0.1", port });
    let received = "";
    const end = (): void => {
      socket.destroy();
      const [head = "", ...rest] = received.split("\r\n\r\n");
      done({ status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? 0), body: rest.join("\r\n\r\n") });
    };
    socket.setTimeout(QUIET_MS, end);
    socket.on("error", end);
    socket.on("close", end);
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      if (isWhole(received)) end();
    });
    socket.on("connect", () => socket.write(request));
  });
}

function isWhole(received: string): boolean {
  const split = received.indexOf("\r\n\r\n");
  if (split < 0) return false;
  const head = received.slice(0, split);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return received.length - split - 4 >= Number(length);
  return /\r\ntransfer-encoding: *chunked/i.test(head) && received.endsWith("0\r\n\r\n");
}

/** What the page asks. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** Asks as the page does. */
export function askJson(port: number, { method, path, body }: Asked): Promise<RawReply> {
  const text = body === undefined ? "" : JSON.stringify(body);
  const type = body === undefined ? "" : "Content-Type: application/json\r\n";
  const head = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n${type}`;
  return askRaw(port, Buffer.from(`${head}Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`));
}

/** Sends octets and leaves the connection open; `status` is that of the reply, as soon as there is one. */
export function hold(port: number, request: string): Promise<{ readonly socket: Socket; readonly status: number }> {
  return new Promise((done) => {
    const socket = connect({ host: "127.0.0.1", port });
    const tell = (status: number): void => done({ socket, status });
    socket.on("error", () => tell(0));
    socket.on("close", () => tell(0));
    socket.on("data", (chunk) => tell(Number(/^HTTP\/1\.1 (\d{3})/.exec(chunk.toString("latin1"))?.[1] ?? 0)));
    socket.on("connect", () => {
      socket.write(request);
      if (!request.endsWith("\r\n\r\n")) tell(0);
    });
  });
}
