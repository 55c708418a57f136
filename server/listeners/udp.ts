/** UDP listeners: the sockets of one, whatever its datagrams carry. DNS over UDP (RFC 1035 section 4.2.1) is one of them. */
import type { Endpoint } from "../../lib/chain/arrival.ts";
import { AddressSockets, claimAddress } from "./address-sockets.ts";
import type { DatagramSocket, ReplyRoute } from "./datagram-socket.ts";
import type { Listener, ListenOptions } from "./listener.ts";
import { openUdpSocket } from "./udp-socket.ts";

/** Opens a socket at a place; what came in on it for another one goes there. Rejects with the system's error. */
type OpenSocket = (place: Endpoint, route?: ReplyRoute) => Promise<DatagramSocket>;

/** Listens for DNS messages. Rejects with the system's error. */
export function listenUdp(options: ListenOptions): Promise<Listener> {
  return listenDatagrams(options, { transport: "udp", open: (place, route) => openUdpSocket(options, place, route) });
}

/** What a listener's datagrams carry, and what opens its sockets. */
export interface Datagrams {
  readonly transport: Listener["transport"];
  readonly open: OpenSocket;
}

/**
 * Listens. Rejects with the system's error. All addresses of both families mean one socket for each family, and one for
 * each address of this machine beside them.
 */
export function listenDatagrams(options: ListenOptions, datagrams: Datagrams): Promise<Listener> {
  return options.place.address === "" ? listenEverywhere(options, datagrams) : listenAt(options, datagrams);
}

async function listenAt({ place }: ListenOptions, { transport, open }: Datagrams): Promise<Listener> {
  const socket = await open(place);
  const release = claimAddress(socket.bound);
  return {
    transport,
    bound: socket.bound,
    close: () => {
      release();
      return socket.close();
    },
  };
}

async function listenEverywhere({ place, nowMs }: ListenOptions, { transport, open }: Datagrams): Promise<Listener> {
  let beside: AddressSockets<DatagramSocket> | undefined;
  const route: ReplyRoute = (client) => beside?.socketFor(client);
  const ipv4 = await open({ address: "0.0.0.0", port: place.port }, route);
  const { port } = ipv4.bound;
  const ipv6 = await open({ address: "::", port }, route).catch(async (error: unknown) => {
    if (isWithoutIpv6(error)) return undefined;
    await ipv4.abandon();
    throw error;
  });
  beside = new AddressSockets({ port, nowMs, open: (address) => open({ address, port }) });
  await beside.start();
  return {
    transport,
    bound: ipv4.bound,
    close: async () => {
      await Promise.all([ipv4.close(), ipv6?.close(), beside.close()]);
    },
  };
}

function isWithoutIpv6(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "EAFNOSUPPORT" || error.code === "EADDRNOTAVAIL");
}
