/** A hostile client of an encrypted listener: a connection, over TLS or before it, that is told what to send. */
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/** What is agreed on before the attack begins. */
export type Ground = "before TLS" | "http/1.1" | "h2" | "dns";

export class TlsClient {
  readonly socket: Socket;
  octets = 0;
  isOver = false;

  constructor(port: number, ground: Ground) {
    const place = { port, host: "127.0.0.1" };
    const offer = ground === "h2" || ground === "http/1.1" ? { ALPNProtocols: [ground] } : {};
    this.socket =
      ground === "before TLS" ? connectTcp(place) : connectTls({ ...place, ...offer, rejectUnauthorized: false });
    this.socket.on("error", () => undefined);
    this.socket.on("data", (chunk: Buffer) => {
      this.octets += chunk.length;
    });
    this.socket.once("close", () => {
      this.isOver = true;
    });
  }

  /** Done when the connection is over, at the latest after `ms`. */
  over(ms: number): Promise<void> {
    if (this.isOver) return Promise.resolve();
    return new Promise((resolve) => {
      this.socket.once("close", () => resolve());
      setTimeout(resolve, ms).unref();
    });
  }
}

const HEADERS = 1;
const SETTINGS = 4;
const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

interface FrameHead {
  readonly type: number;
  readonly flags?: number;
  readonly stream?: number;
}

/** A frame of HTTP/2 (RFC 9113 section 4.1). */
export function frame({ type, flags = 0, stream = 0 }: FrameHead, body: Uint8Array = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(body.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, body]);
}

/** What a client of HTTP/2 begins with. */
export function greeting(): Buffer {
  return Buffer.concat([PREFACE, frame({ type: SETTINGS })]);
}

/** HEADERS of a POST to `/dns-query`, spelled out as HPACK literals (RFC 7541 section 6.2.2). */
export function post(stream: number, flags = 0x4): Buffer {
  const literal = (name: string, value: string): Buffer =>
    Buffer.concat([Buffer.from([0, name.length]), Buffer.from(name), Buffer.from([value.length]), Buffer.from(value)]);
  const fields: readonly (readonly [string, string])[] = [
    [":method", "POST"],
    [":scheme", "https"],
    [":authority", "localhost"],
    [":path", "/dns-query"],
  ];
  return frame({ type: HEADERS, flags, stream }, Buffer.concat(fields.map(([name, value]) => literal(name, value))));
}
