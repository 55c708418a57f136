/** Messages of gRPC on an HTTP/2 stream: a flag, four octets of length, the message (gRPC over HTTP2, Length-Prefixed-Message). */

const PREFIX_OCTETS = 5;

/** A message as it came, however it is compressed. */
export interface GrpcFrame {
  /** 0 for a message in the clear, 1 for one that is compressed. */
  readonly format: number;
  readonly message: Uint8Array;
}

/** Takes what comes of a stream until its first message is whole. */
export class GrpcFrames {
  #chunks: Uint8Array[] = [];
  #octets = 0;

  push(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#octets += chunk.length;
  }

  /** Octets that came. */
  get octets(): number {
    return this.#octets;
  }

  /** The length that the first message says it has; undefined until that has come. */
  get announced(): number | undefined {
    return this.#octets < PREFIX_OCTETS ? undefined : this.#joined().readUInt32BE(1);
  }

  /** The first message; undefined until it has come whole. */
  get first(): GrpcFrame | undefined {
    const length = this.announced;
    if (length === undefined || this.#octets < PREFIX_OCTETS + length) return undefined;
    const octets = this.#joined();
    return { format: octets[0] ?? 0, message: octets.subarray(PREFIX_OCTETS, PREFIX_OCTETS + length) };
  }

  #joined(): Buffer {
    const [only] = this.#chunks;
    if (this.#chunks.length === 1 && only instanceof Buffer) return only;
    const joined = Buffer.concat(this.#chunks);
    this.#chunks = [joined];
    return joined;
  }
}
