/** Connections to upstreams over TCP, and over TLS on top of it. */
import { connect, type Socket } from "node:net";
import { framed, MessageStream } from "../../lib/dns/wire/message-stream.ts";
import { joinHostPort } from "../../lib/go/net.ts";
import { ExchangeError, type UpstreamConnection, type UpstreamEndpoint } from "../../lib/ports/exchange.ts";
import { dialReasonOf, kindOf, reasonOf } from "./exchange-errors.ts";
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

/** Where an endpoint is, as Go's errors tell it: `tcp 192.0.2.1:53`, `unix /run/dns.sock`. */
export function placeOf({ address, port, path }: UpstreamEndpoint): string {
  return path === undefined ? `tcp ${joinHostPort(address, port)}` : `unix ${path}`;
}

/** A connected socket. Rejects with an `ExchangeError`, or throws what Node will not even try. */
export function dialTcp(endpoint: UpstreamEndpoint, timeoutMs: number): Promise<Socket> {
  const { address: host, port, path, sourceAddress } = endpoint;
  const source = sourceAddress === undefined ? {} : { localAddress: sourceAddress };
  const socket = path === undefined ? connect({ host, port, noDelay: true, ...source }) : connect({ path });
  socket.unref();
  return new Promise((resolve, reject) => {
    const fail = (kind: ExchangeError["kind"], reason: string): void => {
      socket.destroy();
      reject(new ExchangeError(kind, `dial ${placeOf(endpoint)}: ${reason}`));
    };
    const failed = (error: Error): void => fail(kindOf(error), dialReasonOf(error));
    const timer = setTimeout(() => fail("timeout", "i/o timeout"), timeoutMs);
    socket.once("error", (error) => {
      clearTimeout(timer);
      failed(error);
    });
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.removeAllListeners("error");
      resolve(socket);
    });
  });
}
