/** Upstreams that a test plays: what they reply, how long it takes, and what they were asked. */
import {
  type Exchange,
  ExchangeError,
  type ExchangeOptions,
  type UpstreamConnection,
  type UpstreamEndpoint,
} from "../exchange.ts";
import type { FakeClock } from "./fake-clock.ts";

/** What comes of a message: a reply, after a while if need be, nothing, or a failure. */
type FakeMessage = Uint8Array | { readonly afterMs: number; readonly reply: Uint8Array } | "silence" | ExchangeError;

/** What an upstream does with a message: one reply, or several, behind which it closes the connection. */
export type FakeReply = FakeMessage | { readonly messages: readonly FakeMessage[] };

/** An upstream by its endpoint: `udp 192.0.2.1:53`. */
export type FakeUpstream = (message: Uint8Array, endpoint: UpstreamEndpoint) => FakeReply;

const EOF = new ExchangeError("closed", "EOF");

export class FakeExchange implements Exchange {
  readonly #clock: FakeClock;
  readonly #upstream: FakeUpstream;
  /** Where messages went, in their order: `udp 192.0.2.1:53`. */
  readonly asked: string[] = [];
  /** Connections made, in their order. */
  readonly connected: string[] = [];
  /** Codes with which connections were closed, 0 for none. */
  readonly closedWith: number[] = [];
  /** The connections that are open. */
  readonly open = new Set<UpstreamConnection>();

  constructor(clock: FakeClock, upstream: FakeUpstream) {
    this.#clock = clock;
    this.#upstream = upstream;
  }

  async connect(endpoint: UpstreamEndpoint): Promise<UpstreamConnection> {
    const where = `${endpoint.transport} ${endpoint.address}:${endpoint.port}`;
    this.connected.push(where);
    const openedMs = this.#clock.monotonicMs();
    const connection: UpstreamConnection = {
      usable: true,
      openedMs,
      lastUsedMs: openedMs,
      exchange: (message, options) => {
        this.asked.push(where);
        const [first = EOF] = messagesOf(this.#upstream(message.slice(), endpoint));
        return this.#reply(first, { where, options });
      },
      stream: (message, options) => {
        this.asked.push(where);
        return this.#stream(this.#upstream(message.slice(), endpoint), { where, options });
      },
      close: (code = 0) => {
        if (this.open.delete(connection)) this.closedWith.push(code);
      },
    };
    this.open.add(connection);
    return connection;
  }

  async *#stream(reply: FakeReply, asked: Asked): AsyncGenerator<Uint8Array, void> {
    for (const message of messagesOf(reply)) yield await this.#reply(message, asked);
    throw EOF;
  }

  #reply(reply: FakeMessage, { where, options }: Asked): Promise<Uint8Array> {
    if (reply instanceof ExchangeError) return Promise.reject(reply);
    const { afterMs, bytes } = typed(reply);
    const isAccepted = bytes !== undefined && (options.accepts?.(bytes) ?? true);
    return new Promise((resolve, reject) => {
      if (bytes !== undefined && isAccepted && afterMs === 0) resolve(bytes);
      else if (bytes !== undefined && isAccepted && afterMs < options.timeoutMs)
        this.#clock.after(afterMs, () => resolve(bytes));
      else
        this.#clock.after(options.timeoutMs, () => reject(new ExchangeError("timeout", `read ${where}: i/o timeout`)));
    });
  }
}

interface Asked {
  readonly where: string;
  readonly options: ExchangeOptions;
}

function messagesOf(reply: FakeReply): readonly FakeMessage[] {
  return typeof reply === "object" && "messages" in reply ? reply.messages : [reply];
}

function typed(reply: Exclude<FakeMessage, ExchangeError>): {
  readonly afterMs: number;
  readonly bytes: Uint8Array | undefined;
} {
  if (reply === "silence") return { afterMs: 0, bytes: undefined };
  return "afterMs" in reply ? { afterMs: reply.afterMs, bytes: reply.reply } : { afterMs: 0, bytes: reply };
}
