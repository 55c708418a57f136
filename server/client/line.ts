/**
 * A line to a listener: a socket that is bound before the question goes out, so that whoever watches the engine can be
 * told first from which address and port the question will come.
 */
import type { Received } from "../../lib/api/ask.ts";
import type { Socket } from "../../lib/api/engine.ts";

/** Why no reply came. */
export class NoReply extends Error {
  override readonly name = "NoReply";
  readonly because: Extract<Received, { kind: "nothing" }>["because"];

  constructor(because: NoReply["because"], text: string) {
    super(text);
    this.because = because;
  }
}

export interface SendOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** An open socket to one listener, for one question at a time. */
export interface Line {
  readonly local: Socket;
  /** Sends a message and gives the first one back with its ID. Rejects with `NoReply` only. */
  exchange(wire: Uint8Array, options: SendOptions): Promise<Uint8Array>;
  close(): void;
}

export interface LineOptions {
  readonly target: Socket;
  /** A loopback address to send from; the system chooses if left out. */
  readonly sourceAddress?: string | undefined;
  readonly timeoutMs: number;
  /** For transports over TLS: the listener speaks them in the clear. */
  readonly isClear?: boolean | undefined;
}

/** What a wait for a reply ends with; each may be called, the first counts. */
export interface Ending {
  resolve(reply: Uint8Array): void;
  reject(error: NoReply): void;
}

/** Waits for a reply, a time-out or a cancel; `listen` gets the two ends and gives back how to stop listening. */
export function awaitReply(options: SendOptions, listen: (ending: Ending) => () => void): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const stops: (() => void)[] = [];
    const finish = (task: () => void): void => {
      for (const stop of stops.splice(0)) stop();
      task();
    };
    const fail = (error: NoReply): void => finish(() => reject(error));
    const startedMs = performance.now();
    const cancel = (): void => {
      const seconds = Math.round((performance.now() - startedMs) / 100) / 10;
      fail(new NoReply("cancelled", `Stopped after ${seconds} s, before a reply came.`));
    };
    const timer = setTimeout(
      () => fail(new NoReply("timeout", `No reply came within ${options.timeoutMs / 1000} s.`)),
      options.timeoutMs,
    );
    stops.push(() => clearTimeout(timer));
    options.signal?.addEventListener("abort", cancel, { once: true });
    stops.push(() => options.signal?.removeEventListener("abort", cancel));
    stops.push(listen({ resolve: (reply) => finish(() => resolve(reply)), reject: fail }));
    if (options.signal?.aborted) cancel();
  });
}

/** The system's error in one of our words. */
export function noReplyFor(error: Error): NoReply {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ECONNREFUSED")
    return new NoReply("connection refused", "Nothing listens there: the connection was refused.");
  return new NoReply("connection closed", `The connection failed: ${error.message}`);
}
