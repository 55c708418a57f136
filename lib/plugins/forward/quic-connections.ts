/** The connection to an upstream over QUIC that all questions share, and those that end with their last one. */
import { lookUpPort } from "../../go/port.ts";
import type { Clock, Timer } from "../../ports/clock.ts";
import { ExchangeError, type UpstreamConnection } from "../../ports/exchange.ts";
import type { UpstreamAddress } from "./address.ts";
import type { ConnectionSettings } from "./settings.ts";
import type { WayParts } from "./way.ts";

const DIAL_TIMEOUT_MS = 5000;
const MIN_IDLE_MS = 30_000;
const SWEEP_MS = 10_000;
const NETWORK = "quic";
const LATE = "context deadline exceeded";

/** A connection, and how it is used. */
interface Shared {
  readonly connection: UpstreamConnection;
  readonly openedMs: number;
  usedMs: number;
  /** Questions that are under way on it. */
  active: number;
}

export class QuicConnections {
  readonly #address: UpstreamAddress;
  readonly #settings: ConnectionSettings;
  readonly #parts: WayParts;
  readonly #clock: Clock;
  #current: Shared | undefined;
  /** All that are open, those that take no more questions, too. */
  readonly #open = new Map<UpstreamConnection, Shared>();
  #dialling: Promise<unknown> | undefined;
  #sweeping: Timer | undefined;
  #isStopped = false;

  constructor(address: UpstreamAddress, settings: ConnectionSettings, parts: WayParts) {
    this.#address = address;
    this.#settings = settings;
    this.#parts = parts;
    this.#clock = parts.clock;
  }

  /** Starts closing what was idle for too long. */
  start(): void {
    this.#sweeping ??= this.#clock.every(SWEEP_MS, () => this.#sweep());
  }

  /** Closes all that is idle; what is in use is closed with its last question. */
  stop(): void {
    this.#isStopped = true;
    this.#sweeping?.cancel();
    this.#current = undefined;
    this.#closeIdle();
  }

  /** The connection to ask on, which must be released. Rejects with an `ExchangeError`. */
  async acquire(deadlineMs: number): Promise<UpstreamConnection> {
    for (;;) {
      this.#sweep();
      const current = this.#current;
      if (current !== undefined) {
        current.active++;
        this.#parts.counters.connectionFound(NETWORK);
        return current.connection;
      }
      const dialling = this.#dialling;
      if (dialling === undefined) return this.#dialled(deadlineMs);
      await this.#before(deadlineMs, dialling);
    }
  }

  async #dialled(deadlineMs: number): Promise<UpstreamConnection> {
    if (this.#isStopped) throw new ExchangeError("closed", "proxy: transport stopped");
    this.#parts.counters.connectionMade(NETWORK);
    const dialling = this.#dial(deadlineMs);
    // Whoever waits for it looks for themselves what came of it.
    this.#dialling = dialling.then(
      () => undefined,
      () => undefined,
    );
    try {
      const connection = await dialling;
      const nowMs = this.#clock.monotonicMs();
      const shared = { connection, openedMs: nowMs, usedMs: nowMs, active: 1 };
      this.#open.set(connection, shared);
      if (!this.#isStopped) this.#current = shared;
      return connection;
    } finally {
      this.#dialling = undefined;
    }
  }

  async #dial(deadlineMs: number): Promise<UpstreamConnection> {
    const { exchange, tls } = this.#parts;
    const { sourceAddress, expireMs, readTimeoutMs } = this.#settings;
    const read = lookUpPort("udp", this.#address.portText);
    if (!read.ok) throw new ExchangeError("other", read.error);
    const endpoint = {
      transport: "quic",
      address: this.#address.address,
      port: read.port,
      idleMs: Math.max(MIN_IDLE_MS, expireMs, readTimeoutMs),
      ...(sourceAddress === undefined ? {} : { sourceAddress }),
      ...(tls === undefined ? {} : { tls }),
    } as const;
    return exchange.connect(endpoint, Math.max(0, Math.min(DIAL_TIMEOUT_MS, deadlineMs - this.#clock.monotonicMs())));
  }

  /** Waits for somebody else's dial, but not for longer than there is time. */
  async #before(deadlineMs: number, dialling: Promise<unknown>): Promise<void> {
    const leftMs = deadlineMs - this.#clock.monotonicMs();
    if (leftMs === Number.POSITIVE_INFINITY) {
      await dialling;
      return;
    }
    let timer: Timer | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = this.#clock.after(Math.max(0, leftMs), () => resolve(true));
    });
    const isLate = await Promise.race([late, dialling.then(() => false)]);
    timer?.cancel();
    if (isLate) throw new ExchangeError("timeout", LATE);
  }

  /** Takes a connection back that was acquired. */
  release(connection: UpstreamConnection): void {
    const shared = this.#open.get(connection);
    if (shared === undefined) return;
    shared.active--;
    shared.usedMs = this.#clock.monotonicMs();
    if (shared !== this.#current) this.#closeIdle();
  }

  /** Lets it take no more questions. */
  retire(connection: UpstreamConnection): void {
    if (this.#current?.connection === connection) this.#current = undefined;
  }

  #sweep(): void {
    const current = this.#current;
    if (current !== undefined && !this.#isGood(current)) this.#current = undefined;
    this.#closeIdle();
  }

  #isGood({ connection, active, usedMs, openedMs }: Shared): boolean {
    const { expireMs, maxAgeMs } = this.#settings;
    const nowMs = this.#clock.monotonicMs();
    if (active === 0 && (expireMs === 0 || nowMs - usedMs >= expireMs)) return false;
    return connection.usable && (maxAgeMs === 0 || nowMs - openedMs < maxAgeMs);
  }

  #closeIdle(): void {
    for (const [connection, shared] of this.#open) {
      if (shared === this.#current || shared.active > 0) continue;
      this.#open.delete(connection);
      connection.close();
    }
  }
}
