/**
 * Upstreams that are listeners of the same configuration (`forward . 127.0.0.1:5300`) are reached where they really
 * listen; all others where they are.
 */
import type { Exchange } from "../../../lib/ports/exchange.ts";
import type { LoopbackPorts } from "./loopback-ports.ts";

/** Puts the redirection before `base`. */
export function redirectOwnUpstreams(base: Exchange, ports: Pick<LoopbackPorts, "find">): Exchange {
  return {
    connect(endpoint, timeoutMs) {
      const overUdp = endpoint.transport === "udp" || endpoint.transport === "quic";
      const bound = ports.find(endpoint, overUdp ? "udp" : "tcp");
      return base.connect(bound === undefined ? endpoint : { ...endpoint, ...bound }, timeoutMs);
    },
  };
}
