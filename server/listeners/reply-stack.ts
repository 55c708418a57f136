/**
 * Replies of one UDP socket on their way out (CoreDNS, plugin shed): one is written at a time, and of those that wait the newest
 * goes first. When too many wait, the oldest is dropped: its client has given up.
 */
import type { Endpoint } from "../../lib/chain/arrival.ts";
import type { Counter } from "../../lib/ports/metrics.ts";

/** How many replies may wait (CoreDNS, stackDepth). */
export const STACK_DEPTH = 1024;

/** What puts a reply on the wire; `done` is called when the system has taken it, or why it has not. */
export type SendReply = (bytes: Uint8Array, to: Endpoint, done: (error: Error | null) => void) => void;

interface Waiting {
  readonly bytes: Uint8Array;
  readonly to: Endpoint;
}

export class ReplyStack {
  readonly #send: SendReply;
  readonly #dropped: Counter;
  /** A ring: the newest stands before `#next`, and at `#next` the oldest once all places are taken. */
  readonly #ring: (Waiting | undefined)[] = new Array<undefined>(STACK_DEPTH).fill(undefined);
  #next = 0;
  #size = 0;
  #isWriting = false;
  #isClosed = false;

  constructor(send: SendReply, dropped: Counter) {
    this.#send = send;
    this.#dropped = dropped;
  }

  /** Another reply would take the place of the oldest one. */
  get isFull(): boolean {
    return this.#size === STACK_DEPTH;
  }

  /** Sends a reply, now or when the socket has room. The bytes are the caller's again when it returns. */
  push(bytes: Uint8Array, to: Endpoint): void {
    if (this.#isClosed) {
      this.#dropped.add(1);
      return;
    }
    if (!this.#isWriting && this.#size === 0) {
      this.#write(bytes, to);
      return;
    }
    if (this.isFull) this.#dropped.add(1);
    else this.#size++;
    this.#ring[this.#next] = { bytes: bytes.slice(), to };
    this.#next = (this.#next + 1) % STACK_DEPTH;
  }

  /** The socket closes: what still waits is dropped. */
  close(): void {
    this.#isClosed = true;
    if (this.#size > 0) this.#dropped.add(this.#size);
    this.#ring.fill(undefined);
    this.#size = 0;
  }

  #write(bytes: Uint8Array, to: Endpoint): void {
    this.#isWriting = true;
    try {
      this.#send(bytes, to, this.#written);
    } catch (error) {
      this.#written(error instanceof Error ? error : new Error(String(error)));
    }
  }

  readonly #written = (error: Error | null): void => {
    this.#isWriting = false;
    if (error !== null) this.#dropped.add(1);
    if (this.#size === 0) return;
    this.#next = (this.#next - 1 + STACK_DEPTH) % STACK_DEPTH;
    const newest = this.#ring[this.#next];
    this.#ring[this.#next] = undefined;
    this.#size--;
    if (newest !== undefined) this.#write(newest.bytes, newest.to);
  };
}
