/** One TCP connection of a client: queries in, replies out as they are ready, within bounds of time and memory. */
import type { Socket } from "node:net";
import type { Endpoint } from "../../lib/chain/query.ts";
import { type Answer, type InFlight, plainAddress } from "./listener.ts";

/** Limits of a connection. */
export interface ConnectionLimits {
  /** How long the first query may take to come. */
  readonly readTimeoutMs: number;
  /** How long later queries may take to come. */
  readonly idleTimeoutMs: number;
  /** How long a client may leave replies unread once too many of them wait. */
  readonly writeTimeoutMs: number;
  /** How many queries a connection may carry; -1 for any number. */
  readonly maxQueries: number;
}

/** CoreDNS 1.15.0's limits. */
export const DEFAULT_LIMITS: ConnectionLimits = {
  readTimeoutMs: 3000,
  idleTimeoutMs: 10_000,
  writeTimeoutMs: 5000,
  maxQueries: -1,
};

/** Replies that a client has not read yet; above it no more queries are read. */
const MAX_UNREAD_OCTETS = 1024 * 1024;
/** Queries of one connection that plugins work on at a time; the next ones wait in the client's buffers. */
const MAX_UNDER_WAY = 128;
const LENGTH_OCTETS = 2;

/** What a connection works with. */
export interface ConnectionOptions {
  readonly limits: ConnectionLimits;
  readonly inFlight: InFlight;
  ask(bytes: Uint8Array, client: Endpoint): Answer;
}

export class TcpConnection {
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  readonly #client: Endpoint;
  #received: Buffer = Buffer.alloc(0);
  #queries = 0;
  #underWay = 0;
  /** No more queries are read, since enough came, the client sent its end, or the listener closes. */
  #isLast = false;
  #isClosing = false;
  #deadline: NodeJS.Timeout;
  #unread: NodeJS.Timeout | undefined;

  constructor(socket: Socket, options: ConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#client = { address: plainAddress(socket.remoteAddress ?? ""), port: socket.remotePort ?? 0 };
    this.#deadline = setTimeout(() => this.#expired(), options.limits.readTimeoutMs);
    socket.on("data", (chunk: Buffer) => this.#take(chunk));
    socket.on("drain", () => this.#drained());
    socket.on("error", () => socket.destroy());
    socket.on("end", () => this.end());
    socket.once("close", () => {
      clearTimeout(this.#deadline);
      clearTimeout(this.#unread);
    });
  }

  /** Takes no more queries and closes once all replies are out. */
  end(): void {
    this.#isLast = true;
    this.#endWhenDone();
  }

  /** The same without waiting for the client's end: the listener closes. */
  close(): void {
    this.#isClosing = true;
    this.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** The clock runs for the client alone, for a whole message at a time, however slowly its octets drip in. */
  #expired(): void {
    if (this.#underWay === 0) this.#socket.destroy();
  }

  #restartClock(): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#expired(), this.#options.limits.idleTimeoutMs);
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    this.#serveReceived();
  }

  #serveReceived(): void {
    while (this.#received.length >= LENGTH_OCTETS && !this.#isLast) {
      const end = LENGTH_OCTETS + this.#received.readUInt16BE(0);
      if (this.#received.length < end) break;
      if (this.#isFull) {
        this.#socket.pause();
        return;
      }
      const message = this.#received.subarray(LENGTH_OCTETS, end);
      this.#received = this.#received.subarray(end);
      this.#serve(message);
    }
    this.#endWhenDone();
  }

  get #isFull(): boolean {
    return this.#underWay >= MAX_UNDER_WAY || this.#socket.writableLength > MAX_UNREAD_OCTETS;
  }

  #serve(message: Buffer): void {
    const { limits, inFlight, ask } = this.#options;
    this.#queries++;
    if (limits.maxQueries >= 0 && this.#queries >= limits.maxQueries) this.#isLast = true;
    this.#restartClock();
    const reply = ask(message, this.#client);
    if (!(reply instanceof Promise)) {
      this.#reply(reply);
      return;
    }
    this.#underWay++;
    inFlight.begin();
    void reply
      .then((bytes) => this.#reply(bytes))
      .finally(() => {
        this.#underWay--;
        inFlight.end();
        if (this.#underWay === 0) this.#restartClock();
        this.#goOn();
      });
  }

  #reply(bytes: Uint8Array | undefined): void {
    if (bytes === undefined || bytes.length === 0 || this.#socket.destroyed) return;
    const framed = Buffer.allocUnsafe(LENGTH_OCTETS + bytes.length);
    framed.writeUInt16BE(bytes.length, 0);
    framed.set(bytes, LENGTH_OCTETS);
    this.#socket.write(framed);
    if (this.#socket.writableLength > MAX_UNREAD_OCTETS) {
      this.#unread ??= setTimeout(() => this.#socket.destroy(), this.#options.limits.writeTimeoutMs);
    }
  }

  #drained(): void {
    clearTimeout(this.#unread);
    this.#unread = undefined;
    this.#goOn();
  }

  /** There may be room again. */
  #goOn(): void {
    if (this.#isFull || this.#socket.destroyed) return;
    this.#socket.resume();
    this.#serveReceived();
  }

  #endWhenDone(): void {
    if (!this.#isLast || this.#underWay > 0) return;
    if (this.#isClosing) this.#socket.destroySoon();
    else this.#socket.end();
  }
}
