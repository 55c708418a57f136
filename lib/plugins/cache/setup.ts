/** From directive to handler (CoreDNS, plugin cache, set-up). */

import { offersOf } from "../../chain/handler.ts";
import { zonesOrBlock } from "../../directive/kinds/zone.ts";
import { type CanonicalName, ROOT } from "../../dns/name/name.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { UNCACHED_ZONES } from "./api.ts";
import type { Half } from "./cacheable.ts";
import { type CacheConfig, directive } from "./directive.ts";
import { createCache } from "./handler.ts";
import { createCacheCounters, type ServerCounters } from "./metrics.ts";
import { CACHE_DEFAULTS, type CacheSettings, type HalfSettings } from "./settings.ts";

/** How long expired entries may be served when `serve_stale` does not say. */
const HOUR_MS = 3_600_000;

export const setup = defineSetup(directive, ([use], { block, host }) => {
  if (use === undefined) return undefined;
  const zones = zonesOrBlock(use.args.zones, block.zones);
  let bypassed: readonly CanonicalName[] = [];
  let countersOf: ((server: string) => ServerCounters) | undefined;
  block.onStart(() => {
    bypassed = offersOf(block.handlers(), UNCACHED_ZONES).flatMap((zonesOf) => zonesOf());
    return undefined;
  });
  return createCache(settingsOf(use, zones), {
    at: use.at,
    clock: host.clock,
    // The view of the block may be named by a directive that is set up later.
    countersOf(server) {
      countersOf ??= createCacheCounters(host.metrics, { zones: zones.join(","), view: block.viewName });
      return countersOf(server);
    },
    bypassedZones: () => bypassed,
  });
});

function settingsOf(use: CacheConfig, zones: readonly CanonicalName[]): CacheSettings {
  const { prefetch, servfail, keepttl } = use.properties;
  const stale = use.properties.serve_stale?.args;
  const defaults = CACHE_DEFAULTS;
  return {
    zones,
    success: halfOf("success", use),
    denial: halfOf("denial", use),
    servfailMs: servfail?.args.duration.value.ms ?? defaults.servfailMs,
    prefetch: {
      amount: prefetch?.args.amount.value ?? defaults.prefetch.amount,
      windowMs: prefetch?.args.duration?.value.ms ?? defaults.prefetch.windowMs,
      percentage: prefetch?.args.percentage?.value ?? defaults.prefetch.percentage,
    },
    stale: {
      upToMs: stale === undefined ? 0 : (stale.duration?.value.ms ?? HOUR_MS),
      verify: stale?.mode?.value === "verify",
      verifyTimeoutMs: stale?.timeout?.value.ms ?? 0,
      ttlSeconds: (stale?.ttl?.value.ms ?? 0) / 1000,
      recheckMs: stale?.recheck?.value.ms ?? 0,
      preferPositive: use.properties.serve_stale_policy !== undefined,
    },
    keepTtl: keepttl !== undefined,
  };
}

/** The TTL behind `cache` holds for both halves unless a half has its own. */
function halfOf(half: Half, { args, properties }: CacheConfig): HalfSettings {
  const given = properties[half]?.args;
  const defaults = CACHE_DEFAULTS[half];
  const disabled = properties.disable.filter(({ args: { half: of } }) => of.value === half).at(-1);
  return {
    capacity: given?.capacity.value ?? defaults.capacity,
    maxTtlSeconds: given?.ttl?.value ?? args.ttl?.value ?? defaults.maxTtlSeconds,
    minTtlSeconds: given?.minTtl?.value ?? defaults.minTtlSeconds,
    disabledZones: disabled === undefined ? [] : disabledZones(disabled.args.zones.map(({ value }) => value)),
  };
}

function disabledZones(zones: readonly CanonicalName[]): readonly CanonicalName[] {
  return zones.length === 0 ? [ROOT] : zones;
}
