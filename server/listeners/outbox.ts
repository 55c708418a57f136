/**
 * Replies on their way out of a connection. They go to the system in batches, each when the one before it was taken: so it
 * shows how much a client has left unread, and whether it reads at all.
 */
import type { Socket } from "node:net";
import { framed } from "../../lib/dns/wire/message-stream.ts";

const BATCH_OCTETS = 64 * 1024;

/** What all connections of a listener together have not got rid of. */
export interface UnreadTotal {
  octets: number;
}

/** What an outbox works with. */
export interface OutboxOptions {
  readonly total: UnreadTotal;
  /** Told whenever the system took a batch. */
  readonly moved: () => void;
}

export class Outbox {
  readonly #socket: Socket;
  readonly #options: OutboxOptions;
  #waiting: Uint8Array[] = [];
  #isWriting = false;
  #unread = 0;

  constructor(socket: Socket, options: OutboxOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.once("close", () => this.#forget());
  }

  /** Octets that the system has not taken yet, since the client does not read fast enough. */
  get unread(): number {
    return this.#unread;
  }

  /** Sends a reply; one for a connection that is over is dropped. Throws `RangeError` for one that is too long. */
  push(reply: Uint8Array): void {
    if (!this.#socket.writable) return;
    const frame = framed(reply);
    this.#waiting.push(frame);
    this.#count(frame.length);
    if (!this.#isWriting) this.#write();
  }

  #write(): void {
    const batch = this.#nextBatch();
    if (batch === undefined || !this.#socket.writable) return;
    this.#isWriting = true;
    this.#socket.write(batch, (error) => {
      this.#isWriting = false;
      if (error instanceof Error || this.#socket.destroyed) return;
      this.#count(-batch.length);
      this.#write();
      this.#options.moved();
    });
  }

  #nextBatch(): Uint8Array | undefined {
    let octets = 0;
    let count = 0;
    for (const { length } of this.#waiting) {
      if (count > 0 && octets + length > BATCH_OCTETS) break;
      octets += length;
      count++;
    }
    const batch = this.#waiting.splice(0, count);
    return batch.length > 1 ? Buffer.concat(batch, octets) : batch[0];
  }

  #count(octets: number): void {
    this.#unread += octets;
    this.#options.total.octets += octets;
  }

  #forget(): void {
    this.#waiting = [];
    this.#count(-this.#unread);
  }
}
