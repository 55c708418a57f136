/** Asking an upstream over QUIC (RFC 9250), all questions on one connection (CoreDNS, package proxy, doqTransport). */
import type { Query } from "../../chain/query.ts";
import { EdnsOptionCode } from "../../dns/iana/edns-option.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { Message } from "../../dns/message/message.ts";
import { decodeMessage } from "../../dns/wire/decode.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import { WireError } from "../../dns/wire/wire-error.ts";
import { ExchangeError, type UpstreamConnection } from "../../ports/exchange.ts";
import type { UpstreamAddress } from "./address.ts";
import { healthQuestion } from "./health.ts";
import { QuicConnections } from "./quic-connections.ts";
import { readWholeReply, type UpstreamReply } from "./reply.ts";
import { RefusedRequest } from "./request-errors.ts";
import type { ForwardSettings } from "./settings.ts";
import type { Watching, Way, WayParts } from "./way.ts";

const CHECK_TIMEOUT_MS = 1000;
const MAX_MESSAGE_OCTETS = 0xffff;
/** What the other side broke (RFC 9250 section 4.3, DOQ_PROTOCOL_ERROR). */
const PROTOCOL_ERROR = 2;
const PROTOCOL_FAULT = "DNS-over-QUIC protocol error: ";

export class QuicWay implements Way {
  readonly #settings: ForwardSettings;
  readonly #parts: WayParts;
  readonly #connections: QuicConnections;

  constructor(address: UpstreamAddress, settings: ForwardSettings, parts: WayParts) {
    this.#settings = settings;
    this.#parts = parts;
    this.#connections = new QuicConnections(address, settings.connections, parts);
  }

  get replyTimeoutMs(): number {
    return this.#settings.connections.readTimeoutMs;
  }

  start(): void {
    this.#connections.start();
  }

  stop(): void {
    this.#connections.stop();
  }

  async ask(query: Query, _over: "udp" | "tcp", watching: Watching | undefined): Promise<UpstreamReply> {
    const { request } = query;
    if (isTransfer(request))
      throw RefusedRequest.unsupported("zone transfers over DoQ require multi-message response support");
    const octets = encode({ ...withoutKeepalive(request), id: 0 });
    const trip = watching?.trip;
    if (trip !== undefined) trip.protocol = "udp";
    const { deadlineMs = Number.POSITIVE_INFINITY } = query;
    const timeoutMs = this.replyTimeoutMs;
    return this.#exchange(octets, { deadlineMs, timeoutMs }, (bytes, connection) => {
      if (trip !== undefined) trip.local = connection.local;
      return readWholeReply(bytes, { octets, clientId: request.id });
    });
  }

  async check(): Promise<void> {
    const octets = encodeMessage(healthQuestion(this.#settings.health, 0));
    const deadlineMs = this.#parts.clock.monotonicMs() + CHECK_TIMEOUT_MS;
    await this.#exchange(octets, { deadlineMs, timeoutMs: CHECK_TIMEOUT_MS }, decodeMessage);
  }

  /** Asks, and reads what comes; a message that breaks the protocol ends the connection for all. */
  async #exchange<Read>(
    octets: Uint8Array,
    { deadlineMs, timeoutMs }: { readonly deadlineMs: number; readonly timeoutMs: number },
    read: (bytes: Uint8Array, connection: UpstreamConnection) => Read,
  ): Promise<Read> {
    const { clock } = this.#parts;
    const connection = await this.#connections.acquire(deadlineMs);
    try {
      const leftMs = Math.max(0, Math.min(timeoutMs, deadlineMs - clock.monotonicMs()));
      const bytes = await connection.exchange(octets, { timeoutMs: leftMs, accepts: () => true });
      const id = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
      try {
        const reply = read(bytes, connection);
        if (id === 0) return reply;
      } catch (error) {
        if (!(error instanceof WireError)) throw error;
        throw this.#broken(connection, `invalid DNS response: ${error.message}`);
      }
      throw this.#broken(connection, `response message ID is ${id}, want 0`);
    } finally {
      this.#connections.release(connection);
    }
  }

  #broken(connection: UpstreamConnection, reason: string): ExchangeError {
    this.#connections.retire(connection);
    connection.close(PROTOCOL_ERROR);
    return new ExchangeError("other", `${PROTOCOL_FAULT}${reason}`);
  }
}

function isTransfer({ question }: Message): boolean {
  const [asked] = question;
  return question.length === 1 && (asked?.type === RRType.AXFR || asked?.type === RRType.IXFR);
}

/** A connection over QUIC says itself how long it lives (RFC 9250 section 5.5.2). */
function withoutKeepalive(message: Message): Message {
  const { edns } = message;
  if (edns === undefined) return message;
  const options = edns.options.filter(({ code }) => code !== EdnsOptionCode.TCP_KEEPALIVE);
  return { ...message, edns: { ...edns, options } };
}

function encode(message: Message): Uint8Array {
  let octets: Uint8Array;
  try {
    octets = encodeMessage(message);
  } catch (error) {
    if (error instanceof WireError) throw RefusedRequest.invalid(error.message);
    throw error;
  }
  if (octets.length > MAX_MESSAGE_OCTETS) throw RefusedRequest.invalid("DNS message is too large for DoQ");
  return octets;
}
