/** DNS over TLS (RFC 7858): what goes over TCP, in TLS; in the clear where the block has no `tls`, as in CoreDNS. */
import type { ListenerSettings } from "../../lib/set-up/listeners.ts";
import { DnsConnections } from "./dns-connections.ts";
import type { Listener, ListenOptions } from "./listener.ts";
import { localEnd, proxyFieldsOf, TcpSockets } from "./tcp-sockets.ts";
import { TlsStage } from "./tls-stage.ts";

/** Listens. Rejects with the system's error. */
export async function listenTls(options: ListenOptions, settings: () => ListenerSettings): Promise<Listener> {
  const { server } = options;
  const connections = new DnsConnections(options, () => settings().limits);
  const stage = new TlsStage({
    settings,
    settled: (socket, tls) => {
      const local = localEnd(socket);
      const proxyFields = proxyFieldsOf(socket);
      connections.serve(socket, (client, arrivedMs) => {
        return { client, local, transport: "tls", server, arrivedMs, proxyFields, tls };
      });
    },
  });
  const sockets = await TcpSockets.open(options, (socket) => stage.take(socket));
  return {
    transport: "tls",
    get bound() {
      return sockets.bound;
    },
    close: () => {
      stage.close();
      return connections.close(sockets);
    },
  };
}
