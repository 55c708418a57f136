/** The unidirectional streams of a client that speaks HTTP/3 (RFC 9114 section 6.2): one of each kind, and what they say. */
import { Http3Code, Http3Error } from "../../../lib/http3/error.ts";
import { FrameReader, FrameType } from "../../../lib/http3/frames.ts";
import { checkSettings, StreamType } from "../../../lib/http3/settings.ts";
import { readVarint } from "../../../lib/http3/varint.ts";

const MAX_FRAME_OCTETS = 4096;
/** Of these a client has one each, and never ends it. */
const CRITICAL: ReadonlySet<number> = new Set([StreamType.CONTROL, StreamType.QPACK_ENCODER, StreamType.QPACK_DECODER]);

/** A stream whose kind is not known yet, or is. */
interface ClientStream {
  head: Uint8Array;
  kind: number | undefined;
}

export class Http3Streams {
  readonly #streams = new Map<number, ClientStream>();
  readonly #kinds = new Set<number>();
  readonly #control = new FrameReader(MAX_FRAME_OCTETS);
  #hasSettings = false;

  /**
   * Takes octets of a stream. Gives an error code for one that this side has no use for: it should be asked to stop.
   * Throws `Http3Error` for what ends the connection.
   */
  received(stream: number, octets: Uint8Array, isLast: boolean): number | undefined {
    const known = this.#streams.get(stream);
    const one = known ?? { head: new Uint8Array(0), kind: undefined };
    if (known === undefined) this.#streams.set(stream, one);
    let rest = octets;
    if (one.kind === undefined) {
      one.head = Buffer.concat([one.head, octets]);
      const kind = readVarint(one.head, 0);
      if (kind === undefined) {
        if (isLast) this.#streams.delete(stream);
        return undefined;
      }
      rest = one.head.subarray(kind.end);
      one.kind = kind.value;
      one.head = new Uint8Array(0);
      this.#begin(kind.value);
    }
    if (isLast) this.ended(stream);
    if (one.kind === StreamType.CONTROL) this.#say(rest);
    return CRITICAL.has(one.kind) ? undefined : Http3Code.STREAM_CREATION_ERROR;
  }

  /** A stream ends, or is given up. Throws `Http3Error` for one that must not. */
  ended(stream: number): void {
    const kind = this.#streams.get(stream)?.kind;
    this.#streams.delete(stream);
    if (kind !== undefined && CRITICAL.has(kind)) {
      throw new Http3Error(Http3Code.CLOSED_CRITICAL_STREAM, "a stream that must stay open was closed");
    }
  }

  #begin(kind: number): void {
    if (kind === StreamType.PUSH || (CRITICAL.has(kind) && this.#kinds.has(kind))) {
      throw new Http3Error(Http3Code.STREAM_CREATION_ERROR, "a stream that there must not be");
    }
    this.#kinds.add(kind);
  }

  #say(octets: Uint8Array): void {
    for (const { type, payload } of this.#control.push(octets)) {
      if (type === FrameType.SETTINGS) {
        if (this.#hasSettings) throw new Http3Error(Http3Code.FRAME_UNEXPECTED, "settings for a second time");
        checkSettings(payload);
        this.#hasSettings = true;
      } else if (!this.#hasSettings) throw new Http3Error(Http3Code.MISSING_SETTINGS, "no settings at first");
      else if (type === FrameType.DATA || type === FrameType.HEADERS || type === FrameType.PUSH_PROMISE) {
        throw new Http3Error(Http3Code.FRAME_UNEXPECTED, "a frame of a request");
      }
    }
  }
}
