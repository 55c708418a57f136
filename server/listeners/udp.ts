/** DNS over UDP (RFC 1035 section 4.2.1): the sockets of a listener. */
import type { Endpoint } from "../../lib/chain/arrival.ts";
import { AddressSockets, claimAddress } from "./address-sockets.ts";
import type { Listener, ListenOptions } from "./listener.ts";
import { openUdpSocket, type UdpSocket } from "./udp-socket.ts";

/**
 * Listens. Rejects with the system's error. All addresses of both families mean one socket for each family, and one for
 * each address of this machine beside them.
 */
export function listenUdp(options: ListenOptions): Promise<Listener> {
  return options.place.address === "" ? listenEverywhere(options) : listenAt(options, options.place);
}

async function listenAt(options: ListenOptions, place: Endpoint): Promise<Listener> {
  const socket = await openUdpSocket(options, place);
  const release = claimAddress(socket.bound);
  return {
    transport: "udp",
    bound: socket.bound,
    close: () => {
      release();
      return socket.close();
    },
  };
}

async function listenEverywhere(options: ListenOptions): Promise<Listener> {
  const { place, nowMs } = options;
  let beside: AddressSockets<UdpSocket> | undefined;
  const route = (client: Endpoint): Promise<UdpSocket | undefined> | undefined => beside?.socketFor(client);
  const ipv4 = await openUdpSocket(options, { address: "0.0.0.0", port: place.port }, route);
  const { port } = ipv4.bound;
  const ipv6 = await openUdpSocket(options, { address: "::", port }, route).catch(async (error: unknown) => {
    if (isWithoutIpv6(error)) return undefined;
    await ipv4.abandon();
    throw error;
  });
  beside = new AddressSockets({ port, nowMs, open: (address) => openUdpSocket(options, { address, port }) });
  await beside.start();
  return {
    transport: "udp",
    bound: ipv4.bound,
    close: async () => {
      await Promise.all([ipv4.close(), ipv6?.close(), beside.close()]);
    },
  };
}

function isWithoutIpv6(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "EAFNOSUPPORT" || error.code === "EADDRNOTAVAIL");
}
