/**
 * DNS over TCP (RFC 7766): queries one behind the other on a connection, answered as they are ready. A connection that is
 * idle, half open or does not read its replies is closed.
 */
import { DnsConnections } from "./dns-connections.ts";
import type { Listener, ListenOptions } from "./listener.ts";
import { type ConnectionLimits, DEFAULT_LIMITS } from "./tcp-connection.ts";
import { localEnd, TcpSockets } from "./tcp-sockets.ts";

/** Listens. Rejects with the system's error. */
export async function listenTcp(
  options: ListenOptions,
  limits: () => ConnectionLimits = () => DEFAULT_LIMITS,
): Promise<Listener> {
  const { place, server } = options;
  const connections = new DnsConnections(options, limits);
  const sockets = await TcpSockets.open(place, (socket) => {
    const local = localEnd(socket);
    connections.serve(socket, (client, arrivedMs) => ({ client, local, transport: "tcp", server, arrivedMs }));
  });
  return {
    transport: "tcp",
    get bound() {
      return sockets.bound;
    },
    close: () => connections.close(sockets),
  };
}
