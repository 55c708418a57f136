/** Connections to one upstream, kept for the next query (CoreDNS, package proxy, Transport). */
import type { Clock, Timer } from "../../ports/clock.ts";
import type { Exchange, UpstreamConnection, UpstreamEndpoint } from "../../ports/exchange.ts";
import type { UpstreamCounters } from "./metrics.ts";
import type { ConnectionSettings } from "./settings.ts";

/** Transports that the pool has connections of. */
export type PoolTransport = "udp" | "tcp" | "tls";

/** As metrics name them (CoreDNS, the network of dns.Client). */
const NETWORKS: Readonly<Record<PoolTransport, string>> = { udp: "udp", tcp: "tcp", tls: "tcp-tls" };

/** Where connections go. */
export type PoolEndpoint = UpstreamEndpoint & { readonly transport: PoolTransport };

/** A connection out of the pool. */
export interface Lease {
  readonly connection: UpstreamConnection;
  readonly transport: PoolTransport;
  /** True when it had been kept: its other end may have closed it meanwhile. */
  readonly kept: boolean;
  readonly openedMs: number;
}

interface Idle {
  readonly connection: UpstreamConnection;
  readonly openedMs: number;
  readonly usedMs: number;
}

const SWEEP_MS = 10_000;
const MIN_DIAL_MS = 1000;
const MAX_DIAL_MS = 30_000;
const DIAL_WEIGHT = 4;

/** What a pool works with. */
export interface PoolParts {
  readonly clock: Clock;
  readonly exchange: Exchange;
  readonly counters: UpstreamCounters;
}

export class Pool {
  readonly #settings: ConnectionSettings;
  readonly #clock: Clock;
  readonly #exchange: Exchange;
  readonly #counters: UpstreamCounters;
  readonly #idle: Readonly<Record<PoolTransport, Idle[]>> = { udp: [], tcp: [], tls: [] };
  #averageDialMs = MAX_DIAL_MS / 2;
  #sweeping: Timer | undefined;
  #stopped = false;

  constructor(settings: ConnectionSettings, { clock, exchange, counters }: PoolParts) {
    this.#settings = settings;
    this.#clock = clock;
    this.#exchange = exchange;
    this.#counters = counters;
  }

  /** The oldest kept connection that is still good, else a new one. Rejects with an `ExchangeError` only. */
  take(endpoint: PoolEndpoint, timeoutMs: number): Lease | Promise<Lease> {
    const { transport } = endpoint;
    const nowMs = this.#clock.monotonicMs();
    const idle = this.#idle[transport];
    for (let oldest = idle.shift(); oldest !== undefined; oldest = idle.shift()) {
      if (this.#isGood(oldest, nowMs)) {
        this.#counters.connectionFound(NETWORKS[transport]);
        return { connection: oldest.connection, transport, kept: true, openedMs: oldest.openedMs };
      }
      oldest.connection.close();
    }
    this.#counters.connectionMade(NETWORKS[transport]);
    return this.#dial(endpoint, timeoutMs);
  }

  #isGood({ connection, usedMs, openedMs }: Idle, nowMs: number): boolean {
    const { expireMs, maxAgeMs } = this.#settings;
    return connection.usable && nowMs - usedMs <= expireMs && (maxAgeMs === 0 || nowMs - openedMs <= maxAgeMs);
  }

  async #dial(endpoint: PoolEndpoint, timeoutMs: number): Promise<Lease> {
    const startMs = this.#clock.monotonicMs();
    try {
      const connection = await this.#exchange.connect(endpoint, Math.min(timeoutMs, this.#dialTimeoutMs()));
      return { connection, transport: endpoint.transport, kept: false, openedMs: this.#clock.monotonicMs() };
    } finally {
      this.#averageDialMs += (this.#clock.monotonicMs() - startMs - this.#averageDialMs) / DIAL_WEIGHT;
    }
  }

  /** Twice the average, within limits. */
  #dialTimeoutMs(): number {
    if (this.#averageDialMs < MIN_DIAL_MS) return MIN_DIAL_MS;
    return Math.min(2 * this.#averageDialMs, MAX_DIAL_MS);
  }

  /** Takes a connection back. */
  give({ connection, transport, openedMs }: Lease): void {
    const idle = this.#idle[transport];
    const { maxIdle } = this.#settings;
    if (this.#stopped || !connection.usable || (maxIdle > 0 && idle.length >= maxIdle)) connection.close();
    else idle.push({ connection, openedMs, usedMs: this.#clock.monotonicMs() });
  }

  /** Starts closing connections that were idle for too long. */
  start(): void {
    this.#sweeping ??= this.#clock.every(SWEEP_MS, () => this.#sweep());
  }

  #sweep(): void {
    const nowMs = this.#clock.monotonicMs();
    for (const idle of Object.values(this.#idle)) {
      for (const old of idle.splice(0)) {
        if (this.#isGood(old, nowMs)) idle.push(old);
        else old.connection.close();
      }
    }
  }

  /** Closes all that is idle; what is in use is closed when it comes back. */
  stop(): void {
    this.#stopped = true;
    this.#sweeping?.cancel();
    for (const idle of Object.values(this.#idle)) for (const { connection } of idle.splice(0)) connection.close();
  }
}
