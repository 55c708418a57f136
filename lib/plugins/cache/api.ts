/** What plugins offer cache. */
import { Key } from "../../chain/key.ts";
import type { CanonicalName } from "../../dns/name/name.ts";

/** Zones whose data change under way, so that cache passes them by; asked at the start (CoreDNS, cache.ZoneBypasser). */
export const UNCACHED_ZONES = new Key<() => readonly CanonicalName[]>();
