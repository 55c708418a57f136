/** From directive to handler: zones are read at set-up, and looked at again from the start on. */

import { offersOf } from "../../chain/handler.ts";
import { fallthroughZones, zonesOrBlock } from "../../directive/kinds/zone.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { type Duration, durationOfMs } from "../../go/duration.ts";
import { cleanPath } from "../../go/path.ts";
import { quote } from "../../go/quote.ts";
import { inRoot, ROOT_FOLDER } from "../../plugin-kit/in-root.ts";
import { lookUp } from "../../plugin-kit/look-up.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext, SetupResult } from "../../set-up/setup.ts";
import { NOTIFY, type Notifier } from "../transfer/api.ts";
import { directive, type FileConfig } from "./directive.ts";
import { createFile } from "./handler.ts";
import { KeptZone } from "./zone-keeper.ts";

const DEFAULT_RELOAD = durationOfMs(60_000);

export const setup = defineSetup(directive, setUp, {
  // A file is read before the lines of its block are.
  onTheWay({ uses, cut }, { block, host, problem }) {
    let isOpen = true;
    for (const { args } of cut === undefined ? uses : [...uses, cut]) {
      const path = inRoot(args.file.value, block.settings.get(ROOT_FOLDER));
      for (const origin of zonesOrBlock(args.zones, block.zones)) {
        const failure = isOpen ? new KeptZone(origin, path).read(host, 0) : undefined;
        if (failure?.kind === "open") isOpen = false;
        else if (failure !== undefined)
          return problem(`plugin/file: ${failure.text}`, { at: args.file.at, cause: "here" });
      }
    }
    return undefined;
  },
});

function setUp(uses: readonly FileConfig[], { block, host, problem }: SetupContext): SetupResult {
  const zones = new Map<CanonicalName, KeptZone>();
  const log = host.log.forPlugin("file");
  // As in CoreDNS these go on from one use to the next: after a file that could not be opened none is read.
  let reload: Duration = DEFAULT_RELOAD;
  let byTime = false;
  let fallthrough: readonly CanonicalName[] = [];
  let unopened: { readonly text: string; readonly at: (typeof uses)[number]["at"] } | undefined;
  for (const { args, properties } of uses) {
    const path = inRoot(args.file.value, block.settings.get(ROOT_FOLDER));
    const { at } = args.file;
    if (unopened !== undefined) {
      const file = host.files.read(cleanPath(path));
      if (file.kind === "error" && file.code !== "EISDIR") unopened = { text: file.text, at };
    }
    const made = zonesOrBlock(args.zones, block.zones).map((origin) => new KeptZone(origin, path));
    for (const zone of made) {
      const failure = unopened === undefined ? zone.read(host, 0) : undefined;
      if (failure?.kind === "open") unopened = { text: failure.text, at };
      // The file is there, and what stands in it goes where the Corefile goes.
      else if (failure !== undefined) return problem(`plugin/file: ${failure.text}`, { at, cause: "text" });
      zones.set(zone.origin, zone);
    }
    reload = properties.reload?.args.interval.value ?? reload;
    byTime ||= properties.reload_by_mtime !== undefined;
    if (properties.fallthrough !== undefined) fallthrough = fallthroughZones(properties.fallthrough);
    for (const zone of made) zone.keeping = { reloadMs: reload.ms, byTime };
  }
  if (unopened !== undefined) {
    const { text, at } = unopened;
    if (reload.ms === 0) return problem(`plugin/file: plugin/file: ${text}`, { at, cause: "here" });
    log.warning(`Failed to open ${quote(text)}: trying again in ${reload.text}`);
  }
  block.onStart(() => {
    const [notify] = offersOf(block.handlers(), NOTIFY);
    for (const zone of zones.values()) zone.keep(host, notify);
    return undefined;
  });
  block.onStarted(async () => {
    const [notify] = offersOf(block.handlers(), NOTIFY);
    // Others that wait for the start do not wait for secondaries.
    if (notify !== undefined) void notifyAll([...zones.keys()], notify);
  });
  block.onStop(() => {
    for (const zone of zones.values()) zone.stop();
  });
  return createFile({
    zones,
    fallthrough: { zones: fallthrough },
    log,
    resolve: (query, question) => lookUp(block, query, { ...question, depth: query.depth + 1 }),
  });
}

/** Tells of all zones at the start; what comes of that is told nobody. */
async function notifyAll(zones: readonly CanonicalName[], notify: Notifier): Promise<void> {
  for (const zone of zones) await notify(zone);
}
