/** What prometheus offers plugins whose zones come and go. */
import { Key } from "../../chain/key.ts";
import type { CanonicalName } from "../../dns/name/name.ts";

/** The zones under which queries are counted, beside those of the server block (CoreDNS, metrics.AddZone). */
export interface CountedZones {
  /** `label` is the zone as it is told, where that is not in lower case. */
  add(zone: CanonicalName, label: string): void;
  remove(zone: CanonicalName): void;
}

/** The zones that a block's prometheus counts; read at the start. */
export const COUNTED_ZONES = new Key<CountedZones>();
