/** A listener's UDP sockets that carry QUIC. */
import type { RemoteInfo, Socket } from "node:dgram";
import type { Endpoint } from "../../../lib/chain/arrival.ts";
import { bindDatagrams, type DatagramSocket, type ReplyRoute } from "../datagram-socket.ts";
import { type ListenOptions, plainAddress } from "../listener.ts";
import { type ProxiedDatagram, ProxyDatagrams } from "../proxy-datagrams.ts";
import type { QuicEndpoint } from "./quic-endpoint.ts";

/** What the sockets of a listener share. */
export interface QuicSocketOptions {
  readonly endpoint: QuicEndpoint;
  readonly proxies: ListenOptions["proxies"] | undefined;
}

/** Opens a socket. Rejects with the system's error. */
export async function openQuicSocket(
  options: QuicSocketOptions,
  place: Endpoint,
  route?: ReplyRoute,
): Promise<DatagramSocket> {
  return new QuicSocket(await bindDatagrams(place), options, route);
}

class QuicSocket implements DatagramSocket {
  readonly bound: Endpoint;
  readonly #socket: Socket;
  readonly #endpoint: QuicEndpoint;
  readonly #proxies: QuicSocketOptions["proxies"];
  #headers: ProxyDatagrams | undefined;
  #isClosed = false;

  constructor(socket: Socket, { endpoint, proxies }: QuicSocketOptions, route: ReplyRoute | undefined) {
    const { address, port } = socket.address();
    this.bound = { address, port };
    this.#socket = socket;
    this.#endpoint = endpoint;
    this.#proxies = proxies;
    socket.on("message", (message: Buffer, from: RemoteInfo) => {
      const other = route?.(from);
      if (other === undefined) this.take(message, from);
      else void other.then((socket) => (socket ?? this).take(message, from));
    });
  }

  take(message: Buffer, from: RemoteInfo): void {
    if (this.#isClosed || from.port === 0) return;
    const peer = { address: plainAddress(from.address), port: from.port };
    const taken = this.#unwrap(message, peer);
    if (taken === undefined) return;
    const { payload, client, proxyFields } = taken;
    // A zone names an interface of this machine: the library has no word for it.
    const [address = client.address] = client.address.split("%");
    this.#endpoint.take({
      datagram: payload,
      from: { address, port: client.port },
      to: this.bound,
      proxyFields,
      // What is for the client goes back to where its datagrams come from.
      send: (datagram, to) => this.#send(datagram, to.address === address && to.port === client.port ? peer : to),
    });
  }

  #unwrap(payload: Buffer, client: Endpoint): ProxiedDatagram | undefined {
    const proxied = this.#proxies?.();
    if (proxied === undefined) return { payload, client };
    this.#headers ??= new ProxyDatagrams(() => performance.now());
    return this.#headers.take(payload, client, proxied);
  }

  /** The listener has ended the connections before it closes its sockets. */
  close(): Promise<void> {
    return this.abandon();
  }

  abandon(): Promise<void> {
    this.#isClosed = true;
    return new Promise((resolve) => this.#socket.close(() => resolve()));
  }

  #send(datagram: Uint8Array, { address, port }: Endpoint): void {
    if (this.#isClosed) return;
    try {
      // Without a callback Node drops what goes wrong: QUIC sends again what was lost.
      this.#socket.send(datagram, port, address);
    } catch {
      // A place that no datagram can be sent to.
    }
  }
}
