/** From directive to handler: zones are fetched from the start on, and nobody waits for them. */
import { offersOf } from "../../chain/handler.ts";
import { fallthroughZones, zonesOrBlock } from "../../directive/kinds/zone.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { lookUp } from "../../plugin-kit/look-up.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { NOTIFY, type Notifier } from "../transfer/api.ts";
import { directive, type SecondaryConfig } from "./directive.ts";
import { createSecondary } from "./handler.ts";
import { type SecondaryZone, SecondaryZones } from "./zones.ts";

export const setup = defineSetup(directive, (uses, { block, host }) => {
  let notify: Notifier | undefined;
  const zones = new SecondaryZones(zonesOf(uses, block.zones), { host, notify: () => notify });
  block.onServing(() => {
    [notify] = offersOf(block.handlers(), NOTIFY);
    zones.start();
  });
  block.onStop(() => zones.stop());
  const last = uses.findLast(({ properties }) => properties.fallthrough !== undefined);
  return createSecondary({
    zones,
    fallthrough: { zones: fallthroughZones(last?.properties.fallthrough) },
    resolve: (query, question) => lookUp(block, query, { ...question, depth: query.depth + 1 }),
    log: host.log.forPlugin("file"),
  });
});

/** Of several uses with one zone the last counts, with the catalogs of all. */
function zonesOf(uses: readonly SecondaryConfig[], blockZones: readonly CanonicalName[]): readonly SecondaryZone[] {
  const members = new Map<CanonicalName, readonly CanonicalName[]>();
  const zones = new Map<CanonicalName, readonly string[]>();
  for (const { args, properties } of uses) {
    const primaries = properties.transfer.flatMap(({ args: line }) => line.args.addresses.map(({ value }) => value));
    for (const origin of zonesOrBlock(args.zones, blockZones)) {
      zones.set(origin, primaries);
      for (const { args: catalog } of properties.catalog) {
        members.set(
          origin,
          merged(
            members.get(origin),
            catalog.zones.flatMap(({ value }) => value),
          ),
        );
      }
    }
  }
  return [...zones].map(([origin, primaries]) => ({ origin, primaries, members: members.get(origin) }));
}

/** A line without zones allows all, whatever others say. */
function merged(known: readonly CanonicalName[] | undefined, more: readonly CanonicalName[]): readonly CanonicalName[] {
  if (known === undefined) return more;
  return known.length === 0 || more.length === 0 ? [] : [...new Set([...known, ...more])];
}
