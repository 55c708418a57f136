/** One reply over a stream of QUIC (RFC 9250 section 4.2): a length, a message, and nothing else. */

/** What is wrong with what came, in CoreDNS's words. */
export class DoqFault extends Error {
  override readonly name = "DoqFault";

  constructor(reason: string) {
    super(`DNS-over-QUIC protocol error: ${reason}`);
  }
}

const LENGTH_OCTETS = 2;

export class DoqReply {
  readonly #chunks: Uint8Array[] = [];
  #octets = 0;
  #length: number | undefined;

  /** Takes what came; gives the message once the stream has ended. Throws a `DoqFault`. */
  push(octets: Uint8Array, isLast: boolean): Uint8Array | undefined {
    this.#chunks.push(octets);
    this.#octets += octets.length;
    this.#length ??= this.#readLength();
    const length = this.#length;
    if (length === undefined) {
      if (isLast) throw new DoqFault("incomplete message length");
      return undefined;
    }
    if (length === 0) throw new DoqFault("zero-length DNS message");
    if (this.#octets > LENGTH_OCTETS + length) throw new DoqFault("multiple responses on one query stream");
    if (!isLast) return undefined;
    if (this.#octets < LENGTH_OCTETS + length) throw new DoqFault(`message ended before ${length} bytes`);
    return Uint8Array.from(Buffer.concat(this.#chunks).subarray(LENGTH_OCTETS));
  }

  #readLength(): number | undefined {
    if (this.#octets < LENGTH_OCTETS) return undefined;
    const [high = 0, low = 0] = Buffer.concat(this.#chunks);
    return (high << 8) | low;
  }
}
