/** Frame Streams in both directions, the sending side (farsightsec.com, Frame Streams). */
import type { Clock } from "../../ports/clock.ts";
import { type ByteStream, StreamError } from "../../ports/stream.ts";
import { octetBytes } from "../../text/octets.ts";

const CONTENT_TYPE = octetBytes("protobuf:dnstap.Dnstap");

const Control = { ACCEPT: 1, START: 2, STOP: 3, READY: 4, FINISH: 5 } as const;
const CONTENT_TYPE_FIELD = 1;
const MOST_CONTROL_OCTETS = 512;

/** Why the other side cannot be sent to, in the words of CoreDNS's library. */
export class FrameStreamError extends Error {
  override readonly name = "FrameStreamError";
}

const notUnderstood = (): FrameStreamError => new FrameStreamError("decoding error");

/** What a stream is written with. */
export interface FrameStreamParts {
  readonly clock: Clock;
  /** How long the other side may take for each step. */
  readonly timeoutMs: number;
}

export class FrameStream {
  readonly #stream: ByteStream;
  readonly #parts: FrameStreamParts;
  #unread: Uint8Array = new Uint8Array();

  private constructor(stream: ByteStream, parts: FrameStreamParts) {
    this.#stream = stream;
    this.#parts = parts;
  }

  /** Agrees with the other side on what is sent. Rejects with a `StreamError` or a `FrameStreamError`; the stream is closed then. */
  static async open(stream: ByteStream, parts: FrameStreamParts): Promise<FrameStream> {
    const frames = new FrameStream(stream, parts);
    try {
      await frames.#write(control(Control.READY, CONTENT_TYPE));
      const types = await frames.#read(Control.ACCEPT);
      if (types.length > 0 && !types.some(isOurs)) throw new FrameStreamError("content type mismatch");
      await frames.#write(control(Control.START, CONTENT_TYPE));
      return frames;
    } catch (error) {
      stream.close();
      throw error;
    }
  }

  /** Sends frames together. Rejects as `open` does. */
  async send(frames: readonly Uint8Array[]): Promise<void> {
    try {
      await this.#write(framed(frames));
    } catch (error) {
      this.#stream.close();
      throw error;
    }
  }

  /** Says that it was all, waits until the other side has it, and closes. Never rejects. */
  async end(): Promise<void> {
    try {
      await this.#write(control(Control.STOP));
      await this.#read(Control.FINISH);
    } catch {
      // Who does not say goodbye is left all the same.
    } finally {
      this.#stream.close();
    }
  }

  #write(octets: Uint8Array): Promise<void> {
    return this.#inTime(this.#stream.write(octets));
  }

  /** The content types of the control frame that comes, which must be of this kind. */
  async #read(kind: number): Promise<readonly Uint8Array[]> {
    const head = await this.#take(8);
    const length = u32(head, 4);
    if (u32(head, 0) !== 0 || length < 4 || length > MOST_CONTROL_OCTETS) throw notUnderstood();
    const body = await this.#take(length);
    if (u32(body, 0) !== kind) throw notUnderstood();
    return contentTypes(body.subarray(4));
  }

  async #take(length: number): Promise<Uint8Array> {
    while (this.#unread.length < length) {
      const octets = await this.#inTime(this.#stream.read());
      if (octets === undefined) throw new FrameStreamError(this.#unread.length === 0 ? "EOF" : "unexpected EOF");
      this.#unread = joined([this.#unread, octets]);
    }
    const taken = this.#unread.subarray(0, length);
    this.#unread = this.#unread.subarray(length);
    return taken;
  }

  async #inTime<T>(step: Promise<T>): Promise<T> {
    const { clock, timeoutMs } = this.#parts;
    return new Promise((resolve, reject) => {
      const timer = clock.after(timeoutMs, () => reject(new StreamError("timeout", "i/o timeout")));
      step.then(resolve, reject).finally(() => timer.cancel());
    });
  }
}

/** True for errors that the two sides have with each other. */
export function isStreamFailure(error: unknown): error is StreamError | FrameStreamError {
  return error instanceof StreamError || error instanceof FrameStreamError;
}

function control(kind: number, contentType?: Uint8Array): Uint8Array {
  const body = contentType === undefined ? 4 : 12 + contentType.length;
  const frame = new Uint8Array(8 + body);
  const view = new DataView(frame.buffer);
  view.setUint32(4, body);
  view.setUint32(8, kind);
  if (contentType !== undefined) {
    view.setUint32(12, CONTENT_TYPE_FIELD);
    view.setUint32(16, contentType.length);
    frame.set(contentType, 20);
  }
  return frame;
}

function contentTypes(fields: Uint8Array): readonly Uint8Array[] {
  const types: Uint8Array[] = [];
  let at = 0;
  while (fields.length - at > 8) {
    const length = u32(fields, at + 4);
    const end = at + 8 + length;
    if (u32(fields, at) !== CONTENT_TYPE_FIELD || end > fields.length) throw notUnderstood();
    types.push(fields.subarray(at + 8, end));
    at = end;
  }
  if (at < fields.length) throw notUnderstood();
  return types;
}

function isOurs(type: Uint8Array): boolean {
  return type.length === CONTENT_TYPE.length && type.every((octet, index) => octet === CONTENT_TYPE[index]);
}

function u32(octets: Uint8Array, at: number): number {
  return new DataView(octets.buffer, octets.byteOffset).getUint32(at);
}

/** Data frames: the length of each, and it. */
function framed(frames: readonly Uint8Array[]): Uint8Array {
  const octets = new Uint8Array(frames.reduce((sum, { length }) => sum + 4 + length, 0));
  const view = new DataView(octets.buffer);
  let at = 0;
  for (const frame of frames) {
    view.setUint32(at, frame.length);
    octets.set(frame, at + 4);
    at += 4 + frame.length;
  }
  return octets;
}

function joined([first, second]: readonly [Uint8Array, Uint8Array]): Uint8Array {
  const octets = new Uint8Array(first.length + second.length);
  octets.set(first);
  octets.set(second, first.length);
  return octets;
}
