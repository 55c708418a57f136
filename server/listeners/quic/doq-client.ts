/** One client that speaks DNS over QUIC (RFC 9250; CoreDNS, server_quic.go): a stream for each query. */
import type { Arrival, TlsSession } from "../../../lib/chain/arrival.ts";
import type { ReplyPlace } from "../../../lib/chain/sink.ts";
import { EdnsOptionCode } from "../../../lib/dns/iana/edns-option.ts";
import { decodeMessage } from "../../../lib/dns/wire/decode.ts";
import { framed } from "../../../lib/dns/wire/message-stream.ts";
import { WireError } from "../../../lib/dns/wire/wire-error.ts";
import type { QuicConnection, QuicEvents } from "../../quic/quic-connection.ts";
import type { Answer } from "../listener.ts";
import type { QuicClient } from "./quic-endpoint.ts";
import { quicSessionOf } from "./quic-tls.ts";
import type { WorkerPool } from "./worker-pool.ts";

/** Error codes of DNS over QUIC (RFC 9250 section 4.3). */
export const DoqCode = { NO_ERROR: 0, INTERNAL_ERROR: 1, PROTOCOL_ERROR: 2 } as const;

/** What a client is served with. */
export interface DoqOptions {
  readonly server: string;
  readonly answer: (bytes: Uint8Array, arrival: Arrival, place: ReplyPlace) => Answer;
  readonly failed: (error: unknown) => void;
  /** Told of each reply and each failure, by its code. */
  readonly counted: (code: number) => void;
  readonly workers: WorkerPool;
  readonly begin: () => void;
  readonly end: () => void;
  /** How long a query may take to come. */
  readonly readTimeoutMs: () => number;
  readonly nowMs: () => number;
}

const LENGTH_OCTETS = 2;
const BUFFER_OCTETS = 1232;
/** Streams that the client opened, both ways (RFC 9000 section 2.1): the last bits of their numbers. */
const KIND = 3;
const OWN_BOTH_WAYS = 0;

/** A stream on which a query comes in. */
interface Incoming {
  octets: Uint8Array;
  readonly deadline: NodeJS.Timeout | undefined;
}

export class DoqClient implements QuicEvents {
  readonly #connection: QuicConnection;
  readonly #came: QuicClient;
  readonly #options: DoqOptions;
  readonly #incoming = new Map<number, Incoming>();
  /** Queries that wait for a worker, in the order in which they came. */
  readonly #waiting = new Set<number>();
  /** Streams that the client has not ended, and on which whatever else comes is not looked at. */
  readonly #ignored = new Set<number>();
  #session: TlsSession | undefined;
  #isClosed = false;

  constructor(came: QuicClient, options: DoqOptions) {
    this.#came = came;
    this.#connection = came.connection;
    this.#options = options;
  }

  established(): void {
    // Nothing is said before the first query.
  }

  mayRead(stream: number): boolean {
    if ((stream & KIND) !== OWN_BOTH_WAYS) return true;
    if (this.#incoming.has(stream) || this.#ignored.has(stream)) return true;
    if (this.#waiting.has(stream)) return false;
    if (this.#options.workers.take()) {
      this.#open(stream);
      return true;
    }
    this.#waiting.add(stream);
    this.#options.workers.wait(this, () => this.#worker(stream));
    return false;
  }

  received(stream: number, octets: Uint8Array, isLast: boolean): void {
    const incoming = this.#incoming.get(stream);
    if (incoming === undefined) {
      if (isLast) this.#ignored.delete(stream);
      return;
    }
    incoming.octets = incoming.octets.length === 0 ? octets : Buffer.concat([incoming.octets, octets]);
    const { length } = incoming.octets;
    if (length >= LENGTH_OCTETS) {
      const announced = ((incoming.octets[0] ?? 0) << 8) | (incoming.octets[1] ?? 0);
      if (announced === 0) this.#abort(DoqCode.PROTOCOL_ERROR);
      else if (length >= LENGTH_OCTETS + announced) {
        if (!isLast) this.#ignored.add(stream);
        this.#ask(stream, incoming.octets.subarray(LENGTH_OCTETS, LENGTH_OCTETS + announced));
        return;
      }
    }
    if (isLast) this.#abort(DoqCode.PROTOCOL_ERROR);
  }

  wasReset(stream: number): void {
    if (this.#incoming.has(stream)) this.#giveUp(stream);
    this.#ignored.delete(stream);
  }

  closed(): void {
    this.#isClosed = true;
    this.#options.workers.forget(this);
    for (const stream of [...this.#incoming.keys()]) this.#forget(stream);
    this.#waiting.clear();
    this.#ignored.clear();
  }

  #worker(stream: number): void {
    this.#waiting.delete(stream);
    this.#open(stream);
    this.#connection.resume();
  }

  #open(stream: number): void {
    const timeoutMs = this.#options.readTimeoutMs();
    const deadline = timeoutMs > 0 ? setTimeout(() => this.#giveUp(stream), timeoutMs) : undefined;
    this.#incoming.set(stream, { octets: new Uint8Array(0), deadline });
  }

  /** The query does not come, or was taken back: only its stream is given up (RFC 9250 section 4.3.3). */
  #giveUp(stream: number): void {
    this.#forget(stream);
    this.#ignored.add(stream);
    this.#connection.reset(stream, DoqCode.INTERNAL_ERROR);
    this.#options.counted(DoqCode.INTERNAL_ERROR);
  }

  /** The worker is free again. */
  #forget(stream: number): void {
    clearTimeout(this.#incoming.get(stream)?.deadline);
    if (this.#incoming.delete(stream)) this.#options.workers.give();
  }

  #ask(stream: number, message: Uint8Array): void {
    clearTimeout(this.#incoming.get(stream)?.deadline);
    this.#incoming.delete(stream);
    const { answer, server, failed, nowMs, workers, begin, end } = this.#options;
    if (breaksProtocol(message)) {
      workers.give();
      this.#abort(DoqCode.PROTOCOL_ERROR);
      return;
    }
    this.#session ??= quicSessionOf(this.#connection);
    const { client, local, proxyFields } = this.#came;
    const came = { client, local, server, arrivedMs: nowMs(), proxyFields };
    const arrival: Arrival = { ...came, transport: "quic", tls: this.#session };
    let isRejected = false;
    const place: ReplyPlace = {
      buffer: () => new Uint8Array(BUFFER_OCTETS),
      rejected: () => {
        isRejected = true;
      },
    };
    const done = (reply: Uint8Array | undefined): void => {
      workers.give();
      if (isRejected) this.#abort(DoqCode.PROTOCOL_ERROR);
      else this.#reply(stream, reply);
    };
    const broken = (error: unknown): void => {
      workers.give();
      failed(error);
    };
    let reply: Answer;
    try {
      reply = answer(message, arrival, place);
    } catch (error) {
      broken(error);
      return;
    }
    if (!(reply instanceof Promise)) {
      done(reply);
      return;
    }
    begin();
    void reply.then(done, broken).finally(end);
  }

  #reply(stream: number, reply: Uint8Array | undefined): void {
    // Without a reply the stream stays open, as in CoreDNS.
    if (reply !== undefined && !this.#isClosed) this.#connection.write(stream, framed(reply), true);
    this.#options.counted(DoqCode.NO_ERROR);
  }

  #abort(code: number): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#options.counted(code);
    this.#connection.close(code);
  }
}

/** True for a request that ends the connection: one with an ID, or with the option for keeping TCP alive (RFC 9250). */
function breaksProtocol(message: Uint8Array): boolean {
  if (((message[0] ?? 0) | (message[1] ?? 0)) !== 0) return true;
  // Only what has an OPT record is read for it: one stands among the additional records.
  if (((message[10] ?? 0) | (message[11] ?? 0)) === 0) return false;
  try {
    const options = decodeMessage(message).edns?.options ?? [];
    return options.some(({ code }) => code === EdnsOptionCode.TCP_KEEPALIVE);
  } catch (error) {
    if (error instanceof WireError) return true;
    throw error;
  }
}
