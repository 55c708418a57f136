/**
 * DNS over TCP (RFC 7766): queries one behind the other on a connection, answered as they are ready. A connection that is
 * idle, half open or does not read its replies is closed.
 */
import { DnsConnections } from "./dns-connections.ts";
import type { Listener, ListenOptions } from "./listener.ts";
import { type ConnectionLimits, DEFAULT_LIMITS } from "./tcp-connection.ts";
import { localEnd, proxyFieldsOf, TcpSockets } from "./tcp-sockets.ts";

/** Listens. Rejects with the system's error. */
export async function listenTcp(
  options: ListenOptions,
  limits: () => ConnectionLimits = () => DEFAULT_LIMITS,
): Promise<Listener> {
  const { server } = options;
  const connections = new DnsConnections(options, limits);
  const sockets = await TcpSockets.open(options, (socket) => {
    const local = localEnd(socket);
    const proxyFields = proxyFieldsOf(socket);
    connections.serve(socket, (client, arrivedMs) => {
      return { client, local, transport: "tcp", server, arrivedMs, proxyFields };
    });
  });
  return {
    transport: "tcp",
    get bound() {
      return sockets.bound;
    },
    close: () => connections.close(sockets),
  };
}
