/** What a listener serves by when a configuration says nothing, in the clear. */
import type { ListenerSettings } from "../../../lib/set-up/listeners.ts";

export const SETTINGS: ListenerSettings = {
  limits: { readTimeoutMs: 3000, writeTimeoutMs: 5000, idleTimeoutMs: 10_000, maxQueries: -1 },
  tls: undefined,
  https: { maxConnections: 200, maxStreams: 250 },
  grpc: { maxConnections: 200, maxStreams: 256 },
  quic: { maxConnections: 200, maxStreams: 256, workers: 1024 },
  https3: { maxConnections: 200, maxStreams: 256 },
};
