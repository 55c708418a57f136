/** Connections to upstreams over TCP, and over TLS on top of it. */
import type { Socket } from "node:net";
import { framed, MessageStream } from "../../lib/dns/wire/message-stream.ts";
import type { UpstreamConnection, UpstreamEndpoint } from "../../lib/ports/exchange.ts";
import { kindOf, reasonOf } from "./exchange-errors.ts";
import { Connection } from "./upstream-connection.ts";

/** Messages as TCP carries them. */
export class TcpConnection extends Connection {
  readonly #socket: Socket;
  readonly #received = new MessageStream();

  constructor(endpoint: UpstreamEndpoint, socket: Socket) {
    super(endpoint);
    this.#socket = socket;
    socket.on("data", (chunk: Buffer) => this.#take(chunk));
    socket.on("error", (error) => this.fail(kindOf(error), reasonOf(error)));
    socket.on("close", () => this.fail("closed", "EOF"));
  }

  #take(chunk: Buffer): void {
    this.#received.push(chunk);
    for (let reply = this.#received.next(); reply !== undefined; reply = this.#received.next()) this.receive(reply);
  }

  protected reads(on: boolean): void {
    if (on) this.#socket.resume();
    else this.#socket.pause();
  }

  protected send(message: Uint8Array): void {
    this.#socket.write(framed(message));
  }

  get local(): UpstreamConnection["local"] {
    const { localAddress, localPort } = this.#socket;
    return localAddress === undefined || localPort === undefined
      ? undefined
      : { address: localAddress, port: localPort };
  }

  close(): void {
    this.usable = false;
    this.#socket.destroy();
  }
}
