/** Asking an upstream over HTTPS (RFC 8484), as CoreDNS's package proxy does (lookupDoH, dohHc). */
import type { Query } from "../../chain/query.ts";
import { decodeMessage } from "../../dns/wire/decode.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import { lookUpPort } from "../../go/port.ts";
import {
  ExchangeError,
  type ExchangeOptions,
  type HttpsAsking,
  type UpstreamConnection,
} from "../../ports/exchange.ts";
import type { UpstreamAddress } from "./address.ts";
import { healthQuestion } from "./health.ts";
import { readWholeReply, type UpstreamReply } from "./reply.ts";
import type { ForwardSettings } from "./settings.ts";
import type { Watching, Way, WayParts } from "./way.ts";

/** All that a question may take, from the dial to the last octet of the reply; `read_timeout` says nothing about it. */
const TIMEOUT_MS = 2000;
const CHECK_TIMEOUT_MS = 1000;
/** Go's HTTP client keeps so many to one server where nothing is said. */
const DEFAULT_MAX_IDLE = 2;

export class HttpsWay implements Way {
  readonly replyTimeoutMs = TIMEOUT_MS;
  readonly #address: UpstreamAddress;
  readonly #settings: ForwardSettings;
  readonly #parts: WayParts;
  readonly #client: Client;
  /** Checks have connections of their own. */
  readonly #checker: Client;

  constructor(address: UpstreamAddress, settings: ForwardSettings, parts: WayParts) {
    this.#address = address;
    this.#settings = settings;
    this.#parts = parts;
    const { method, host } = settings.https;
    const maxIdle = settings.connections.maxIdle || DEFAULT_MAX_IDLE;
    const named = host === "" ? { maxIdle } : { host, maxIdle };
    this.#client = new Client((timeoutMs) => this.#connect({ method, ...named }, timeoutMs));
    this.#checker = new Client((timeoutMs) => this.#connect({ method: "POST", ...named }, timeoutMs));
  }

  start(): void {
    // The client closes by itself what is idle.
  }

  stop(): void {
    this.#client.stop();
    this.#checker.stop();
  }

  async #connect(https: HttpsAsking, timeoutMs: number): Promise<UpstreamConnection> {
    const { address, portText, text } = this.#address;
    const { sourceAddress } = this.#settings.connections;
    const { exchange, tls } = this.#parts;
    if (!/^\d+$/.test(portText)) {
      const url = `https://${text}/dns-query`;
      throw new ExchangeError("other", `parse "${url}": invalid port ":${portText}" after host`);
    }
    const read = lookUpPort("tcp", portText);
    if (!read.ok) throw new ExchangeError("other", `dial tcp: ${read.error}`);
    const source = sourceAddress === undefined ? {} : { sourceAddress };
    const endpoint = { transport: "https", address, port: read.port, https, ...source } as const;
    return exchange.connect(tls === undefined ? endpoint : { ...endpoint, tls }, timeoutMs);
  }

  async ask(query: Query, _over: "udp" | "tcp", watching: Watching | undefined): Promise<UpstreamReply> {
    const trip = watching?.trip;
    if (trip !== undefined) trip.protocol = "tcp";
    const octets = encodeMessage({ ...query.request, id: 0 });
    const bytes = await this.#client.exchange(octets, TIMEOUT_MS, (connection) => {
      if (trip !== undefined) trip.local = connection.local;
    });
    return readWholeReply(bytes, { octets, clientId: query.request.id });
  }

  async check(): Promise<void> {
    const question = healthQuestion(this.#settings.health, this.#parts.random.messageId());
    decodeMessage(await this.#checker.exchange(encodeMessage(question), CHECK_TIMEOUT_MS));
  }
}

/** What HTTP has no ID for needs no look: the reply to a request is its reply. */
const ANY: Pick<ExchangeOptions, "accepts"> = { accepts: () => true };

/** One client, made when it is needed. */
class Client {
  readonly #make: (timeoutMs: number) => Promise<UpstreamConnection>;
  #connection: UpstreamConnection | undefined;
  #making: Promise<UpstreamConnection> | undefined;
  #isStopped = false;

  constructor(make: (timeoutMs: number) => Promise<UpstreamConnection>) {
    this.#make = make;
  }

  async exchange(
    message: Uint8Array,
    timeoutMs: number,
    used?: (connection: UpstreamConnection) => void,
  ): Promise<Uint8Array> {
    const connection = await this.#connected(timeoutMs);
    try {
      return await connection.exchange(message, { timeoutMs, ...ANY });
    } finally {
      used?.(connection);
      if (this.#isStopped) connection.close();
    }
  }

  async #connected(timeoutMs: number): Promise<UpstreamConnection> {
    if (this.#connection?.usable === true) return this.#connection;
    this.#making ??= this.#make(timeoutMs).finally(() => {
      this.#making = undefined;
    });
    this.#connection = await this.#making;
    return this.#connection;
  }

  stop(): void {
    this.#isStopped = true;
    this.#connection?.close();
  }
}
