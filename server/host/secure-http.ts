/**
 * An HTTP server over TLS: HTTP/2 and HTTP/1.1 as the client likes. How TLS is settled is asked with each connection, and
 * each has the five seconds for a handshake, a request, a reply and a pause that CoreDNS gives those who want metrics.
 */
import { createServer as createHttp, type Server as HttpServer, type ServerResponse } from "node:http";
import { performServerHandshake, type ServerHttp2Stream } from "node:http2";
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTls, type TLSSocket, type Server as TlsServer } from "node:tls";
import { joinHostPort } from "../../lib/go/net.ts";
import type { HttpHandler, HttpTls, SecureHttp } from "../../lib/ports/http.ts";
import { headersOf, type RequestHead, replyTo } from "./http-replies.ts";
import { respond } from "./http-responses.ts";
import { httpTlsOptions, isTurnedAway } from "./http-tls.ts";

const PATIENCE_MS = 5000;
const MAX_STREAMS = 100;
/** What Go takes for HTTP where TLS was to begin. */
const CLEAR_HTTP = /^(?:GET \/|HEAD |POST |PUT \/|OPTIO)/;
const CLEAR_REPLY = "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";

/** A connection, which ends when it takes too long; each step gives it its time anew. */
class Connection {
  readonly #timer: NodeJS.Timeout;
  readonly end: () => void;
  /** What lets go of it; undefined while a reply is awaited that nobody may cut off. */
  leave: (() => void) | undefined;

  constructor(socket: Socket) {
    this.end = () => void socket.destroy();
    this.leave = this.end;
    this.#timer = setTimeout(this.end, PATIENCE_MS).unref();
    socket.once("close", () => clearTimeout(this.#timer));
  }

  renew(): void {
    this.#timer.refresh();
  }
}

export class SecureServer {
  /** What listens. */
  readonly server: Server = createServer((socket) => this.#accept(socket));
  readonly #handler: HttpHandler;
  readonly #secure: SecureHttp;
  readonly #http1: HttpServer;
  readonly #open = new Set<Connection>();
  /** By the sockets on which TLS is settled. */
  readonly #settled = new WeakMap<Socket, Connection>();

  constructor(handler: HttpHandler, secure: SecureHttp) {
    this.#handler = handler;
    this.#secure = secure;
    this.#http1 = createHttp((request, response) => {
      const connection = this.#settled.get(request.socket);
      if (connection !== undefined) this.#follow(connection, response);
      void respond(handler, request, response);
    });
    this.#http1.keepAliveTimeout = PATIENCE_MS;
  }

  /** Lets go of the connections on which nothing is asked. */
  closeIdleConnections(): void {
    for (const { leave } of this.#open) leave?.();
  }

  closeAllConnections(): void {
    for (const { end } of this.#open) end();
  }

  #follow(connection: Connection, response: ServerResponse): void {
    connection.renew();
    connection.leave = undefined;
    response.once("close", () => {
      connection.renew();
      connection.leave = connection.end;
      if (!this.server.listening) connection.end();
    });
  }

  #accept(socket: Socket): void {
    const connection = new Connection(socket);
    this.#open.add(connection);
    socket.once("close", () => this.#open.delete(connection));
    socket.on("error", connection.end);
    socket.once("readable", () => {
      const first: unknown = socket.read();
      if (!(first instanceof Buffer)) {
        connection.end();
      } else if (CLEAR_HTTP.test(first.toString("latin1", 0, 8))) {
        socket.end(CLEAR_REPLY);
        socket.resume();
      } else {
        socket.unshift(first);
        this.#settle(socket, connection);
      }
    });
  }

  #settle(socket: Socket, connection: Connection): void {
    const tls = this.#secure.settings(joinHostPort(socket.remoteAddress ?? "", socket.remotePort ?? 0));
    const server = tls === undefined ? undefined : this.#tlsServer(tls);
    if (tls === undefined || server === undefined) {
      connection.end();
      return;
    }
    server.once("tlsClientError", connection.end);
    server.once("secureConnection", (settled) => {
      connection.renew();
      settled.on("error", connection.end);
      if (isTurnedAway(settled, tls.client)) connection.end();
      else this.#serve(settled, connection);
    });
    server.emit("connection", socket);
  }

  /** Undefined for settings with which nobody could be served: versions of which the oldest is newer than the newest. */
  #tlsServer(tls: HttpTls): TlsServer | undefined {
    const ALPNProtocols = this.#secure.isHttp2 ? ["h2", "http/1.1"] : ["http/1.1"];
    try {
      return createTls({ ...httpTlsOptions(tls), ALPNProtocols, handshakeTimeout: PATIENCE_MS });
    } catch {
      return undefined;
    }
  }

  #serve(socket: TLSSocket, connection: Connection): void {
    if (socket.alpnProtocol === "h2") {
      this.#serveHttp2(socket, connection);
      return;
    }
    this.#settled.set(socket, connection);
    this.#http1.emit("connection", socket);
  }

  #serveHttp2(socket: TLSSocket, connection: Connection): void {
    const session = performServerHandshake(socket, { settings: { maxConcurrentStreams: MAX_STREAMS } });
    // Streams that are there end in good order, and the connection after them.
    connection.leave = () => session.close();
    session.on("error", connection.end);
    session.once("close", connection.end);
    session.on("stream", (stream, headers) => {
      connection.renew();
      stream.on("error", () => undefined);
      stream.once("close", () => connection.renew());
      const head = { method: String(headers[":method"] ?? "GET"), target: String(headers[":path"] ?? "/"), headers };
      void respondOn(stream, head, this.#handler);
    });
  }
}

async function respondOn(stream: ServerHttp2Stream, head: RequestHead, handler: HttpHandler): Promise<void> {
  const reply = await replyTo(head, handler);
  stream.resume();
  if (stream.destroyed) return;
  try {
    const isHead = head.method === "HEAD";
    stream.respond({ ":status": reply.status, ...headersOf(reply) }, { endStream: isHead });
    if (!isHead) stream.end(reply.body);
  } catch {
    // A reply that HTTP has no form for: whoever asked sees the stream end.
    stream.destroy();
  }
}
