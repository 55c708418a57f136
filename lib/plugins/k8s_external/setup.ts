/** From directive to handler: all uses make one, which asks the kubernetes of the same server block. */
import { offersOf } from "../../chain/handler.ts";
import { fallthroughZones, zonesOrBlock } from "../../directive/kinds/zone.ts";
import { lookUp } from "../../plugin-kit/look-up.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { EXTERNAL_NAMES, type ExternalNames } from "./api.ts";
import { directive, type ExternalConfig } from "./directive.ts";
import { createExternal } from "./handler.ts";
import type { ExternalSettings } from "./settings.ts";

const DEFAULT_APEX = "dns";
const DEFAULT_TTL_SECONDS = 5;

export const setup = defineSetup(directive, (uses, { block, problemAtStart }) => {
  // CoreDNS looks for it when all plugins are set up.
  if (!block.directives.includes("kubernetes")) problemAtStart("plugin/k8s_external: kubernetes plugin not loaded");
  let names: ExternalNames | undefined;
  block.onStart(() => {
    [names] = offersOf(block.handlers(), EXTERNAL_NAMES);
    return undefined;
  });
  return createExternal(settingsOf(uses, block.zones), {
    names() {
      if (names === undefined) throw new Error("k8s_external is asked before it has started");
      return names;
    },
    lookUp: (query, question) => lookUp(block, query, question),
  });
});

/** Of each property that is given several times the last counts, and of all uses the zones of the last. */
function settingsOf(uses: readonly ExternalConfig[], blockZones: ExternalSettings["zones"]): ExternalSettings {
  const properties = uses.map((use) => use.properties);
  return {
    zones: zonesOrBlock(uses.at(-1)?.args.zones ?? [], blockZones),
    apex: properties.findLast(({ apex }) => apex !== undefined)?.apex?.args.label.value ?? DEFAULT_APEX,
    ttlSeconds: properties.findLast(({ ttl }) => ttl !== undefined)?.ttl?.args.seconds.value ?? DEFAULT_TTL_SECONDS,
    headless: properties.some(({ headless }) => headless !== undefined),
    fallthrough: {
      zones: fallthroughZones(properties.findLast((given) => given.fallthrough !== undefined)?.fallthrough),
    },
  };
}
