/** Frames of HTTP/3: a type, a length, what they carry (RFC 9114 section 7). */
import { Http3Code, Http3Error } from "./error.ts";
import { readVarint, writeVarint } from "./varint.ts";

/** Types that are used here; what is unknown is passed over. */
export const FrameType = {
  DATA: 0x00,
  HEADERS: 0x01,
  CANCEL_PUSH: 0x03,
  SETTINGS: 0x04,
  PUSH_PROMISE: 0x05,
  GOAWAY: 0x07,
  MAX_PUSH_ID: 0x0d,
} as const;

/** Types of HTTP/2 that HTTP/3 does not have (section 7.2.8). */
const FORBIDDEN: ReadonlySet<number> = new Set([0x02, 0x06, 0x08, 0x09]);
const KNOWN: ReadonlySet<number> = new Set(Object.values(FrameType));

/** A frame, or a piece of the DATA of one. */
export interface Frame {
  readonly type: number;
  readonly payload: Uint8Array;
}

const NOTHING = new Uint8Array(0);

/** Takes what comes of a stream, and gives its frames. */
export class FrameReader {
  readonly #maxOctets: number;
  #octets: Uint8Array = NOTHING;
  /** Of a frame that is under way and whose octets are given, or passed over, as they come. */
  #left = 0;
  #isData = false;

  /** No other frame than DATA may be longer; what is longer ends the connection. */
  constructor(maxOctets: number) {
    this.#maxOctets = maxOctets;
  }

  /** True when nothing of a frame is missing. */
  get isWhole(): boolean {
    return this.#octets.length === 0 && this.#left === 0;
  }

  /** The frames that are there now. Throws `Http3Error`. */
  *push(chunk: Uint8Array): Generator<Frame> {
    this.#octets = this.#octets.length === 0 ? chunk : joined(this.#octets, chunk);
    for (;;) {
      if (this.#left > 0) {
        const piece = this.#take(Math.min(this.#left, this.#octets.length));
        this.#left -= piece.length;
        if (this.#isData && piece.length > 0) yield { type: FrameType.DATA, payload: piece };
        if (this.#left > 0) return;
      }
      const type = readVarint(this.#octets, 0);
      const length = type === undefined ? undefined : readVarint(this.#octets, type.end);
      if (type === undefined || length === undefined) return;
      if (FORBIDDEN.has(type.value)) throw new Http3Error(Http3Code.FRAME_UNEXPECTED, `a frame of type ${type.value}`);
      this.#isData = type.value === FrameType.DATA;
      if (this.#isData || !KNOWN.has(type.value)) {
        this.#take(length.end);
        this.#left = length.value;
        if (this.#isData && this.#left === 0) yield { type: FrameType.DATA, payload: NOTHING };
        continue;
      }
      if (length.value > this.#maxOctets) throw new Http3Error(Http3Code.EXCESSIVE_LOAD, "a frame that is too long");
      if (this.#octets.length < length.end + length.value) return;
      this.#take(length.end);
      yield { type: type.value, payload: this.#take(length.value) };
    }
  }

  #take(octets: number): Uint8Array {
    const taken = this.#octets.subarray(0, octets);
    this.#octets = octets === this.#octets.length ? NOTHING : this.#octets.subarray(octets);
    return taken;
  }
}

/** A frame as octets. */
export function writeFrame(type: number, payload: Uint8Array): Uint8Array {
  return joined(writeVarint(type), writeVarint(payload.length), payload);
}

/** Octets one after the other. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((octets, part) => octets + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
