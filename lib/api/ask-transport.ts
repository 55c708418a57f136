/** Transports that the studio can ask over. */
import type { Listener } from "./engine.ts";

/** Each by its word. */
export const ASK_TRANSPORTS = ["udp", "tcp", "tls", "https", "https3", "quic", "grpc"] as const;
export type AskTransport = (typeof ASK_TRANSPORTS)[number];

/** The kind of listener that takes questions over each. */
export const LISTENER_OF: Readonly<Record<AskTransport, Listener["kind"]>> = {
  udp: "dns",
  tcp: "dns",
  tls: "tls",
  https: "https",
  https3: "https3",
  quic: "quic",
  grpc: "grpc",
};

/** The transport as the studio can ask over it; UDP for others. */
export function askTransportOf(transport: string): AskTransport {
  return ASK_TRANSPORTS.find((known) => known === transport) ?? "udp";
}
