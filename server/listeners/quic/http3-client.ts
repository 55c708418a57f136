/** One client that speaks HTTP/3 (RFC 9114): a stream for each request, and what both sides say of themselves. */
import { Http3Code, Http3Error } from "../../../lib/http3/error.ts";
import { FrameType, joined, writeFrame } from "../../../lib/http3/frames.ts";
import { encodeFields } from "../../../lib/http3/qpack.ts";
import { writeControlStream } from "../../../lib/http3/settings.ts";
import { writeVarint } from "../../../lib/http3/varint.ts";
import type { QuicConnection, QuicEvents } from "../../quic/quic-connection.ts";
import { type AskDns, answerOverHttp, type DohReply, type DohRequest } from "../https/doh.ts";
import { type Come, Http3Request, MAX_HEADER_OCTETS } from "./http3-request.ts";
import { Http3Streams } from "./http3-streams.ts";

/** What a client is served with. */
export interface Http3Options {
  readonly ask: AskDns;
  readonly failed: (error: unknown) => void;
  /** Told of each reply, by its status. */
  readonly replied: (status: number) => void;
  readonly begin: () => void;
  readonly end: () => void;
  readonly closed: () => void;
}

/** The last bits of a stream's number: who opened it, and whether it goes both ways (RFC 9000 section 2.1). */
const KIND = 3;
const REQUEST = 0;
/** The first stream that the server opens one way. */
const OWN_CONTROL = 3;
const TOO_LARGE: DohReply = { status: 431, headers: {}, body: new Uint8Array(0) };

export class Http3Client implements QuicEvents {
  readonly #connection: QuicConnection;
  readonly #options: Http3Options;
  readonly #requests = new Map<number, Http3Request>();
  /** Requests that are over here, while the client still sends. */
  readonly #ignored = new Set<number>();
  readonly #streams = new Http3Streams();
  #hasBegun = false;
  #isClosed = false;
  #next = 0;

  constructor(connection: QuicConnection, options: Http3Options) {
    this.#connection = connection;
    this.#options = options;
  }

  established(): void {
    this.#begin();
  }

  mayRead(): boolean {
    return true;
  }

  received(stream: number, octets: Uint8Array, isLast: boolean): void {
    this.#begin();
    if (this.#isClosed) return;
    if ((stream & KIND) === REQUEST) this.#take(stream, { octets, isLast });
    else
      this.#guarded(() => {
        const unwanted = this.#streams.received(stream, octets, isLast);
        if (unwanted !== undefined && !isLast) this.#connection.stopReading(stream, unwanted);
      });
  }

  wasReset(stream: number): void {
    if (this.#requests.delete(stream)) this.#connection.reset(stream, Http3Code.REQUEST_INCOMPLETE);
    this.#ignored.delete(stream);
    if ((stream & KIND) !== REQUEST) this.#guarded(() => this.#streams.ended(stream));
  }

  closed(): void {
    this.#isClosed = true;
    this.#requests.clear();
    this.#ignored.clear();
    this.#options.closed();
  }

  /** Says that no request after those that came is answered. */
  goAway(): void {
    if (!this.#hasBegun || this.#isClosed) return;
    this.#connection.write(OWN_CONTROL, writeFrame(FrameType.GOAWAY, writeVarint(this.#next)), false);
  }

  #begin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#connection.write(OWN_CONTROL, writeControlStream(MAX_HEADER_OCTETS), false);
  }

  /** What the client gets wrong on the connection's own streams ends the connection. */
  #guarded(task: () => void): void {
    try {
      task();
    } catch (error) {
      if (!(error instanceof Http3Error)) throw error;
      this.#isClosed = true;
      this.#connection.close(error.code, error.message);
    }
  }

  #take(stream: number, { octets, isLast }: { readonly octets: Uint8Array; readonly isLast: boolean }): void {
    if (this.#ignored.has(stream)) {
      if (isLast) this.#ignored.delete(stream);
      return;
    }
    const request = this.#requests.get(stream) ?? new Http3Request();
    this.#requests.set(stream, request);
    this.#next = Math.max(this.#next, stream + 4);
    let come: Come | undefined;
    try {
      come = request.received(octets, isLast);
    } catch (error) {
      if (!(error instanceof Http3Error)) throw error;
      this.#forget(stream, isLast);
      this.#refuse(stream, error);
      return;
    }
    if (come === undefined) return;
    this.#forget(stream, isLast);
    if (come !== "too large") void this.#answer(stream, come);
    else {
      this.#connection.stopReading(stream, Http3Code.EXCESSIVE_LOAD);
      this.#reply(stream, TOO_LARGE, "");
    }
  }

  #forget(stream: number, isLast: boolean): void {
    this.#requests.delete(stream);
    if (!isLast) this.#ignored.add(stream);
  }

  #refuse(stream: number, { code, message }: Http3Error): void {
    if (code === Http3Code.FRAME_UNEXPECTED) {
      this.#isClosed = true;
      this.#connection.close(code, message);
      return;
    }
    this.#connection.stopReading(stream, code);
    this.#connection.reset(stream, code);
  }

  async #answer(stream: number, request: DohRequest): Promise<void> {
    const { ask, failed, replied, begin, end } = this.#options;
    begin();
    try {
      const reply = await answerOverHttp(request, ask);
      replied(reply.status);
      this.#reply(stream, reply, request.method);
    } catch (error) {
      failed(error);
      this.#connection.reset(stream, Http3Code.REQUEST_INCOMPLETE);
    } finally {
      end();
    }
  }

  #reply(stream: number, { status, headers, body }: DohReply, method: string): void {
    if (this.#isClosed) return;
    const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
    const fields = encodeFields([[":status", String(status)], ...named, ["date", new Date().toUTCString()]]);
    const head = writeFrame(FrameType.HEADERS, fields);
    const hasBody = body.length > 0 && method !== "HEAD";
    this.#connection.write(stream, hasBody ? joined(head, writeFrame(FrameType.DATA, body)) : head, true);
    // Nobody reads what the client may still send.
    if (this.#ignored.has(stream)) this.#connection.stopReading(stream, Http3Code.NO_ERROR);
  }
}
