/** Upstreams that a test plays: what they reply, how long it takes, and what they were asked. */
import {
  type Exchange,
  ExchangeError,
  type ExchangeOptions,
  type UpstreamConnection,
  type UpstreamEndpoint,
} from "../exchange.ts";
import type { FakeClock } from "./fake-clock.ts";

/** What an upstream does with a message: replies, after a while if need be, says nothing, or fails. */
export type FakeReply =
  | Uint8Array
  | { readonly afterMs: number; readonly reply: Uint8Array }
  | "silence"
  | ExchangeError;

/** An upstream by its endpoint: `udp 192.0.2.1:53`. */
export type FakeUpstream = (message: Uint8Array, endpoint: UpstreamEndpoint) => FakeReply;

export class FakeExchange implements Exchange {
  readonly #clock: FakeClock;
  readonly #upstream: FakeUpstream;
  /** Where messages went, in their order: `udp 192.0.2.1:53`. */
  readonly asked: string[] = [];
  /** Connections made, in their order. */
  readonly connected: string[] = [];
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
        return this.#reply(this.#upstream(message.slice(), endpoint), { where, options });
      },
      close: () => void this.open.delete(connection),
    };
    this.open.add(connection);
    return connection;
  }

  #reply(
    reply: FakeReply,
    { where, options }: { readonly where: string; readonly options: ExchangeOptions },
  ): Promise<Uint8Array> {
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

function typed(reply: Exclude<FakeReply, ExchangeError>): {
  readonly afterMs: number;
  readonly bytes: Uint8Array | undefined;
} {
  if (reply === "silence") return { afterMs: 0, bytes: undefined };
  return "afterMs" in reply ? { afterMs: reply.afterMs, bytes: reply.reply } : { afterMs: 0, bytes: reply };
}
