/** HTTP/1.1 on connections: a request at a time has its time, and so has the client that takes the reply. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { bodyOf, type Connected, type HttpConnection, headersOf } from "./connected.ts";
import { answerOverHttp } from "./doh.ts";

/** Go's DefaultMaxHeaderBytes. */
const MAX_HEADER_OCTETS = 1 << 20;
/** Requests that one connection may send ahead; the next ones wait in its buffers. */
const MAX_AHEAD = 64;

/** Go's words for what its parser refuses (net/http, conn.serve). */
const BAD_REQUEST = "400 Bad Request";
const REFUSALS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
};

/** All HTTP/1.1 connections of a listener. */
export class Http1 {
  readonly #server: Server;
  readonly #connections = new Map<Socket, Http1Connection>();

  constructor() {
    this.#server = createServer({ maxHeaderSize: MAX_HEADER_OCTETS, requireHostHeader: true });
    // Connections have their own clocks: those of a server that does not itself listen never run.
    this.#server.keepAliveTimeout = 0;
    this.#server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      this.#connections.get(request.socket)?.serve(request, response);
    });
    this.#server.on("clientError", (error: NodeJS.ErrnoException, socket) => refuse(error, socket));
  }

  serve(connected: Connected): HttpConnection {
    const { socket } = connected;
    const connection = new Http1Connection(connected);
    this.#connections.set(socket, connection);
    socket.once("close", () => this.#connections.delete(socket));
    this.#server.emit("connection", socket);
    return connection;
  }
}

function refuse({ code = "" }: NodeJS.ErrnoException, socket: NodeJS.WritableStream & { destroy(): void }): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const words = REFUSALS[code] ?? BAD_REQUEST;
  socket.end(`HTTP/1.1 ${words}\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n${words}`);
  setTimeout(() => socket.destroy(), 500).unref();
}

class Http1Connection implements HttpConnection {
  readonly #connected: Connected;
  #underWay = 0;
  #isLast = false;
  #deadline: NodeJS.Timeout;

  constructor(connected: Connected) {
    this.#connected = connected;
    const { socket, limits } = connected;
    this.#deadline = setTimeout(() => socket.destroy(), limits.readTimeoutMs);
    socket.once("close", () => clearTimeout(this.#deadline));
  }

  serve(request: IncomingMessage, response: ServerResponse): void {
    const { socket, limits, inFlight, failed } = this.#connected;
    this.#underWay++;
    inFlight.begin();
    if (this.#underWay >= MAX_AHEAD) socket.pause();
    this.#within(limits.readTimeoutMs);
    request.once("end", () => this.#within(limits.writeTimeoutMs));
    response.once("close", () => this.#done());
    void this.#answer(request, response).catch((error: unknown) => {
      // A body that breaks off is the client's own affair.
      if (!request.destroyed || request.complete) failed(error);
      socket.destroy();
    });
  }

  close(): void {
    this.#isLast = true;
    if (this.#underWay === 0) this.#connected.socket.destroySoon();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { ask, replied } = this.#connected;
    const { method = "", url = "", headers } = request;
    const reply = await answerOverHttp(
      { method, target: url, headers: headersOf(headers), body: bodyOf(request) },
      ask,
    );
    const isTooLarge = !request.complete && method === "POST";
    request.resume();
    if (isTooLarge || this.#isLast) response.setHeader("Connection", "close");
    else response.removeHeader("Connection");
    response.writeHead(reply.status, reply.headers);
    response.end(reply.body);
    replied(reply.status);
  }

  #done(): void {
    const { socket, limits, inFlight } = this.#connected;
    this.#underWay--;
    inFlight.end();
    if (this.#underWay > 0) return;
    if (this.#isLast) {
      socket.destroySoon();
      return;
    }
    socket.resume();
    this.#within(limits.idleTimeoutMs);
  }

  #within(ms: number): void {
    clearTimeout(this.#deadline);
    if (!this.#connected.socket.destroyed) this.#deadline = setTimeout(() => this.#connected.socket.destroy(), ms);
  }
}
