/** Servers that a plugin asks, for whoever wants to see how they are. */
import { Key } from "../chain/key.ts";
import type { Range } from "../text/position.ts";

/** One upstream as its plugin sees it now. */
export interface UpstreamState {
  /** As CoreDNS names it: `192.0.2.53:53`, `[2001:db8::53]:53`. */
  readonly name: string;
  /** False while its health checks fail, so that it is only asked when there is no other one. */
  readonly isUp: boolean;
  /** Health checks that failed in a row. */
  readonly failedChecks: number;
  /** The line of the Corefile that names it. */
  readonly at: Range;
}

/** Offered by a plugin that asks upstreams. */
export const UPSTREAMS = new Key<() => readonly UpstreamState[]>();
