/** Which zones a plugin works for (CoreDNS, plugin.Zones). */
import { type CanonicalName, isAtOrBelow } from "../dns/name/name.ts";

/** The longest of the zones that the name is in; undefined when it is in none. */
export function longestMatch(name: CanonicalName, zones: readonly CanonicalName[]): CanonicalName | undefined {
  let longest: CanonicalName | undefined;
  for (const zone of zones) {
    if ((longest === undefined || zone.length > longest.length) && isAtOrBelow(name, zone)) longest = zone;
  }
  return longest;
}

/** Which names a plugin hands on when it has nothing for them: those in these zones (CoreDNS, pkg/fall). */
export interface Fallthrough {
  readonly zones: readonly CanonicalName[];
}

/** True when the query for this name goes on to the next plugin. */
export function fallsThrough(name: CanonicalName, { zones }: Fallthrough): boolean {
  return longestMatch(name, zones) !== undefined;
}
