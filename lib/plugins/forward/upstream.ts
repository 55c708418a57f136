/** One upstream server: asking it, and knowing whether it is well (CoreDNS, package proxy, Proxy). */
import type { Query } from "../../chain/query.ts";
import { WireError } from "../../dns/wire/wire-error.ts";
import { ExchangeError } from "../../ports/exchange.ts";
import type { UpstreamAddress } from "./address.ts";
import { DnsWay } from "./dns-way.ts";
import { Probe } from "./health.ts";
import { HttpsWay } from "./https-way.ts";
import { QuicWay } from "./quic-way.ts";
import type { UpstreamReply } from "./reply.ts";
import type { ForwardSettings } from "./settings.ts";
import type { Watching, Way, WayParts } from "./way.ts";

const MAX_FAILS = 0xffff_ffff;

export class Upstream {
  /** As CoreDNS names it: `192.0.2.53:53`, `[2001:db8::53]:53`. */
  readonly name: string;
  readonly transport: UpstreamAddress["transport"];
  readonly #settings: ForwardSettings;
  readonly #parts: WayParts;
  readonly #way: Way;
  readonly #probe: Probe;
  #fails = 0;

  constructor(address: UpstreamAddress, settings: ForwardSettings, parts: WayParts) {
    this.name = address.text;
    this.transport = address.transport;
    this.#settings = settings;
    this.#parts = parts;
    this.#way = wayTo(address, settings, parts);
    this.#probe = new Probe(settings.health.intervalMs, parts.clock);
  }

  start(): void {
    this.#way.start();
  }

  stop(): void {
    this.#way.stop();
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

  /** How long a reply may take. */
  get replyTimeoutMs(): number {
    return this.#way.replyTimeoutMs;
  }

  /** The name that its certificate must have, if one is set. */
  get serverName(): string | undefined {
    return this.#parts.tls?.serverName;
  }

  /** Starts looking at it until it answers. */
  checkHealth(): void {
    this.#probe.start(() => this.#isWell());
  }

  async #isWell(): Promise<boolean> {
    try {
      await this.#way.check();
      this.#fails = 0;
      return true;
    } catch (error) {
      if (!(error instanceof ExchangeError || error instanceof WireError)) throw error;
      this.#parts.counters.healthcheckFailed();
      this.#fails = Math.min(this.#fails + 1, MAX_FAILS);
      return false;
    }
  }

  /**
   * Asks it. Rejects with an `ExchangeError`, a `WireError` (the reply was no message) or a `RefusedRequest`. A reply
   * that was cut off is asked for again over TCP when `prefer_udp` is what made the question go over UDP.
   */
  async ask(query: Query, watching: Watching | undefined): Promise<UpstreamReply> {
    const { forceTcp, preferUdp } = this.#settings;
    const first = forceTcp ? "tcp" : preferUdp ? "udp" : query.protocol;
    const { clock } = this.#parts;
    const startMs = clock.monotonicMs();
    const reply = await this.#way.ask(query, first, watching);
    this.#count(reply, startMs);
    if (!(reply.truncated && preferUdp) || forceTcp) return reply;
    const againMs = clock.monotonicMs();
    const again = await this.#way.ask(query, "tcp", watching);
    this.#count(again, againMs);
    return again;
  }

  #count({ rcode }: UpstreamReply, startMs: number): void {
    const { clock, counters } = this.#parts;
    counters.observe(rcode, (clock.monotonicMs() - startMs) / 1000);
  }
}

function wayTo(address: UpstreamAddress, settings: ForwardSettings, parts: WayParts): Way {
  if (address.transport === "https") return new HttpsWay(address, settings, parts);
  if (address.transport === "quic") return new QuicWay(address, settings, parts);
  return new DnsWay(address, settings, parts);
}
