/** One connection to an upstream, whatever its transport: exchanges one after the other, and streams of messages. */
import { joinHostPort } from "../../lib/go/net.ts";
import {
  ExchangeError,
  type ExchangeOptions,
  type UpstreamConnection,
  type UpstreamEndpoint,
} from "../../lib/ports/exchange.ts";
import { wordsOf } from "./exchange-errors.ts";

interface Waiting {
  readonly accepts: (reply: Uint8Array) => boolean;
  readonly resolve: (reply: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
}

/** Messages of a stream that wait for whoever asked; with more of them nothing is read. */
const MAX_KEPT = 16;

/** What both transports share: one exchange at a time, and what ends it. */
export abstract class Connection implements UpstreamConnection {
  usable = true;
  readonly openedMs = performance.now();
  lastUsedMs = performance.now();
  protected readonly endpoint: UpstreamEndpoint;
  #waiting: Waiting | undefined;
  /** What came of a stream and is not taken yet; undefined without one. */
  #kept: Uint8Array[] | undefined;
  /** What went wrong when nobody waited. */
  #failure: ExchangeError | undefined;

  constructor(endpoint: UpstreamEndpoint) {
    this.endpoint = endpoint;
  }

  protected abstract send(message: Uint8Array): void;
  /** Reads on, or not. */
  protected abstract reads(on: boolean): void;
  abstract get local(): UpstreamConnection["local"];
  abstract close(): void;

  exchange(message: Uint8Array, options: ExchangeOptions): Promise<Uint8Array> {
    if (!this.usable) return Promise.reject(new ExchangeError("closed", "use of closed network connection"));
    const reply = this.#wait(options.timeoutMs, options.accepts ?? sameIdAs(message));
    try {
      this.send(message);
    } catch (error) {
      this.fail("other", wordsOf(error));
    }
    return reply;
  }

  async *stream(message: Uint8Array, options: ExchangeOptions): AsyncGenerator<Uint8Array, void> {
    const accepts = options.accepts ?? sameIdAs(message);
    const kept: Uint8Array[] = [];
    this.#kept = kept;
    try {
      yield await this.exchange(message, options);
      for (;;) {
        const next = kept.shift();
        if (kept.length === 0) this.reads(true);
        if (next === undefined) yield await this.#wait(options.timeoutMs, accepts);
        else if (accepts(next)) yield next;
      }
    } finally {
      this.#kept = undefined;
      this.reads(true);
    }
  }

  #wait(timeoutMs: number, accepts: Waiting["accepts"]): Promise<Uint8Array> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    this.lastUsedMs = performance.now();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.fail("timeout", "i/o timeout"), timeoutMs);
      this.#waiting = { accepts, resolve, reject, timer };
    });
  }

  protected receive(reply: Uint8Array): void {
    const waiting = this.#waiting;
    if (waiting === undefined) {
      this.#keep(reply);
      return;
    }
    try {
      if (!waiting.accepts(reply)) return;
    } catch (error) {
      // What whoever asks cannot judge is their own concern, and that of no other query.
      this.#waiting = undefined;
      clearTimeout(waiting.timer);
      waiting.reject(error);
      return;
    }
    this.#waiting = undefined;
    clearTimeout(waiting.timer);
    this.lastUsedMs = performance.now();
    waiting.resolve(reply);
  }

  #keep(reply: Uint8Array): void {
    this.#kept?.push(reply);
    if (this.#kept !== undefined && this.#kept.length >= MAX_KEPT) this.reads(false);
  }

  protected fail(kind: ExchangeError["kind"], reason: string): void {
    this.usable = false;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    const { transport, address, port } = this.endpoint;
    const { local } = this;
    const from = local === undefined ? (transport === "udp" ? "" : ":0") : joinHostPort(local.address, local.port);
    const text = reason === "EOF" ? "EOF" : `read ${transport} ${from}->${joinHostPort(address, port)}: ${reason}`;
    const error = new ExchangeError(kind, text);
    if (waiting === undefined) {
      this.#failure ??= error;
      return;
    }
    clearTimeout(waiting.timer);
    waiting.reject(error);
  }
}

function sameIdAs(message: Uint8Array): Waiting["accepts"] {
  const [first, second] = message;
  return (reply) => reply[0] === first && reply[1] === second;
}
