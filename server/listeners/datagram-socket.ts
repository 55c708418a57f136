/** UDP sockets of listeners: how they are opened, and what a listener wants of them. */
import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import type { Endpoint } from "../../lib/chain/arrival.ts";
import { literalAddress } from "./listener.ts";

const RECEIVE_BUFFER_OCTETS = 4 * 1024 * 1024;

/** A socket at one place. */
export interface DatagramSocket {
  readonly bound: Endpoint;
  /** Takes a datagram, whichever socket it came in on: what goes back leaves from this one. */
  take(message: Buffer, from: RemoteInfo): void;
  /** Takes no more, and is closed when what is under way is done, or after the grace. */
  close(): Promise<void>;
  /** Closes at once. */
  abandon(): Promise<void>;
}

/** Another socket from which the reply to a client must leave; undefined when it leaves from the one that got the query. */
export type ReplyRoute = (client: Endpoint) => Promise<DatagramSocket | undefined> | undefined;

/** Addresses are addresses here, never names: the answer is given at once, which saves a trip through the event loop. */
const noLookup = (
  address: string,
  _options: unknown,
  done: (error: null, address: string, family: number) => void,
): void => done(null, address, address.includes(":") ? 6 : 4);

/** Opens a socket. Rejects with the system's error. */
export function bindDatagrams({ address, port }: Endpoint): Promise<Socket> {
  const type = address.includes(":") ? "udp6" : "udp4";
  const socket = createSocket({
    type,
    ipv6Only: type === "udp6",
    reusePort: process.platform === "linux",
    lookup: noLookup,
  });
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind({ address: literalAddress(address), port, exclusive: true }, () => {
      socket.off("error", reject);
      // What goes wrong with one datagram must not end the listener.
      socket.on("error", () => undefined);
      growReceiveBuffer(socket);
      resolve(socket);
    });
  });
}

function growReceiveBuffer(socket: Socket): void {
  try {
    socket.setRecvBufferSize(RECEIVE_BUFFER_OCTETS);
  } catch {
    // The system's limit stays.
  }
}
