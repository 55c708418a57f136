/** A client over TCP that does as an attack says: what it sent, what came back, and how it ended. */
import { connect, type Socket } from "node:net";
import { framed, MessageStream } from "../lib/dns/wire/message-stream.ts";

const TXT = 16;

/** A question for the TXT records of a name, with its length before it. */
export function question(name: string, id: number): Uint8Array {
  const labels = name.split(".").flatMap((label) => [label.length, ...Buffer.from(label)]);
  return framed(Uint8Array.of(id >> 8, id & 0xff, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...labels, 0, 0, TXT, 0, 1));
}

/** Many of them in one go, with IDs that count up. */
export function questions(name: string, count: number): Buffer {
  return Buffer.concat(Array.from({ length: count }, (_, at) => question(name, at & 0xffff)));
}

/** How a connection ended; `open` while it has not. */
export type Ending = "open" | "end" | "reset";

export class StreamClient {
  readonly socket: Socket;
  readonly #stream = new MessageStream();
  readonly #over: Promise<void>;
  replies = 0;
  ending: Ending = "open";

  /** Connects to a port of 127.0.0.1. One that is stubborn goes on after the server said that it is done. */
  constructor(port: number, { isStubborn = false }: { readonly isStubborn?: boolean } = {}) {
    this.socket = connect({ host: "127.0.0.1", port, allowHalfOpen: true });
    this.socket.on("data", (chunk: Buffer) => {
      this.#stream.push(chunk);
      while (this.#stream.next() !== undefined) this.replies++;
    });
    this.#over = new Promise((resolve) => {
      this.socket.once("end", () => {
        if (this.ending === "open") this.ending = "end";
        if (!isStubborn) this.socket.end();
        resolve();
      });
      this.socket.once("error", () => {
        this.ending = "reset";
        this.socket.destroy();
      });
      this.socket.once("close", () => resolve());
    });
  }

  /** Done when the server ended the connection, at the latest after a time. */
  async over(withinMs: number): Promise<this> {
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      this.#over,
      new Promise<void>((resolve) => {
        timer = setTimeout(resolve, withinMs);
      }),
    ]);
    clearTimeout(timer);
    return this;
  }

  /** Reads at most `octets` in each pause. */
  sip(octets: number, pauseMs: number): void {
    let left = octets;
    this.socket.on("data", ({ length }: Buffer) => {
      left -= length;
      if (left > 0) return;
      left = octets;
      this.socket.pause();
      setTimeout(() => this.socket.resume(), pauseMs);
    });
  }
}
