/** Who may fetch which zones, and hears of their changes. */
import { type CanonicalName, isAtOrBelow } from "../../dns/name/name.ts";
import { splitHostPort } from "../../go/net.ts";
import type { Range } from "../../text/position.ts";

/** Everybody may fetch, and nobody is notified. */
const EVERYBODY = "*";

/** One use of the directive. */
export interface Access {
  readonly zones: readonly CanonicalName[];
  /** Addresses with their ports, and `*`. */
  readonly to: readonly string[];
  /** Where NOTIFY messages come from; the system's choice without it. */
  readonly source: string | undefined;
  /** The directive's line. */
  readonly at: Range;
  /** The line of its first `to`. */
  readonly toAt: Range;
}

/** The use with the longest zone that the name is in; of several the first. */
export function accessTo(name: CanonicalName, uses: readonly Access[]): Access | undefined {
  let longest = -1;
  let found: Access | undefined;
  for (const use of uses) {
    for (const zone of use.zones) {
      if (zone.length <= longest || !isAtOrBelow(name, zone)) continue;
      longest = zone.length;
      found = use;
    }
  }
  return found;
}

/** Whether a client may fetch: its address counts, not its port. */
export function mayFetch({ to }: Access, address: string): boolean {
  return to.some((host) => {
    if (host === EVERYBODY) return true;
    const split = splitHostPort(host);
    return split.ok && split.host === address;
  });
}

/** Who hears of changes. */
export function notified({ to }: Access): readonly string[] {
  return to.filter((host) => host !== EVERYBODY);
}
