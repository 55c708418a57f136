/**
 * A reply has two faces, records and wire, each made from the other only when somebody looks: a reply from an upstream
 * that no plugin reads goes to the client as the bytes that came.
 */
import type { Message } from "../dns/message/message.ts";
import { decodeMessage } from "../dns/wire/decode.ts";

/** Octets that are kept for many clients, and made one client's reply where they are copied to. */
export interface KeptWire {
  /** As they are kept. Lengths, types and the code are those of the reply; its ID, flags and TTLs may be others. */
  readonly octets: Uint8Array;
  /** Writes the reply to the start of `target`, which has room for it. */
  copyTo(target: Uint8Array): void;
  /** The records of the reply. */
  read(): Message;
}

export class Reply {
  #message: Message | undefined;
  readonly #source: Uint8Array | KeptWire | undefined;

  private constructor(message: Message | undefined, source: Uint8Array | KeptWire | undefined) {
    this.#message = message;
    this.#source = source;
  }

  /** A reply made of records. */
  static of(message: Message): Reply {
    return new Reply(message, undefined);
  }

  /** A reply that is there as bytes. */
  static ofWire(wire: Uint8Array): Reply {
    return new Reply(undefined, wire);
  }

  /** A reply out of octets that others get as well. */
  static ofKept(kept: KeptWire): Reply {
    return new Reply(undefined, kept);
  }

  /** The bytes that came, or those that are kept, unless this reply was made of records; to look at only (`copyTo`). */
  get wire(): Uint8Array | undefined {
    const source = this.#source;
    return source === undefined || source instanceof Uint8Array ? source : source.octets;
  }

  /** Writes the bytes of this reply to the start of `target`; only of one that has `wire`. */
  copyTo(target: Uint8Array): void {
    const source = this.#source;
    if (source instanceof Uint8Array) target.set(source);
    else source?.copyTo(target);
  }

  /** The records. Throws `WireError` when the bytes are no message; whoever takes bytes in checks that first. */
  get message(): Message {
    if (this.#message === undefined) {
      const source = this.#source;
      if (source === undefined) throw new Error("a reply without a face");
      this.#message = source instanceof Uint8Array ? decodeMessage(source) : source.read();
    }
    return this.#message;
  }
}
