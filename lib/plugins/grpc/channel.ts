/**
 * The way to one upstream: one connection for all calls, made for the first of them and again when it ends. After a failure
 * calls fail at once with its words, and it is tried again in the background, less and less often (grpc-go, pick_first).
 */
import type { Clock, Timer } from "../../ports/clock.ts";
import {
  type Exchange,
  ExchangeError,
  RpcError,
  type UpstreamConnection,
  type UpstreamTls,
} from "../../ports/exchange.ts";
import type { Random } from "../../ports/random.ts";
import type { Target } from "./target.ts";

/** What a channel works with. */
export interface ChannelParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly exchange: Exchange;
  /** Undefined in the clear. */
  readonly tls: UpstreamTls | undefined;
}

const DIAL_TIMEOUT_MS = 20_000;
const FIRST_PAUSE_MS = 1000;
const PAUSE_FACTOR = 1.6;
const PAUSE_JITTER = 0.2;
const MAX_PAUSE_MS = 120_000;
const NOT_READY = "context deadline exceeded while waiting for connections to become ready";

export class Channel {
  readonly #target: Target;
  readonly #parts: ChannelParts;
  #connection: UpstreamConnection | undefined;
  #dialling: Promise<void> | undefined;
  /** Why there is no connection; undefined before the first attempt and behind one that succeeded. */
  #failure: RpcError | undefined;
  /** Attempts that failed in a row. */
  #failures = 0;
  #again: Timer | undefined;
  #isStopped = false;

  constructor(target: Target, parts: ChannelParts) {
    this.#target = target;
    this.#parts = parts;
    if (target.kind === "unusable") this.#failure = new RpcError("Unavailable", target.text);
  }

  /** The connection that is there; undefined when one must be waited for. Throws an `RpcError` where there is none to come. */
  get ready(): UpstreamConnection | undefined {
    if (this.#connection?.usable === true) return this.#connection;
    if (this.#failure !== undefined) throw this.#failure;
    return undefined;
  }

  /** True unless the last attempt to connect failed. */
  get isUp(): boolean {
    return this.#failure === undefined;
  }

  /** Attempts to connect that failed in a row. */
  get failures(): number {
    return this.#failures;
  }

  /** Waits for a connection. Rejects with an `RpcError` only. */
  async connected(timeoutMs: number): Promise<UpstreamConnection> {
    this.#dialling ??= this.#dial();
    let timer: Timer | undefined;
    const late = new Promise<void>((resolve) => {
      timer = this.#parts.clock.after(timeoutMs, resolve);
    });
    await Promise.race([this.#dialling, late]);
    timer?.cancel();
    const { ready } = this;
    if (ready === undefined) throw new RpcError("DeadlineExceeded", NOT_READY);
    return ready;
  }

  async #dial(): Promise<void> {
    const { clock, exchange } = this.#parts;
    const startMs = clock.monotonicMs();
    this.#connection = undefined;
    try {
      const connection = await exchange.connect(this.#endpoint(), DIAL_TIMEOUT_MS);
      if (this.#isStopped) {
        connection.close();
        return;
      }
      this.#connection = connection;
      this.#failure = undefined;
      this.#failures = 0;
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      this.#failure = new RpcError("Unavailable", error.message);
      this.#tryAgain(clock.monotonicMs() - startMs);
    } finally {
      this.#dialling = undefined;
    }
  }

  #tryAgain(tookMs: number): void {
    if (this.#isStopped) return;
    const pauseMs = Math.min(FIRST_PAUSE_MS * PAUSE_FACTOR ** this.#failures, MAX_PAUSE_MS);
    this.#failures++;
    const jitter = 1 + PAUSE_JITTER * (2 * this.#parts.random.fraction() - 1);
    this.#again = this.#parts.clock.after(Math.max(0, pauseMs * jitter - tookMs), () => {
      this.#dialling ??= this.#dial();
      return this.#dialling;
    });
  }

  #endpoint(): Parameters<Exchange["connect"]>[0] {
    const target = this.#target;
    const tls = this.#parts.tls === undefined ? {} : { tls: this.#parts.tls };
    if (target.kind === "address") return { transport: "grpc", address: target.address, port: target.port, ...tls };
    if (target.kind === "socket") return { transport: "grpc", address: "", port: 0, path: target.path, ...tls };
    throw new ExchangeError("other", target.text);
  }

  /** Ends the connection, and all that is under way on it. */
  stop(): void {
    this.#isStopped = true;
    this.#again?.cancel();
    this.#connection?.close();
  }
}
