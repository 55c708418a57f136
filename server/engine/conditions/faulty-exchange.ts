/** Upstreams that are made to fail: by name each may keep silent, refuse, fail, cut its replies off, or lag. */
import type { Fault } from "../../../lib/api/conditions.ts";
import { replyTo } from "../../../lib/chain/respond.ts";
import { Rcode } from "../../../lib/dns/iana/rcode.ts";
import { decodeMessage } from "../../../lib/dns/wire/decode.ts";
import { encodeMessage } from "../../../lib/dns/wire/encode.ts";
import { joinHostPort } from "../../../lib/go/net.ts";
import type { Clock } from "../../../lib/ports/clock.ts";
import {
  type Exchange,
  ExchangeError,
  type ExchangeOptions,
  type UpstreamConnection,
  type UpstreamEndpoint,
} from "../../../lib/ports/exchange.ts";

/** What upstreams are made to do, by name: `192.0.2.53:53`. */
export type Faults = ReadonlyMap<string, Fault>;

/** Puts the faults before `base`. A fault that is set or taken back later holds for connections that are open, too. */
export function faultyExchange(base: Exchange, faults: Faults, clock: Clock): Exchange {
  return {
    async connect(endpoint, timeoutMs) {
      const connection = new FaultyConnection({
        endpoint,
        faults,
        clock,
        open: () => base.connect(endpoint, timeoutMs),
      });
      await connection.dial();
      return connection;
    },
  };
}

interface FaultyParts {
  readonly endpoint: UpstreamEndpoint;
  readonly faults: Faults;
  readonly clock: Clock;
  readonly open: () => Promise<UpstreamConnection>;
}

/** A connection whose real one is opened only when the upstream itself is to reply. */
class FaultyConnection implements UpstreamConnection {
  readonly openedMs: number;
  readonly #parts: FaultyParts;
  readonly #name: string;
  #real: UpstreamConnection | undefined;
  #usedMs: number;
  #isOver = false;

  constructor(parts: FaultyParts) {
    this.#parts = parts;
    this.#name = joinHostPort(parts.endpoint.address, parts.endpoint.port);
    this.openedMs = parts.clock.monotonicMs();
    this.#usedMs = this.openedMs;
  }

  get usable(): boolean {
    return !this.#isOver && (this.#real?.usable ?? true);
  }

  get lastUsedMs(): number {
    return this.#real?.lastUsedMs ?? this.#usedMs;
  }

  get local(): UpstreamConnection["local"] {
    return this.#real?.local;
  }

  /** Opens the real connection unless a fault answers in its place. Rejects with an `ExchangeError`. */
  async dial(): Promise<void> {
    const fault = this.#fault();
    if (fault?.kind === "refused" && !this.#isUdp()) {
      throw new ExchangeError("refused", `dial tcp ${this.#name}: connect: connection refused`);
    }
    if (this.#madeReply(fault) === undefined && !isFailure(fault)) await this.#open();
  }

  async exchange(message: Uint8Array, options: ExchangeOptions): Promise<Uint8Array> {
    this.#usedMs = this.#parts.clock.monotonicMs();
    const fault = this.#fault();
    const made = this.#madeReply(fault);
    if (made !== undefined) return made(message);
    const timeoutMs = await this.#suffer(fault, options.timeoutMs);
    return (await this.#open()).exchange(message, { ...options, timeoutMs });
  }

  async *stream(message: Uint8Array, options: ExchangeOptions): AsyncIterable<Uint8Array> {
    const fault = this.#fault();
    const made = this.#madeReply(fault);
    if (made !== undefined) {
      yield made(message);
      return;
    }
    const timeoutMs = await this.#suffer(fault, options.timeoutMs);
    yield* (await this.#open()).stream(message, { ...options, timeoutMs });
  }

  close(code?: number): void {
    this.#isOver = true;
    this.#real?.close(code);
  }

  #fault(): Fault | undefined {
    return this.#parts.faults.get(this.#name);
  }

  async #open(): Promise<UpstreamConnection> {
    this.#real ??= await this.#parts.open();
    return this.#real;
  }

  #isUdp(): boolean {
    return this.#parts.endpoint.transport === "udp";
  }

  /** A reply that is made here, when the fault is one. */
  #madeReply(fault: Fault | undefined): ((message: Uint8Array) => Uint8Array) | undefined {
    if (fault?.kind === "servfail") return (message) => madeOf(message, { rcode: Rcode.SERVFAIL });
    if (fault?.kind === "truncated" && this.#isUdp()) return (message) => madeOf(message, { truncated: true });
    return undefined;
  }

  /** Fails or waits as the fault has it; gives the time that is left then, in milliseconds. */
  async #suffer(fault: Fault | undefined, timeoutMs: number): Promise<number> {
    if (fault?.kind === "refused") throw this.#failed("refused", "read: connection refused");
    if (fault?.kind === "timeout" || (fault?.kind === "lag" && fault.ms >= timeoutMs)) {
      await this.#wait(timeoutMs);
      throw this.#failed("timeout", "i/o timeout");
    }
    if (fault?.kind !== "lag") return timeoutMs;
    await this.#wait(fault.ms);
    return timeoutMs - fault.ms;
  }

  #wait(ms: number): Promise<void> {
    return new Promise((done) => this.#parts.clock.after(ms, done));
  }

  /** In Go's words; the real connection, if there is one, tells this side's end. */
  #failed(kind: ExchangeError["kind"], what: string): ExchangeError {
    this.#isOver = true;
    const network = this.#isUdp() ? "udp" : "tcp";
    const { local } = this;
    const from = local === undefined ? "" : `${joinHostPort(local.address, local.port)}->`;
    return new ExchangeError(kind, `read ${network} ${from}${this.#name}: ${what}`);
  }
}

/** Whether no reply comes, so that no connection is needed. */
function isFailure(fault: Fault | undefined): boolean {
  return fault?.kind === "refused" || fault?.kind === "timeout";
}

function madeOf(message: Uint8Array, fields: Parameters<typeof replyTo>[1]): Uint8Array {
  return encodeMessage(replyTo(decodeMessage(message), { recursionAvailable: true, ...fields }));
}
