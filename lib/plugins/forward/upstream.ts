/** One upstream server: asking it, and knowing whether it is well (CoreDNS, package proxy, Proxy). */
import type { Endpoint } from "../../chain/arrival.ts";
import type { Query } from "../../chain/query.ts";
import type { Message } from "../../dns/message/message.ts";
import { isSigned } from "../../dns/message/signed.ts";
import { encodeMessage, patchId } from "../../dns/wire/encode.ts";
import { WireError } from "../../dns/wire/wire-error.ts";
import type { Why } from "../../explanation/why.ts";
import { lookUpPort } from "../../go/port.ts";
import type { Clock } from "../../ports/clock.ts";
import { type Exchange, ExchangeError, type UpstreamTls } from "../../ports/exchange.ts";
import type { Random } from "../../ports/random.ts";
import type { UpstreamAddress } from "./address.ts";
import { checkHealth, Probe } from "./health.ts";
import type { UpstreamCounters } from "./metrics.ts";
import { type Lease, Pool, type PoolEndpoint, type PoolTransport } from "./pool.ts";
import { endsWait, readReply, type Sent, type UpstreamReply } from "./reply.ts";
import type { ForwardSettings } from "./settings.ts";

/** A request that has no wire format; `text` is the error in CoreDNS's words. */
export class InvalidRequest extends Error {
  override readonly name = "InvalidRequest";
}

/** What an upstream works with. */
export interface UpstreamParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly exchange: Exchange;
  readonly counters: UpstreamCounters;
  /** For an upstream over TLS. */
  readonly tls?: UpstreamTls;
}

/** How a question went out, for those who tell of it. */
export interface Trip {
  /** This side's end; undefined when there was no connection. */
  local: Endpoint | undefined;
  transport: PoolTransport;
}

/** Who is told how an upstream is asked. */
export interface Watching {
  readonly why: Why | undefined;
  readonly trip?: Trip | undefined;
}

const MAX_FAILS = 0xffff_ffff;

export class Upstream {
  /** As CoreDNS names it: `192.0.2.53:53`, `[2001:db8::53]:53`. */
  readonly name: string;
  readonly #address: UpstreamAddress;
  /** Read once: a port that is none is told when it is dialled. */
  readonly #ports: Readonly<Record<PoolTransport, ReturnType<typeof lookUpPort>>>;
  readonly #settings: ForwardSettings;
  readonly #parts: UpstreamParts;
  /** How TLS is done with it; undefined when it is asked in the clear. */
  readonly #tls: UpstreamTls | undefined;
  readonly #pool: Pool;
  readonly #probe: Probe;
  #fails = 0;

  constructor(address: UpstreamAddress, settings: ForwardSettings, parts: UpstreamParts) {
    this.name = address.text;
    this.#address = address;
    const tcp = lookUpPort("tcp", address.portText);
    this.#ports = { udp: lookUpPort("udp", address.portText), tcp, tls: tcp };
    this.#settings = settings;
    this.#parts = parts;
    this.#tls = parts.tls;
    this.#pool = new Pool(settings.connections, parts);
    this.#probe = new Probe(settings.health.intervalMs, parts.clock);
  }

  start(): void {
    this.#pool.start();
  }

  stop(): void {
    this.#pool.stop();
    this.#probe.stop();
  }

  /** True when more health checks failed in a row than are allowed. */
  get isDown(): boolean {
    return this.#settings.maxFails > 0 && this.#fails > this.#settings.maxFails;
  }

  /** Health checks that failed in a row. */
  get failedChecks(): number {
    return this.#fails;
  }

  /** Starts looking at it until it answers. */
  checkHealth(): void {
    this.#probe.start(() => this.#isWell());
  }

  async #isWell(): Promise<boolean> {
    try {
      const endpoint = this.#endpoint(this.#over(this.#settings.forceTcp ? "tcp" : "udp"));
      await checkHealth(endpoint, this.#settings.health, this.#parts);
      this.#fails = 0;
      return true;
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      this.#parts.counters.healthcheckFailed();
      this.#fails = Math.min(this.#fails + 1, MAX_FAILS);
      return false;
    }
  }

  #endpoint(transport: PoolTransport): PoolEndpoint {
    const { address } = this.#address;
    const { sourceAddress } = this.#settings.connections;
    const read = this.#ports[transport];
    if (!read.ok) throw new ExchangeError("other", `dial ${transport}: ${read.error}`);
    const source = sourceAddress === undefined ? {} : { sourceAddress };
    return { transport, address, port: read.port, ...source, ...(this.#tls === undefined ? {} : { tls: this.#tls }) };
  }

  /** With TLS there is no other transport, whatever the question came over. */
  #over(transport: PoolTransport): PoolTransport {
    return this.#tls === undefined ? transport : "tls";
  }

  /**
   * Asks it. Rejects with an `ExchangeError`, a `WireError` (the reply was no message) or `InvalidRequest`. A reply
   * that was cut off is asked for again over TCP when `prefer_udp` is what made the question go over UDP.
   */
  async ask(query: Query, watching: Watching | undefined): Promise<UpstreamReply> {
    const { forceTcp, preferUdp } = this.#settings;
    const first = forceTcp ? "tcp" : preferUdp ? "udp" : query.protocol;
    const reply = await this.#askOver(this.#over(first), query, watching);
    return reply.truncated && preferUdp && !forceTcp ? this.#askOver(this.#over("tcp"), query, watching) : reply;
  }

  async #askOver(transport: PoolTransport, query: Query, watching: Watching | undefined): Promise<UpstreamReply> {
    const why = watching?.why;
    const trip = watching?.trip;
    const { clock, counters, random } = this.#parts;
    const startMs = clock.monotonicMs();
    const octets = encode(query.request);
    const sent = { octets, transport, maxDatagramOctets: query.size, clientId: query.request.id };
    if (trip !== undefined) trip.transport = transport;
    for (;;) {
      patchId(octets, random.messageId());
      const taken = this.#pool.take(this.#endpoint(transport), connectTimeoutMs(query, startMs));
      const lease = taken instanceof Promise ? await taken : taken;
      if (trip !== undefined) trip.local = lease.connection.local;
      if (why !== undefined) tellSource(lease, octets, why);
      const reply = await this.#exchange(lease, sent);
      // A kept connection that its other end had closed already: another one will do.
      if (reply === undefined) continue;
      counters.observe(reply.rcode, (clock.monotonicMs() - startMs) / 1000);
      return reply;
    }
  }

  async #exchange(lease: Lease, sent: Sent): Promise<UpstreamReply | undefined> {
    const { connection, kept } = lease;
    const timeoutMs = this.#settings.connections.readTimeoutMs;
    try {
      const bytes = await connection.exchange(sent.octets, {
        timeoutMs,
        accepts: (message) => endsWait(message, sent),
      });
      const reply = readReply(bytes, sent);
      this.#pool.give(lease);
      return reply;
    } catch (error) {
      connection.close();
      if (kept && error instanceof ExchangeError && error.kind === "closed") return undefined;
      throw error;
    }
  }
}

function tellSource({ connection: { local }, transport }: Lease, octets: Uint8Array, why: Why): void {
  if (local !== undefined) why.asks({ transport, ...local, id: ((octets[0] ?? 0) << 8) | (octets[1] ?? 0) });
}

function encode(request: Message): Uint8Array {
  // A signed question cannot be sent under another ID without the key that signed it.
  if (isSigned(request)) throw new WireError("no secrets defined");
  try {
    return encodeMessage(request);
  } catch (error) {
    if (error instanceof WireError) throw new InvalidRequest(`proxy: invalid request: ${error.message}`);
    throw error;
  }
}

function connectTimeoutMs({ deadlineMs }: Query, nowMs: number): number {
  return deadlineMs === undefined ? Number.POSITIVE_INFINITY : Math.max(deadlineMs - nowMs, 0);
}
