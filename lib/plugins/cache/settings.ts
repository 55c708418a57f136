/** What a cache keeps, for how long, and when it asks again (CoreDNS, plugin cache). Times are milliseconds unless named otherwise. */
import type { CanonicalName } from "../../dns/name/name.ts";

/** One half of the cache: replies that answer, or replies that deny. */
export interface HalfSettings {
  /** How many entries are asked for; the store rounds as CoreDNS does. */
  readonly capacity: number;
  readonly maxTtlSeconds: number;
  readonly minTtlSeconds: number;
  /** Zones whose replies are not kept in this half. */
  readonly disabledZones: readonly CanonicalName[];
}

/** When an entry that is asked for often is fetched again before it expires. */
interface PrefetchSettings {
  /** Queries, no further apart than `windowMs`, that make an entry popular; 0 turns prefetching off. */
  readonly amount: number;
  readonly windowMs: number;
  /** The share of the TTL that must be left at most. */
  readonly percentage: number;
}

/** Whether expired entries may be served (RFC 8767). */
interface StaleSettings {
  /** How long after it expired an entry may be served; 0 for never. */
  readonly upToMs: number;
  /** True to ask again before an expired entry is served; false to serve it at once and ask again behind its back. */
  readonly verify: boolean;
  /** How long verifying may hold up a reply; 0 for as long as the next plugin takes. */
  readonly verifyTimeoutMs: number;
  /** The TTL of expired records in a reply; 0 seconds by default. */
  readonly ttlSeconds: number;
  /** How long after a refresh that failed none is tried; 0 for no wait. */
  readonly recheckMs: number;
  /** True when a kept answer, though expired, goes before a denial that came later. */
  readonly preferPositive: boolean;
}

/** All settings of one cache. */
export interface CacheSettings {
  readonly zones: readonly CanonicalName[];
  readonly success: HalfSettings;
  readonly denial: HalfSettings;
  /** How long a SERVFAIL is kept. */
  readonly servfailMs: number;
  readonly prefetch: PrefetchSettings;
  readonly stale: StaleSettings;
  /** True to serve records with the TTL that they were kept with. */
  readonly keepTtl: boolean;
}

const HOUR_SECONDS = 3600;
const MIN_TTL_SECONDS = 5;
const CAPACITY = 10_000;

/** What holds where the Corefile says nothing. */
export const CACHE_DEFAULTS: Omit<CacheSettings, "zones"> = {
  success: { capacity: CAPACITY, maxTtlSeconds: HOUR_SECONDS, minTtlSeconds: MIN_TTL_SECONDS, disabledZones: [] },
  denial: { capacity: CAPACITY, maxTtlSeconds: HOUR_SECONDS / 2, minTtlSeconds: MIN_TTL_SECONDS, disabledZones: [] },
  servfailMs: MIN_TTL_SECONDS * 1000,
  prefetch: { amount: 0, windowMs: 60_000, percentage: 10 },
  stale: { upToMs: 0, verify: false, verifyTimeoutMs: 0, ttlSeconds: 0, recheckMs: 0, preferPositive: false },
  keepTtl: false,
};
