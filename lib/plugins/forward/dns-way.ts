/** Asking an upstream in the clear or over TLS, a connection for each question (CoreDNS, package proxy, lookupDNS). */
import type { Query } from "../../chain/query.ts";
import type { Message } from "../../dns/message/message.ts";
import { isSigned } from "../../dns/message/signed.ts";
import { encodeMessage, patchId } from "../../dns/wire/encode.ts";
import { WireError } from "../../dns/wire/wire-error.ts";
import type { Why } from "../../explanation/why.ts";
import { lookUpPort } from "../../go/port.ts";
import { ExchangeError } from "../../ports/exchange.ts";
import type { UpstreamAddress } from "./address.ts";
import { checkHealth } from "./health.ts";
import { type Lease, Pool, type PoolEndpoint, type PoolTransport } from "./pool.ts";
import { endsWait, readReply, type Sent, type UpstreamReply } from "./reply.ts";
import { RefusedRequest } from "./request-errors.ts";
import type { ForwardSettings } from "./settings.ts";
import type { Watching, Way, WayParts } from "./way.ts";

export class DnsWay implements Way {
  readonly #address: UpstreamAddress;
  /** Read once: a port that is none is told when it is dialled. */
  readonly #ports: Readonly<Record<PoolTransport, ReturnType<typeof lookUpPort>>>;
  readonly #settings: ForwardSettings;
  readonly #parts: WayParts;
  readonly #pool: Pool;

  constructor(address: UpstreamAddress, settings: ForwardSettings, parts: WayParts) {
    this.#address = address;
    const tcp = lookUpPort("tcp", address.portText);
    this.#ports = { udp: lookUpPort("udp", address.portText), tcp, tls: tcp };
    this.#settings = settings;
    this.#parts = parts;
    this.#pool = new Pool(settings.connections, parts);
  }

  get replyTimeoutMs(): number {
    return this.#settings.connections.readTimeoutMs;
  }

  start(): void {
    this.#pool.start();
  }

  stop(): void {
    this.#pool.stop();
  }

  check(): Promise<void> {
    const transport = this.#over(this.#settings.forceTcp ? "tcp" : "udp");
    return checkHealth(this.#endpoint(transport), this.#settings.health, this.#parts);
  }

  #endpoint(transport: PoolTransport): PoolEndpoint {
    const { address } = this.#address;
    const { sourceAddress } = this.#settings.connections;
    const { tls } = this.#parts;
    const read = this.#ports[transport];
    if (!read.ok) throw new ExchangeError("other", `dial ${transport}: ${read.error}`);
    const source = sourceAddress === undefined ? {} : { sourceAddress };
    return { transport, address, port: read.port, ...source, ...(tls === undefined ? {} : { tls }) };
  }

  /** With TLS there is no other transport, whatever the question came over. */
  #over(transport: "udp" | "tcp"): PoolTransport {
    return this.#parts.tls === undefined ? transport : "tls";
  }

  async ask(query: Query, over: "udp" | "tcp", watching: Watching | undefined): Promise<UpstreamReply> {
    const transport = this.#over(over);
    const why = watching?.why;
    const trip = watching?.trip;
    const { clock, random } = this.#parts;
    const startMs = clock.monotonicMs();
    const octets = encode(query.request);
    const sent = { octets, transport, maxDatagramOctets: query.size, clientId: query.request.id };
    if (trip !== undefined) trip.protocol = transport === "udp" ? "udp" : "tcp";
    for (;;) {
      patchId(octets, random.messageId());
      const taken = this.#pool.take(this.#endpoint(transport), connectTimeoutMs(query, startMs));
      const lease = taken instanceof Promise ? await taken : taken;
      if (trip !== undefined) trip.local = lease.connection.local;
      if (why !== undefined) tellSource(lease, octets, why);
      const reply = await this.#exchange(lease, sent);
      // A kept connection that its other end had closed already: another one will do.
      if (reply !== undefined) return reply;
    }
  }

  async #exchange(lease: Lease, sent: Sent): Promise<UpstreamReply | undefined> {
    const { connection, kept } = lease;
    try {
      const bytes = await connection.exchange(sent.octets, {
        timeoutMs: this.replyTimeoutMs,
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
    if (error instanceof WireError) throw RefusedRequest.invalid(error.message);
    throw error;
  }
}

function connectTimeoutMs({ deadlineMs }: Query, nowMs: number): number {
  return deadlineMs === undefined ? Number.POSITIVE_INFINITY : Math.max(deadlineMs - nowMs, 0);
}
