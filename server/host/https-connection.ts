/** One connection that carries requests over TLS: HTTP/2 any number at a time, HTTP/1.1 one; errors in Go's words. */

import { Agent, type ClientRequest, request as requestHttp1 } from "node:http";
import { type ClientHttp2Session, type ClientHttp2Stream, connect as connectHttp2, constants } from "node:http2";
import type { TLSSocket } from "node:tls";
import { reasonOf } from "./exchange-errors.ts";
import { http2ErrorCode } from "./http2-error-codes.ts";
import { type HttpsRequest, Receiving, RequestFault } from "./https-request.ts";

/** A connection to a server of HTTP. */
export interface HttpsConnection {
  readonly socket: TLSSocket;
  /** True when one more request may go out now. */
  readonly hasRoom: boolean;
  /** False once no more requests may go out. */
  readonly usable: boolean;
  /** Sends one and gives the body of its reply. Rejects with a `RequestFault` only. */
  ask(request: HttpsRequest, timeoutMs: number): Promise<Uint8Array>;
  close(): void;
}

/** Takes over a socket on which TLS is settled; what is spoken was agreed on there. */
export function httpsConnection(socket: TLSSocket): HttpsConnection {
  return socket.alpnProtocol === "h2" ? new Http2Connection(socket) : new Http1Connection(socket);
}

class Http2Connection implements HttpsConnection {
  readonly socket: TLSSocket;
  readonly #session: ClientHttp2Session;
  #active = 0;
  #isLeaving = false;
  #end = "unexpected EOF";

  constructor(socket: TLSSocket) {
    this.socket = socket;
    this.#session = connectHttp2("https://upstream", {
      createConnection: () => socket,
      settings: { enablePush: false },
    });
    this.#session.unref();
    const ends = (error: Error): void => {
      this.#end = reasonOf(error);
    };
    this.#session.on("error", ends).once("goaway", () => {
      this.#isLeaving = true;
    });
    socket.on("error", ends);
  }

  get usable(): boolean {
    return !this.#isLeaving && !this.#session.closed && !this.#session.destroyed;
  }

  get hasRoom(): boolean {
    return this.#active < (this.#session.remoteSettings.maxConcurrentStreams ?? Number.POSITIVE_INFINITY);
  }

  ask({ method, path, host, headers, body }: HttpsRequest, timeoutMs: number): Promise<Uint8Array> {
    let stream: ClientHttp2Stream;
    try {
      stream = this.#session.request({ ":method": method, ":path": path, ":authority": host, ...headers });
    } catch (error) {
      return Promise.reject(new RequestFault("unsent", error instanceof Error ? error.message : String(error)));
    }
    this.#active++;
    return new Promise<Uint8Array>((resolve, reject) => {
      const receiving = new Receiving({ resolve, reject }, timeoutMs, () => stream.close(constants.NGHTTP2_CANCEL));
      stream.on("response", () => receiving.head());
      stream.on("data", (chunk: Buffer) => receiving.push(chunk));
      // Node ends the half of a stream that was given up as well: only the close tells.
      let isWhole = false;
      stream.once("end", () => {
        isWhole = true;
      });
      stream.on("error", () => undefined);
      stream.once("close", () => {
        if (isWhole && stream.rstCode === constants.NGHTTP2_NO_ERROR && !stream.aborted) receiving.end();
        else this.#failed(stream, receiving);
      });
      stream.end(body);
    }).finally(() => {
      this.#active--;
    });
  }

  #failed({ rstCode, id = 0 }: ClientHttp2Stream, receiving: Receiving): void {
    if (rstCode === constants.NGHTTP2_REFUSED_STREAM) receiving.fail("http2: stream refused", true);
    else if (rstCode === constants.NGHTTP2_NO_ERROR || this.#session.destroyed || this.socket.destroyed)
      receiving.fail(this.#end);
    else receiving.fail(`stream error: stream ID ${id}; ${http2ErrorCode(rstCode)}; received from peer`);
  }

  close(): void {
    this.#isLeaving = true;
    this.#session.destroy();
  }
}

class Http1Connection implements HttpsConnection {
  readonly socket: TLSSocket;
  readonly #agent: Agent;
  #isBusy = false;
  #isKept = false;
  #isOver = false;

  constructor(socket: TLSSocket) {
    this.socket = socket;
    this.#agent = new Agent({ keepAlive: true, maxSockets: 1 });
    this.#agent.createConnection = () => socket;
    const over = (): void => {
      this.#isOver = true;
    };
    socket.once("close", over).once("end", over).on("error", over);
  }

  get usable(): boolean {
    return !this.#isOver && !this.socket.destroyed;
  }

  get hasRoom(): boolean {
    return !this.#isBusy;
  }

  ask({ method, path, host, headers, body }: HttpsRequest, timeoutMs: number): Promise<Uint8Array> {
    this.#isBusy = true;
    const wasKept = this.#isKept;
    this.#isKept = true;
    let request: ClientRequest;
    return new Promise<Uint8Array>((resolve, reject) => {
      const length = body === undefined ? {} : { "content-length": body.length };
      request = requestHttp1({ method, path, headers: { ...headers, host, ...length }, agent: this.#agent });
      const receiving = new Receiving({ resolve, reject }, timeoutMs, () => this.close());
      const failed = (error: Error): void => {
        this.#isOver = true;
        receiving.fail(reasonOfHttp1(error), wasKept && method === "GET");
      };
      request.on("error", failed);
      request.on("response", (response) => {
        receiving.head();
        if (response.headers.connection === "close") this.#isOver = true;
        response.on("data", (chunk: Buffer) => receiving.push(chunk));
        response.once("end", () => receiving.end());
        response.once("error", () => receiving.fail("unexpected EOF"));
      });
      request.end(body);
    }).finally(() => {
      this.#isBusy = false;
    });
  }

  close(): void {
    this.#isOver = true;
    this.#agent.destroy();
    this.socket.destroy();
  }
}

function reasonOfHttp1(error: Error): string {
  if (error.message === "socket hang up") return "EOF";
  if ("code" in error && String(error.code).startsWith("HPE_")) return "net/http: HTTP/1.x transport connection broken";
  return reasonOf(error);
}
