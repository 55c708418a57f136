/** Which listeners a configuration wants, and which server blocks stand behind each (CoreDNS, MakeServers). */

import type { ServedZone } from "../chain/dispatch.ts";
import { canonicalHost } from "../chain/reaches.ts";
import { joinHostPort } from "../go/net.ts";
import type { Range } from "../text/position.ts";
import type { Problem } from "../text/problem.ts";
import { CONNECTION_LIMITS, type ConnectionLimits, LISTEN_HOSTS, SOCKETS } from "./block-settings.ts";
import type { ConfiguredBlock } from "./configured-block.ts";
import type { KeyTransport } from "./setup.ts";

/** A listener with its server blocks. */
export interface ListenerPlan {
  /** In CoreDNS's words: `dns://:53`, `dns://[::1]:53`. */
  readonly label: string;
  readonly transport: KeyTransport;
  /** Empty for all addresses of the machine. */
  readonly address: string;
  readonly port: number;
  readonly served: readonly ServedZone[];
  readonly limits: ConnectionLimits;
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

interface OpenPlan {
  readonly plan: Omit<ListenerPlan, "served" | "limits">;
  readonly served: ServedZone[];
  limits: ConnectionLimits;
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
        const label = `${transport}://${joinHostPort(address, port)}`;
        const sockets = block.settings.get(SOCKETS);
        const open = plans.get(label) ?? {
          plan: { label, transport, address, port, sockets, at: key.at },
          served: [],
          limits: DEFAULT_LIMITS,
        };
        plans.set(label, open);
        open.served.push(block.served(key));
        open.limits = tighten(open.limits, block);
      }
    }
  }
  return [...plans.values()].map(({ plan, served, limits }) => ({ ...plan, served, limits }));
}

/** The block's own limits over those of blocks before it. */
function tighten(limits: ConnectionLimits, { settings }: ConfiguredBlock): ConnectionLimits {
  return { ...limits, ...settings.get(CONNECTION_LIMITS) };
}

/** Listeners that CoreDNS opens and this engine does not yet. */
export function unservedTransports(
  blocks: readonly ConfiguredBlock[],
  isServed: (transport: KeyTransport) => boolean,
): readonly Problem[] {
  return blocks.flatMap((block) =>
    block.keys.flatMap(({ transport, at }) => {
      if (isServed(transport)) return [];
      const message = `${transport}://: the built-in engine does not serve this transport yet`;
      return [{ code: "not-served-yet", severity: "warning", cause: "engine", message, range: at }];
    }),
  );
}
