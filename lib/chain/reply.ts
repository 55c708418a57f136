/**
 * A reply has two faces, records and wire, each made from the other only when somebody looks: a reply from an upstream
 * that no plugin reads goes to the client as the bytes that came.
 */
import type { Message } from "../dns/message/message.ts";
import { decodeMessage } from "../dns/wire/decode.ts";

export class Reply {
  #message: Message | undefined;
  readonly #wire: Uint8Array | undefined;
  readonly #read: (wire: Uint8Array) => Message;

  private constructor(message: Message | undefined, wire: Uint8Array | undefined, read = decodeMessage) {
    this.#message = message;
    this.#wire = wire;
    this.#read = read;
  }

  /** A reply made of records. */
  static of(message: Message): Reply {
    return new Reply(message, undefined);
  }

  /** A reply that is there as bytes. Whoever made them of records can `read` them without decoding. */
  static ofWire(wire: Uint8Array, read?: () => Message): Reply {
    return new Reply(undefined, wire, read);
  }

  /** The bytes that came, unless this reply was made of records. */
  get wire(): Uint8Array | undefined {
    return this.#wire;
  }

  /** The records. Throws `WireError` when the bytes are no message; whoever takes bytes in checks that first. */
  get message(): Message {
    if (this.#message === undefined) {
      if (this.#wire === undefined) throw new Error("a reply without a face");
      this.#message = this.#read(this.#wire);
    }
    return this.#message;
  }
}
