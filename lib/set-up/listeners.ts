/** Which listeners a configuration wants, and which server blocks stand behind each (CoreDNS, MakeServers). */

import type { ServedZone } from "../chain/dispatch.ts";
import { canonicalHost } from "../chain/reaches.ts";
import type { Range } from "../text/position.ts";
import type { Problem } from "../text/problem.ts";
import {
  type BlockTls,
  CONNECTION_LIMITS,
  type ConnectionLimits,
  GRPC_LIMITS,
  HTTPS_MAX_CONNECTIONS,
  HTTPS_MAX_STREAMS,
  HTTPS3_LIMITS,
  LISTEN_HOSTS,
  PROXY_PROTOCOL,
  type ProxyProtocol,
  QUIC_LIMITS,
  type QuicLimits,
  SHEDDING,
  type Shedding,
  SOCKETS,
  type StreamLimits,
  TLS,
} from "./block-settings.ts";
import type { ConfiguredBlock } from "./configured-block.ts";
import { labelOf } from "./listener-labels.ts";
import type { BlockKey, KeyTransport } from "./setup.ts";

/** How a listener reads the headers of proxies. */
export interface ListenerProxies extends ProxyProtocol {
  /** How long the header of a connection may take. */
  readonly headerWithinMs: number;
}

/** How a listener serves whoever connects from now on; the next configuration may have it otherwise. */
export interface ListenerSettings {
  readonly limits: ConnectionLimits;
  /** In the clear without it, where the transport allows that. */
  readonly tls: BlockTls | undefined;
  readonly https: StreamLimits;
  readonly grpc: StreamLimits;
  readonly quic: QuicLimits;
  readonly https3: StreamLimits;
  /** Undefined when no header is looked for. */
  readonly proxies?: ListenerProxies | undefined;
  /** Set where replies over UDP are dropped rather than sent late. */
  readonly shedding?: Shedding | undefined;
}

/** A listener with its server blocks. */
export interface ListenerPlan {
  /** In CoreDNS's words: `dns://:53`, `dns://[::1]:53`. */
  readonly label: string;
  readonly transport: KeyTransport;
  /** Empty for all addresses of the machine. */
  readonly address: string;
  readonly port: number;
  readonly served: readonly ServedZone[];
  readonly settings: ListenerSettings;
  /** How many sockets share the address; 0 when nothing is said. */
  readonly sockets: number;
  /** The key that wants it first. */
  readonly at: Range;
}

const DEFAULT_LIMITS: ConnectionLimits = {
  readTimeoutMs: 3_000,
  writeTimeoutMs: 5_000,
  idleTimeoutMs: 10_000,
  maxQueries: -1,
};

/** CoreDNS's `DefaultHTTPSMaxConnections` and `DefaultHTTPSMaxStreams`. */
const DEFAULT_HTTPS: StreamLimits = { maxConnections: 200, maxStreams: 250 };
/** CoreDNS's defaults for gRPC and HTTP/3. */
const DEFAULT_STREAMS: StreamLimits = { maxConnections: 200, maxStreams: 256 };
const DEFAULT_QUIC: QuicLimits = { ...DEFAULT_STREAMS, workers: 1024 };

interface OpenPlan {
  readonly plan: Omit<ListenerPlan, "served" | "settings">;
  readonly served: ServedZone[];
  settings: ListenerSettings;
}

/** Groups the keys of all blocks by address, port and transport. */
export function planListeners(blocks: readonly ConfiguredBlock[]): readonly ListenerPlan[] {
  const plans = new Map<string, OpenPlan>();
  for (const block of blocks) {
    for (const key of block.keys) {
      const { transport, port } = key;
      for (const host of block.settings.get(LISTEN_HOSTS)) {
        // However an address is spelled, it is one listener.
        const address = canonicalHost(host);
        const label = labelOf(key, address);
        const sockets = block.settings.get(SOCKETS);
        const open = plans.get(label) ?? {
          plan: { label, transport, address, port, sockets, at: key.at },
          served: [],
          settings: settingsOfFirst(block, key),
        };
        plans.set(label, open);
        open.served.push(block.served(key));
        open.settings = withSettingsOf(block, key, open.settings);
      }
    }
  }
  return [...plans.values()].map(({ plan, served, settings }) => ({ ...plan, served, settings }));
}

/** What the first key of a listener decides for all; most limits are those of a block's first key alone, as in CoreDNS. */
function settingsOfFirst({ keys, settings }: ConfiguredBlock, key: BlockKey): ListenerSettings {
  const isFirst = key === keys[0];
  const maxConnections = isFirst ? settings.get(HTTPS_MAX_CONNECTIONS) : undefined;
  return {
    limits: DEFAULT_LIMITS,
    tls: settings.get(TLS),
    https: { ...DEFAULT_HTTPS, ...(maxConnections === undefined ? {} : { maxConnections }) },
    grpc: { ...DEFAULT_STREAMS, ...(isFirst ? settings.get(GRPC_LIMITS) : {}) },
    quic: { ...DEFAULT_QUIC, ...(isFirst ? settings.get(QUIC_LIMITS) : {}) },
    https3: { ...DEFAULT_STREAMS, ...(isFirst ? settings.get(HTTPS3_LIMITS) : {}) },
  };
}

/** The block's own settings over those of blocks before it. */
function withSettingsOf(block: ConfiguredBlock, key: BlockKey, before: ListenerSettings): ListenerSettings {
  const { settings } = block;
  const limits = { ...before.limits, ...settings.get(CONNECTION_LIMITS) };
  const maxStreams = settings.get(HTTPS_MAX_STREAMS) ?? before.https.maxStreams;
  return {
    ...before,
    limits,
    https: { ...before.https, maxStreams },
    proxies: withProxiesOf(block, key, { proxies: before.proxies, limits }),
    shedding: settings.get(SHEDDING) ?? before.shedding,
  };
}

/** CoreDNS reads the headers of proxies for the first key of a block alone. */
function withProxiesOf(
  { settings, keys, allKeys }: ConfiguredBlock,
  key: BlockKey,
  { proxies: former, limits }: Pick<ListenerSettings, "proxies" | "limits">,
): ListenerProxies | undefined {
  const isFirst = key === keys[0] && allKeys[0]?.transport !== "unix";
  const own = isFirst ? settings.get(PROXY_PROTOCOL) : undefined;
  const later = own ?? former;
  if (later === undefined) return undefined;
  return {
    ...later,
    sessionMs: later.sessionMs > 0 ? later.sessionMs : (former?.sessionMs ?? 0),
    maxSessions: later.maxSessions > 0 ? later.maxSessions : (former?.maxSessions ?? 0),
    keepsFields: later.keepsFields || former?.keepsFields === true,
    headerWithinMs: limits.readTimeoutMs,
  };
}

/** Listeners that CoreDNS opens and this engine cannot, on this machine. */
export function unservedTransports(
  blocks: readonly ConfiguredBlock[],
  whyUnserved: (transport: KeyTransport) => string | undefined,
): readonly Problem[] {
  return blocks.flatMap((block) =>
    block.keys.flatMap(({ transport, at }) => {
      const why = whyUnserved(transport);
      if (why === undefined) return [];
      const message = `${transport}://: the built-in engine does not serve this transport here: ${why}`;
      return [{ code: "not-served-yet", severity: "warning", cause: "engine", message, range: at }];
    }),
  );
}
