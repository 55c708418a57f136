/**
 * Lines on their way to a descriptor that may be full, slow or gone. Whoever writes them never waits and never fails:
 * what cannot be written is counted, and told once writing works again.
 */

import { write, writeSync } from "node:fs";
import { reasonOf } from "./system-words.ts";

/** Writes octets and tells how many it took, or why it took none. */
export interface LineSink {
  write(octets: Uint8Array, done: (error: NodeJS.ErrnoException | null, taken: number) => void): void;
  /** The same at once, when the process ends. Throws the system's error. */
  writeNow(octets: Uint8Array): number;
}

/** How long to wait with a descriptor that takes nothing right now. */
const RETRY_MS = 50;
/** What waits at most; a reader that sleeps must not fill the memory. */
const MAX_WAITING_CHARACTERS = 16 * 1024 * 1024;

/** A descriptor of this process. */
export function descriptorSink(descriptor: number): LineSink {
  return {
    write: (octets, done) => write(descriptor, octets, 0, octets.length, null, done),
    writeNow: (octets) => writeSync(descriptor, octets),
  };
}

/** One write for all lines of a turn of the event loop, one write at a time. */
export class LineWriter {
  readonly #sink: LineSink;
  #waiting: string[] = [];
  #waitingCharacters = 0;
  #isWriting = false;
  #lost = 0;
  #untold = 0;
  #because = "its reader is too slow";
  #idle: (() => void)[] = [];

  constructor(sink: LineSink) {
    this.#sink = sink;
  }

  /** Lines that were not written, since the beginning. */
  get lost(): number {
    return this.#lost;
  }

  readonly line = (text: string): void => {
    if (this.#waitingCharacters > MAX_WAITING_CHARACTERS) {
      this.#lose(1);
      return;
    }
    this.#waiting.push(text);
    this.#waitingCharacters += text.length + 1;
    if (this.#waiting.length === 1 && !this.#isWriting) setImmediate(() => this.#begin());
  };

  /** Done when nothing waits any more, at the latest after `withinMs`. */
  settled(withinMs: number): Promise<void> {
    if (this.#waiting.length === 0 && !this.#isWriting) return Promise.resolve();
    return new Promise((resolve) => {
      this.#idle.push(resolve);
      setTimeout(resolve, withinMs).unref();
    });
  }

  /** Writes what waits before it returns: for the end of the process, when nothing else runs any more. */
  readonly flush = (): void => {
    const octets = this.#take();
    try {
      for (let at = 0; at < octets.length; ) at += this.#sink.writeNow(octets.subarray(at));
    } catch {
      // Nobody is left to be told.
    }
  };

  #take(): Uint8Array {
    const lines = this.#waiting;
    this.#waiting = [];
    this.#waitingCharacters = 0;
    return lines.length === 0 ? new Uint8Array() : Buffer.from(`${lines.join("\n")}\n`);
  }

  #begin(): void {
    if (this.#isWriting || this.#waiting.length === 0) return;
    this.#isWriting = true;
    const count = this.#waiting.length;
    this.#write(this.#take(), count);
  }

  #write(octets: Uint8Array, lines: number): void {
    this.#sink.write(octets, (error, taken) => {
      if (error?.code === "EAGAIN") {
        setTimeout(() => this.#write(octets, lines), RETRY_MS).unref();
        return;
      }
      if (error !== null) this.#lose(lines, reasonOf(error));
      else if (taken < octets.length) return this.#write(octets.subarray(taken), lines);
      else this.#tellLost();
      this.#isWriting = false;
      if (this.#waiting.length > 0) return this.#begin();
      for (const resolve of this.#idle.splice(0)) resolve();
    });
  }

  #lose(lines: number, because?: string): void {
    this.#lost += lines;
    this.#untold += lines;
    if (because !== undefined) this.#because = because;
  }

  /** Writing works: the first line after a gap tells of the gap. */
  #tellLost(): void {
    if (this.#untold === 0) return;
    this.#waiting.unshift(`[WARNING] ${this.#untold} lines of this log are lost: ${this.#because}`);
    this.#untold = 0;
  }
}
