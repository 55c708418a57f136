/** A listener's UDP sockets that carry QUIC. */
import type { RemoteInfo, Socket } from "node:dgram";
import type { Endpoint } from "../../../lib/chain/arrival.ts";
import { bindDatagrams, type DatagramSocket, type ReplyRoute } from "../datagram-socket.ts";
import { plainAddress } from "../listener.ts";
import type { QuicEndpoint } from "./quic-endpoint.ts";

/** Opens a socket. Rejects with the system's error. */
export async function openQuicSocket(
  endpoint: QuicEndpoint,
  place: Endpoint,
  route?: ReplyRoute,
): Promise<DatagramSocket> {
  return new QuicSocket(await bindDatagrams(place), endpoint, route);
}

class QuicSocket implements DatagramSocket {
  readonly bound: Endpoint;
  readonly #socket: Socket;
  readonly #endpoint: QuicEndpoint;
  #isClosed = false;

  constructor(socket: Socket, endpoint: QuicEndpoint, route: ReplyRoute | undefined) {
    const { address, port } = socket.address();
    this.bound = { address, port };
    this.#socket = socket;
    this.#endpoint = endpoint;
    socket.on("message", (message: Buffer, from: RemoteInfo) => {
      const other = route?.(from);
      if (other === undefined) this.take(message, from);
      else void other.then((socket) => (socket ?? this).take(message, from));
    });
  }

  take(message: Buffer, from: RemoteInfo): void {
    if (this.#isClosed || from.port === 0) return;
    const address = plainAddress(from.address);
    // A zone names an interface of this machine: the library has no word for it.
    const [withoutZone = address] = address.split("%");
    this.#endpoint.take({
      datagram: message,
      from: { address: withoutZone, port: from.port },
      to: this.bound,
      send: (datagram, to) =>
        this.#send(datagram, { ...to, address: to.address === withoutZone ? address : to.address }),
    });
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
