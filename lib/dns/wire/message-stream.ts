/**
 * Messages out of a stream of octets (RFC 1035 section 4.2.2: two octets of length before each). What is kept of a
 * message that has not come whole grows with the octets that came, never with the length that was promised.
 */

import { u16At } from "./octets.ts";

const LENGTH_OCTETS = 2;
const NOTHING = new Uint8Array();

export class MessageStream {
  #octets: Uint8Array = NOTHING;
  #start = NOTHING.length;
  #end = NOTHING.length;

  /** Takes what came next. It is not copied when it begins with a message, and must not be changed afterwards. */
  push(chunk: Uint8Array): void {
    if (this.#start === this.#end) {
      this.#octets = chunk;
      this.#start = 0;
      this.#end = chunk.length;
      return;
    }
    // What was pushed is full, so nothing is ever written into octets that are not our own.
    if (this.#end + chunk.length > this.#octets.length) this.#grow(chunk.length);
    this.#octets.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  /** Room of our own is larger than what is in it, so that octet after octet costs no copy of those before it. */
  #grow(octets: number): void {
    const kept = this.#octets.subarray(this.#start, this.#end);
    this.#octets = new Uint8Array(2 * (kept.length + octets));
    this.#octets.set(kept);
    this.#start = 0;
    this.#end = kept.length;
  }

  /** The next message without its length, if it has come whole. Its octets stay as they are, whatever comes later. */
  next(): Uint8Array | undefined {
    const from = this.#start + LENGTH_OCTETS;
    // Of a length that has not come whole the rest is zero.
    const to = from + u16At(this.#octets, this.#start);
    if (to > this.#end) return undefined;
    const message = this.#octets.subarray(from, to);
    this.#start = to;
    // Who keeps quiet for long holds no octets that were read.
    if (to === this.#end) this.#octets = NOTHING;
    return message;
  }
}

/** A message with its length before it. Throws `RangeError` for one of more than 65535 octets. */
export function framed(message: Uint8Array): Uint8Array {
  if (message.length > 0xffff) throw new RangeError(`a message of ${message.length} octets has no length`);
  const frame = new Uint8Array(LENGTH_OCTETS + message.length);
  frame[0] = message.length >> 8;
  frame[1] = message.length & 0xff;
  frame.set(message, LENGTH_OCTETS);
  return frame;
}
