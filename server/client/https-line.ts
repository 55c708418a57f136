/** Asking over HTTPS (RFC 8484): HTTP/2, or HTTP/1.1 where that is what the listener speaks. */
import { request as requestHttp1 } from "node:http";
import { connect as connectHttp2 } from "node:http2";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { awaitReply, type Ending, type Line, type LineOptions, NoReply } from "./line.ts";
import { connectTcp, endOf } from "./tcp-line.ts";
import { secured, tlsFailure } from "./tls-session.ts";

const PATH = "/dns-query";
const MIME_TYPE = "application/dns-message";

/** Opens a connection and settles TLS on it, unless the listener is in the clear. */
export async function openHttpsLine(options: LineOptions): Promise<Line> {
  const tcp = await connectTcp(options);
  const socket = options.isClear === true ? tcp : await secured(tcp, options, ["h2", "http/1.1"]);
  const ended = endOf(socket);
  const isHttp2 = socket instanceof TLSSocket && socket.alpnProtocol === "h2";
  const ask = isHttp2 ? overHttp2 : overHttp1;
  return {
    local: { address: tcp.localAddress ?? "", port: tcp.localPort ?? 0 },
    exchange: (wire, sending) =>
      awaitReply(sending, (ending) => {
        void ended.then((because) => ending.reject(because));
        return ask({ socket, wire, ending });
      }),
    close: () => socket.destroy(),
  };
}

interface Asking {
  readonly socket: Socket;
  readonly wire: Uint8Array;
  readonly ending: Ending;
}

function overHttp2({ socket, wire, ending }: Asking): () => void {
  const session = connectHttp2("https://localhost", { createConnection: () => socket });
  const fail = (error: Error): void => ending.reject(tlsFailure(error));
  session.on("error", fail);
  const stream = session.request({ ":method": "POST", ":path": PATH, "content-type": MIME_TYPE, accept: MIME_TYPE });
  const body = new Body(ending);
  stream.on("response", (headers) => body.begin(headers[":status"] ?? 0));
  stream.on("data", (chunk: Buffer) => body.push(chunk));
  stream.on("end", () => body.end()).on("error", fail);
  stream.end(wire);
  return () => session.destroy();
}

function overHttp1({ socket, wire, ending }: Asking): () => void {
  const headers = { "Content-Type": MIME_TYPE, Accept: MIME_TYPE, "Content-Length": wire.length };
  const request = requestHttp1({ method: "POST", path: PATH, headers, createConnection: () => socket });
  const fail = (error: Error): void => ending.reject(tlsFailure(error));
  const body = new Body(ending);
  request.on("error", fail);
  request.on("response", (response) => {
    body.begin(response.statusCode ?? 0);
    response.on("data", (chunk: Buffer) => body.push(chunk));
    response.on("end", () => body.end()).on("error", fail);
  });
  request.end(wire);
  return () => request.destroy();
}

/** What a reply carries: a message when its status says so, else why there is none. */
class Body {
  readonly #ending: Ending;
  readonly #chunks: Buffer[] = [];
  #status = 0;

  constructor(ending: Ending) {
    this.#ending = ending;
  }

  begin(status: number): void {
    this.#status = status;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  end(): void {
    const body = Buffer.concat(this.#chunks);
    if (this.#status === 200) this.#ending.resolve(body);
    else
      this.#ending.reject(new NoReply("connection closed", `HTTP status ${this.#status}: ${body.toString().trim()}.`));
  }
}
