/** One TCP connection of a client: queries in, replies out as they are ready, within bounds of time and memory. */
import type { Socket } from "node:net";
import type { Endpoint } from "../../lib/chain/arrival.ts";
import type { Flow, ReplyPlace } from "../../lib/chain/sink.ts";
import { MessageStream } from "../../lib/dns/wire/message-stream.ts";
import type { Answer, InFlight } from "./listener.ts";
import { Outbox, type UnreadTotal } from "./outbox.ts";
import { clientEnd } from "./tcp-sockets.ts";
import type { Turns } from "./turns.ts";

/** Limits of a connection. */
export interface ConnectionLimits {
  /** How long the first query may take to come. */
  readonly readTimeoutMs: number;
  /** How long later queries may take to come. */
  readonly idleTimeoutMs: number;
  /** How long a client may read nothing while replies wait for it; no shorter than it may be idle. */
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

/** Replies that a client has not read yet; above it no more of its queries are read. */
const MAX_UNREAD_OCTETS = 1024 * 1024;
/** The same for all connections of a listener together; above it only those are read that have read their replies. */
const MAX_UNREAD_IN_ALL = 64 * 1024 * 1024;
/** A stream goes on when no more than this is left unread: the event loop has its turn, and other replies their place. */
const MAX_UNREAD_OF_STREAM = 128 * 1024;
const BUFFER_OCTETS = 4096;
/** Queries of one connection that plugins work on at a time; the next ones wait in the client's buffers. */
const MAX_UNDER_WAY = 128;

/** What a connection works with. */
export interface ConnectionOptions {
  readonly limits: ConnectionLimits;
  readonly inFlight: InFlight;
  readonly unreadTotal: UnreadTotal;
  readonly turns: Turns;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  ask(bytes: Uint8Array, client: Endpoint, place: ReplyPlace): Answer;
  /** Told of what goes wrong with one query, which then gets no reply. */
  failed(error: unknown): void;
}

export class TcpConnection {
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  readonly #client: Endpoint;
  readonly #received = new MessageStream();
  readonly #outbox: Outbox;
  #queries = 0;
  #underWay = 0;
  /** No more queries are read: enough came, or the listener closes. */
  #isLast = false;
  /** The client sends no more; what it sent is still answered. */
  #hasEnded = false;
  /** Others have their turn. */
  #isWaiting = false;
  /** Streams that go on when the client has read. */
  #held: ((flow: Flow) => void)[] = [];
  readonly #place: ReplyPlace = {
    buffer: () => new Uint8Array(BUFFER_OCTETS),
    sink: { write: (message) => this.#writeOfStream(message) },
  };
  #deadline: NodeJS.Timeout;
  #stalled: NodeJS.Timeout | undefined;

  constructor(socket: Socket, options: ConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#client = clientEnd(socket);
    this.#outbox = new Outbox(socket, { total: options.unreadTotal, moved: () => this.#moved() });
    this.#deadline = setTimeout(() => this.#expired(), options.limits.readTimeoutMs);
    socket.on("data", (chunk: Buffer) => {
      this.#received.push(chunk);
      this.#serveReceived();
    });
    socket.on("error", () => socket.destroy());
    socket.on("end", () => {
      this.#hasEnded = true;
      this.#serveReceived();
    });
    socket.once("close", () => {
      clearTimeout(this.#deadline);
      clearTimeout(this.#stalled);
      this.#release("enough");
    });
  }

  /** Takes no more queries and closes once all replies are out: the listener closes. */
  close(): void {
    this.#isLast = true;
    this.#closeWhenDone();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** The clock runs for the client alone, for a whole message at a time, however slowly its octets drip in. */
  #expired(): void {
    if (this.#underWay === 0 && this.#outbox.unread === 0) this.#socket.destroy();
  }

  #restartClock(): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#expired(), this.#options.limits.idleTimeoutMs);
  }

  get #isFull(): boolean {
    const { unread } = this.#outbox;
    return (
      this.#underWay >= MAX_UNDER_WAY ||
      unread > MAX_UNREAD_OCTETS ||
      (unread > 0 && this.#options.unreadTotal.octets > MAX_UNREAD_IN_ALL)
    );
  }

  #serveReceived(): void {
    if (this.#isWaiting) return;
    const { turns, nowMs } = this.#options;
    const endMs = turns.sliceEndMs();
    while (!this.#isLast) {
      if (this.#isFull) {
        this.#socket.pause();
        return;
      }
      if (nowMs() >= endMs) {
        this.#waitForTurn();
        return;
      }
      const message = this.#received.next();
      if (message === undefined) {
        if (this.#hasEnded) this.#closeWhenDone();
        else this.#socket.resume();
        return;
      }
      this.#serve(message);
    }
    // What comes behind the last query is not even read.
    this.#socket.pause();
    this.#closeWhenDone();
  }

  #waitForTurn(): void {
    this.#socket.pause();
    this.#isWaiting = true;
    this.#options.turns.wait(() => {
      this.#isWaiting = false;
      this.#goOn();
    });
  }

  #serve(message: Uint8Array): void {
    const { limits, inFlight, ask, failed } = this.#options;
    this.#queries++;
    if (limits.maxQueries >= 0 && this.#queries >= limits.maxQueries) this.#isLast = true;
    this.#restartClock();
    let reply: Answer;
    try {
      reply = ask(message, this.#client, this.#place);
    } catch (error) {
      failed(error);
      return;
    }
    if (!(reply instanceof Promise)) {
      this.#reply(reply);
      return;
    }
    this.#underWay++;
    inFlight.begin();
    void reply
      .then((bytes) => this.#reply(bytes), failed)
      .finally(() => {
        this.#underWay--;
        inFlight.end();
        if (this.#underWay === 0) this.#restartClock();
        this.#goOn();
      });
  }

  /** A message of a stream; the next one waits until the client has read. */
  #writeOfStream(message: Uint8Array): Flow | Promise<Flow> {
    this.#reply(message);
    if (!this.#socket.writable) return "enough";
    return this.#mayStreamOn ? "more" : new Promise((resolve) => this.#held.push(resolve));
  }

  get #mayStreamOn(): boolean {
    const { unread } = this.#outbox;
    return unread === 0 || (unread <= MAX_UNREAD_OF_STREAM && this.#options.unreadTotal.octets <= MAX_UNREAD_IN_ALL);
  }

  #release(flow: Flow): void {
    const held = this.#held;
    this.#held = [];
    for (const resolve of held) resolve(flow);
  }

  #reply(bytes: Uint8Array | undefined): void {
    if (bytes === undefined || bytes.length === 0) return;
    try {
      this.#outbox.push(bytes);
    } catch (error) {
      this.#options.failed(error);
      return;
    }
    const { writeTimeoutMs, idleTimeoutMs } = this.#options.limits;
    // The system takes more only when a third of its own buffer was read, which a slow client needs seconds for.
    this.#stalled ??= setTimeout(() => this.#socket.destroy(), Math.max(writeTimeoutMs, idleTimeoutMs));
  }

  /** The client reads. */
  #moved(): void {
    if (this.#outbox.unread > 0) this.#stalled?.refresh();
    else {
      clearTimeout(this.#stalled);
      this.#stalled = undefined;
      this.#restartClock();
    }
    if (this.#held.length > 0 && this.#mayStreamOn) this.#release("more");
    this.#goOn();
  }

  /** There may be room again. */
  #goOn(): void {
    if (!this.#socket.destroyed) this.#serveReceived();
  }

  #closeWhenDone(): void {
    if (this.#underWay === 0 && this.#outbox.unread === 0) this.#socket.destroySoon();
  }
}
