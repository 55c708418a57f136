/** From directive to handler: zones are read at set-up, and looked at again from the start on. */
import { defineSetup } from "../../chain/define-setup.ts";
import { lookUp } from "../../chain/look-up.ts";
import { durationOfMs } from "../../directive/go/duration.ts";
import { quote } from "../../directive/go/quote.ts";
import { fallthroughZones, zonesOrBlock } from "../../directive/kinds/zone.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { directive } from "./directive.ts";
import { createFile } from "./handler.ts";
import { type Keeping, KeptZone } from "./zone-keeper.ts";

const DEFAULT_RELOAD_MS = 60_000;

export const setup = defineSetup(directive, (uses, { block, host, problem }) => {
  const zones = new Map<CanonicalName, KeptZone>();
  const keepings = new Map<KeptZone, Keeping>();
  // As in CoreDNS these go on from one use to the next.
  let keeping: Keeping = { reloadMs: DEFAULT_RELOAD_MS, byTime: false };
  let unopened: { readonly text: string; readonly at: (typeof uses)[number]["at"] } | undefined;
  let fallthrough: readonly CanonicalName[] = [];
  for (const { args, properties } of uses) {
    const path = inRoot(args.file.value, block.settings.root);
    const made: KeptZone[] = [];
    for (const origin of zonesOrBlock(args.zones, block.zones)) {
      const zone = new KeptZone(origin, path);
      const failure = unopened === undefined ? zone.read(host, 0) : undefined;
      if (failure?.kind === "open") unopened = { text: failure.text, at: args.file.at };
      else if (failure !== undefined)
        return problem(`plugin/file: ${failure.text}`, { at: args.file.at, cause: "here" });
      zones.set(origin, zone);
      made.push(zone);
    }
    keeping = {
      reloadMs: properties.reload?.args.interval.value.ms ?? keeping.reloadMs,
      byTime: keeping.byTime || properties.reload_by_mtime !== undefined,
    };
    if (properties.fallthrough !== undefined) fallthrough = fallthroughZones(properties.fallthrough);
    for (const zone of made) keepings.set(zone, keeping);
  }
  if (unopened !== undefined && keeping.reloadMs === 0) {
    return problem(`plugin/file: plugin/file: ${unopened.text}`, { at: unopened.at, cause: "here" });
  }
  if (unopened !== undefined) {
    host.log
      .forPlugin("file")
      .warning(`Failed to open ${quote(unopened.text)}: trying again in ${durationOfMs(keeping.reloadMs).text}`);
  }
  block.onStart(() => {
    for (const [zone, how] of keepings) zone.keep(host, how);
    return undefined;
  });
  block.onStop(() => {
    for (const zone of keepings.keys()) zone.stop();
  });
  return createFile({
    zones,
    fallthrough: { zones: fallthrough },
    resolve: (query, name, type) => lookUp(block, query, { name, type, depth: query.depth + 1 }),
  });
});

function inRoot(path: string, root: string): string {
  return path.startsWith("/") || root === "" ? path : `${root}/${path}`;
}
