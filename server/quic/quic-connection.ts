/** One QUIC connection over somebody's UDP socket: datagrams in and out, streams, its clock. */
import type { ConnectionError, Connection as Native } from "@matrixai/quic/dist/native/types.js";
import type { Endpoint } from "../../lib/chain/arrival.ts";
import { outsideMemory } from "./outside-memory.ts";

/** Which half of a stream is given up (quiche, Shutdown). */
const READ = 0;
const WRITE = 1;
/** The largest datagram that is sent. */
const DATAGRAM_OCTETS = 1350;
const CHUNK_OCTETS = 16 * 1024;
const chunk = new Uint8Array(CHUNK_OCTETS);

/** What happens on a connection. Nothing here may throw. */
export interface QuicEvents {
  /** Both sides have agreed: once. */
  established(): void;
  /** False while a stream of the other side must wait; `resume` looks again. */
  mayRead(stream: number): boolean;
  /** Octets of a stream came, or its end, or both. */
  received(stream: number, octets: Uint8Array, isLast: boolean): void;
  /** The other side gave up its half of a stream. */
  wasReset(stream: number): void;
  /** The connection is over, for whatever reason: once, and the last. */
  closed(): void;
}

/** What a connection works with. */
export interface QuicConnectionOptions {
  readonly native: Native;
  readonly events: QuicEvents;
  /** Sends a datagram; it may be kept. */
  readonly send: (datagram: Uint8Array, to: Endpoint) => void;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
}

interface Pending {
  octets: Uint8Array;
  isLast: boolean;
}

export class QuicConnection {
  readonly native: Native;
  /** For as long as there is the library's object. */
  readonly outside = outsideMemory();
  readonly #options: QuicConnectionOptions;
  /** What a stream could not take yet. */
  readonly #pending = new Map<number, Pending>();
  #isEstablished = false;
  #isClosed = false;
  /** Between a datagram and the end of its effects everything is sent in one go. */
  #isBusy = false;
  #timer: NodeJS.Timeout | undefined;
  #timerMs = Number.POSITIVE_INFINITY;
  #deadlineMs = Number.POSITIVE_INFINITY;

  constructor(options: QuicConnectionOptions) {
    this.native = options.native;
    this.#options = options;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Why the other side ended the connection, once it has. */
  get peerError(): ConnectionError | null {
    return this.native.peerError();
  }

  /** Takes a datagram; it must not change any more. Whatever is wrong with it is the other side's affair. */
  receive(datagram: Uint8Array, path: { readonly from: Endpoint; readonly to: Endpoint }): void {
    const { from, to } = path;
    this.#during(() => {
      try {
        const info = { from: { host: from.address, port: from.port }, to: { host: to.address, port: to.port } };
        this.native.recv(datagram, info);
      } catch {
        // quiche knows what to say of it: that is sent below.
      }
      this.#look();
    });
  }

  /** Reads streams again that had to wait. */
  resume(): void {
    this.#during(() => this.#look());
  }

  /** Sends octets on a stream as it takes them, and its end behind them. */
  write(stream: number, octets: Uint8Array, isLast: boolean): void {
    const pending = this.#pending.get(stream);
    if (pending !== undefined) {
      pending.octets = Buffer.concat([pending.octets, octets]);
      pending.isLast ||= isLast;
    } else this.#pending.set(stream, { octets, isLast });
    this.#during(() => this.#push(stream));
  }

  /** Octets that a stream has not taken yet. */
  unsent(stream: number): number {
    return this.#pending.get(stream)?.octets.length ?? 0;
  }

  /** Gives up sending on a stream. */
  reset(stream: number, code: number): void {
    this.#pending.delete(stream);
    this.#during(() => this.#shut(stream, { half: WRITE, code }));
  }

  /** Asks the other side to send no more on a stream. */
  stopReading(stream: number, code: number): void {
    this.#during(() => this.#shut(stream, { half: READ, code }));
  }

  /** Ends the connection with an error code of the protocol that it carries. */
  close(code: number, reason = ""): void {
    this.#during(() => {
      try {
        this.native.close(true, code, Buffer.from(reason));
      } catch {
        // It is closed already.
      }
    });
  }

  /** Sends what waits: the first datagrams of a client, say. */
  flush(): void {
    this.#during(() => undefined);
  }

  /** Forgets the connection without a word. */
  abandon(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#pending.clear();
    this.#options.events.closed();
  }

  #shut(stream: number, { half, code }: { readonly half: number; readonly code: number }): void {
    try {
      this.native.streamShutdown(stream, half, code);
    } catch {
      // The stream is over.
    }
  }

  #during(task: () => void): void {
    if (this.#isClosed) return;
    if (this.#isBusy) {
      task();
      return;
    }
    this.#isBusy = true;
    try {
      task();
    } finally {
      this.#isBusy = false;
    }
    this.#send();
    this.#settle();
  }

  #look(): void {
    const { native } = this;
    const { events } = this.#options;
    if (!this.#isEstablished && native.isEstablished()) {
      this.#isEstablished = true;
      events.established();
    }
    if (!this.#isEstablished && !native.isInEarlyData()) return;
    for (const stream of native.readable()) if (events.mayRead(stream)) this.#read(stream);
    if (this.#pending.size > 0) for (const stream of native.writable()) this.#push(stream);
  }

  #read(stream: number): void {
    const { events } = this.#options;
    for (;;) {
      let read: [number, boolean] | null;
      try {
        read = this.native.streamRecv(stream, chunk);
      } catch (error) {
        if (error instanceof Error && error.message.startsWith("StreamReset")) events.wasReset(stream);
        return;
      }
      if (read === null) return;
      const [octets, isLast] = read;
      events.received(stream, chunk.slice(0, octets), isLast);
      if (isLast || this.#isClosed) return;
    }
  }

  #push(stream: number): void {
    const pending = this.#pending.get(stream);
    if (pending === undefined) return;
    try {
      const taken = this.native.streamSend(stream, pending.octets, pending.isLast) ?? 0;
      // Without octets there is nothing that shows whether the end was taken: it always is.
      if (taken >= pending.octets.length) this.#pending.delete(stream);
      else pending.octets = pending.octets.subarray(taken);
    } catch {
      // Nobody reads the stream any more.
      this.#pending.delete(stream);
    }
  }

  #send(): void {
    for (;;) {
      const datagram = Buffer.allocUnsafe(DATAGRAM_OCTETS);
      let sent: ReturnType<Native["send"]>;
      try {
        sent = this.native.send(datagram);
      } catch {
        return;
      }
      if (sent === null) return;
      const [octets, { to }] = sent;
      this.#options.send(datagram.subarray(0, octets), { address: to.host, port: to.port });
    }
  }

  /** Sees to the clock, and to the end. */
  #settle(): void {
    // Of what the other side has closed nothing is awaited; until the library lets go of it a second may pass.
    if (this.native.isClosed() || (this.native.isDraining() && this.peerError !== null)) {
      this.abandon();
      return;
    }
    const afterMs = this.native.timeout();
    if (afterMs === null) return;
    this.#deadlineMs = this.#options.nowMs() + afterMs;
    if (this.#timer !== undefined && this.#timerMs <= this.#deadlineMs) return;
    this.#arm();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    this.#timerMs = this.#deadlineMs;
    const waitMs = Math.max(1, Math.ceil(this.#deadlineMs - this.#options.nowMs()));
    this.#timer = setTimeout(() => this.#expired(), waitMs);
  }

  /** Earlier clocks are let run out, which costs less than to wind one up at each datagram. */
  #expired(): void {
    this.#timer = undefined;
    if (this.#options.nowMs() < this.#deadlineMs - 1) {
      this.#arm();
      return;
    }
    this.#during(() => {
      this.native.onTimeout();
      this.#look();
    });
  }
}
