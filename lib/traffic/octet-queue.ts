/** Octets that come in pieces and are taken in others. */

const NONE = new Uint8Array();

export class OctetQueue {
  #octets: Uint8Array = NONE;
  #at = 0;
  #taken = 0;

  /** How many octets wait. */
  get length(): number {
    return this.#octets.length - this.#at;
  }

  /** How many octets were taken so far. */
  get taken(): number {
    return this.#taken;
  }

  push(octets: Uint8Array): void {
    if (this.length === 0) {
      this.#octets = octets;
    } else {
      const joined = new Uint8Array(this.length + octets.length);
      joined.set(this.#octets.subarray(this.#at));
      joined.set(octets, this.length);
      this.#octets = joined;
    }
    this.#at = 0;
  }

  /** The next octets, which stay; undefined when there are not as many. */
  peek(length: number): Uint8Array | undefined {
    return this.length < length ? undefined : this.#octets.subarray(this.#at, this.#at + length);
  }

  /** The next octets; undefined when there are not as many. */
  take(length: number): Uint8Array | undefined {
    const octets = this.peek(length);
    if (octets === undefined) return undefined;
    this.#at += length;
    this.#taken += length;
    return octets;
  }

  /** Passes over so many octets, or all when there are fewer; gives how many. */
  skip(length: number): number {
    const skipped = Math.min(length, this.length);
    this.#at += skipped;
    this.#taken += skipped;
    return skipped;
  }

  clear(): void {
    this.skip(this.length);
    this.#octets = NONE;
    this.#at = 0;
  }
}

/** A number in four octets. Beyond the end there are zeros. */
export function u32At(octets: Uint8Array, at: number, isLittle: boolean): number {
  const [a = 0, b = 0, c = 0, d = 0] = [octets[at], octets[at + 1], octets[at + 2], octets[at + 3]];
  return (isLittle ? (d << 24) | (c << 16) | (b << 8) | a : (a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}
