/**
 * One UDP socket that answers DNS queries. The way of a query is short: one buffer from a ring for the reply, one send, no
 * promise unless a plugin waits.
 */
import type { RemoteInfo, Socket } from "node:dgram";
import type { Endpoint, PlainArrival } from "../../lib/chain/arrival.ts";
import type { ReplyPlace } from "../../lib/chain/sink.ts";
import type { ProxyProtocol } from "../../lib/set-up/block-settings.ts";
import { bindDatagrams, type DatagramSocket, type ReplyRoute } from "./datagram-socket.ts";
import { type Answer, GRACE_MS, InFlight, type ListenOptions, plainAddress } from "./listener.ts";
import { ProxyDatagrams } from "./proxy-datagrams.ts";
import { ReplyStack } from "./reply-stack.ts";

/** Replies that are being sent at once; with more of them waiting in the kernel's queue, buffers are made again. */
const RING = 64;
/** A larger reply gets a buffer of its own. */
const BUFFER_OCTETS = 4096;
/** CoreDNS reads no more of a datagram, whatever size EDNS allows: what is longer is a message that breaks off. */
const MAX_QUERY_OCTETS = 512;

/** Opens a socket that answers. Rejects with the system's error. */
export async function openUdpSocket(options: ListenOptions, place: Endpoint, route?: ReplyRoute): Promise<UdpSocket> {
  return new UdpSocket(await bindDatagrams(place), options, route);
}

/** An open socket, which answers what it gets until it is closed. */
export class UdpSocket implements DatagramSocket {
  readonly bound: Endpoint;
  readonly #socket: Socket;
  readonly #options: ListenOptions;
  readonly #local: Endpoint;
  readonly #inFlight = new InFlight();
  /** Made as they are needed: of many addresses most are asked little or nothing. */
  readonly #ring: Uint8Array[] = [];
  /** A datagram is one message: of a stream only the first is sent. */
  readonly #place: ReplyPlace = { buffer: () => this.#nextBuffer() };
  /** Made when a header is looked for. */
  #proxies: ProxyDatagrams | undefined;
  #stack: ReplyStack | undefined;
  #at = 0;
  #isClosing = false;
  #isClosed = false;

  constructor(socket: Socket, options: ListenOptions, route: ReplyRoute | undefined) {
    const { place } = options;
    const { address, port } = socket.address();
    this.bound = { address, port };
    this.#socket = socket;
    this.#options = options;
    // Node does not tell to which address a datagram came; on a socket for all addresses CoreDNS says the same as this.
    this.#local = { address: place.address === "" ? "::" : place.address, port };
    this.#keepStack();
    socket.on("message", (message: Buffer, from: RemoteInfo) => {
      const other = route?.(from);
      if (other === undefined) this.take(message, from);
      else void other.then((socket) => (socket ?? this).take(message, from));
    });
  }

  /** Takes no more queries, and is closed when those under way are answered, or after the grace. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#inFlight.settled(this.#options.graceMs ?? GRACE_MS);
    await this.abandon();
  }

  /** Closes at once. A reply that comes after this is dropped. */
  abandon(): Promise<void> {
    this.#isClosing = true;
    this.#isClosed = true;
    this.#stack?.close();
    return new Promise((resolve) => this.#socket.close(() => resolve()));
  }

  /** Answers a datagram, whichever socket it came in on. */
  take(message: Buffer, from: RemoteInfo): void {
    if (this.#isClosing) return;
    const { answer, failed, proxies } = this.#options;
    const arrival = this.#arrivalOf({ address: plainAddress(from.address), port: from.port });
    const read = message.length > MAX_QUERY_OCTETS ? message.subarray(0, MAX_QUERY_OCTETS) : message;
    const headers = proxies?.();
    let reply: Answer;
    try {
      reply = headers === undefined ? answer(read, arrival, this.#place) : this.#unwrap(read, arrival, headers);
    } catch (error) {
      failed(error);
      return;
    }
    if (!(reply instanceof Promise)) {
      if (reply !== undefined) this.#send(reply, from);
      return;
    }
    this.#inFlight.begin();
    void reply
      .then((bytes) => {
        if (bytes !== undefined) this.#send(bytes, from);
      }, failed)
      .finally(() => this.#inFlight.end());
  }

  #arrivalOf(client: Endpoint): PlainArrival {
    const { server, nowMs } = this.#options;
    const backlog = this.#keepStack();
    const arrival = { client, local: this.#local, transport: "udp", server, arrivedMs: nowMs() } as const;
    return backlog === undefined ? arrival : { ...arrival, backlog };
  }

  /** Answers what stands behind a proxy's header, if anything is to be answered. */
  #unwrap(message: Uint8Array, arrival: PlainArrival, headers: ProxyProtocol): Answer {
    this.#proxies ??= new ProxyDatagrams(this.#options.nowMs);
    const taken = this.#proxies.take(message, arrival.client, headers);
    if (taken === undefined) return undefined;
    const { payload, client, proxyFields } = taken;
    return this.#options.answer(payload, { ...arrival, client, proxyFields }, this.#place);
  }

  /** The stack of replies, while the configuration wants one. */
  #keepStack(): ReplyStack | undefined {
    const { server, shedding } = this.#options;
    const wanted = shedding?.();
    if (wanted === undefined) return undefined;
    this.#stack ??= new ReplyStack(
      (bytes, { address, port }, done) => this.#socket.send(bytes, port, address, done),
      wanted.dropped(server),
    );
    return this.#stack;
  }

  #send(bytes: Uint8Array, from: RemoteInfo): void {
    // Nothing can be sent to port 0. As in CoreDNS the query counts all the same, and its reply is lost.
    if (bytes.length === 0 || from.port === 0 || this.#isClosed) return;
    const stack = this.#keepStack();
    if (stack !== undefined) {
      stack.push(bytes, from);
      return;
    }
    try {
      // Without a callback Node drops what goes wrong: a client that went away is no concern of the listener's.
      this.#socket.send(bytes, from.port, from.address);
    } catch (error) {
      this.#options.failed(error);
    }
  }

  #nextBuffer(): Uint8Array {
    if (this.#isClosed || this.#socket.getSendQueueCount() > 0) return new Uint8Array(BUFFER_OCTETS);
    this.#at = (this.#at + 1) % RING;
    const kept = this.#ring[this.#at] ?? new Uint8Array(BUFFER_OCTETS);
    this.#ring[this.#at] = kept;
    return kept;
  }
}
