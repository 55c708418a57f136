/**
 * Upstreams that are listeners of the same configuration (`forward . 127.0.0.1:5300`) are reached where they really
 * listen; all others where they are.
 */
import { joinHostPort } from "../../../lib/go/net.ts";
import {
  type Exchange,
  ExchangeError,
  type ExchangeOptions,
  type UpstreamConnection,
} from "../../../lib/ports/exchange.ts";
import type { LoopbackPorts } from "./loopback-ports.ts";

/**
 * How many connections to itself a configuration may have. A question that goes in a circle opens another one each time
 * around: CoreDNS ends it when the process has no file descriptor left, and here other engines and the page want theirs.
 */
const MAX_TO_ITSELF = 256;

/** Puts the redirection before `base`. */
export function redirectOwnUpstreams(base: Exchange, ports: Pick<LoopbackPorts, "find">): Exchange {
  let open = 0;
  return {
    async connect(endpoint, timeoutMs) {
      const { transport, address, port } = endpoint;
      const bound = ports.find(endpoint, transport === "udp" || transport === "quic" ? "udp" : "tcp");
      if (bound === undefined) return base.connect(endpoint, timeoutMs);
      if (open >= MAX_TO_ITSELF)
        throw new ExchangeError(
          "other",
          `dial ${transport} ${joinHostPort(address, port)}: socket: too many open files`,
        );
      open += 1;
      const closed = (): void => {
        open -= 1;
      };
      try {
        return new OwnConnection(await base.connect({ ...endpoint, ...bound }, timeoutMs), closed);
      } catch (error) {
        closed();
        throw error;
      }
    },
  };
}

/** A connection that tells once that it is closed. */
class OwnConnection implements UpstreamConnection {
  readonly #connection: UpstreamConnection;
  #closed: (() => void) | undefined;

  constructor(connection: UpstreamConnection, closed: () => void) {
    this.#connection = connection;
    this.#closed = closed;
  }

  get usable(): boolean {
    return this.#connection.usable;
  }

  get openedMs(): number {
    return this.#connection.openedMs;
  }

  get lastUsedMs(): number {
    return this.#connection.lastUsedMs;
  }

  get local(): UpstreamConnection["local"] {
    return this.#connection.local;
  }

  exchange(message: Uint8Array, options: ExchangeOptions): Promise<Uint8Array> {
    return this.#connection.exchange(message, options);
  }

  stream(message: Uint8Array, options: ExchangeOptions): AsyncIterable<Uint8Array> {
    return this.#connection.stream(message, options);
  }

  close(code?: number): void {
    this.#closed?.();
    this.#closed = undefined;
    this.#connection.close(code);
  }
}
