/** From directive to a handler that counts, and the HTTP server that tells the counts. */

import { RequestMetrics } from "../../chain/request-metrics.ts";
import { joinHostPort } from "../../go/net.ts";
import type { Metrics } from "../../ports/metrics.ts";
import { LISTEN_HOSTS } from "../../set-up/block-settings.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { Block } from "../../set-up/setup.ts";
import { oneOf, shared } from "../../set-up/shared.ts";
import { directive } from "./directive.ts";
import { Exposition } from "./exposition.ts";
import { createPrometheus } from "./handler.ts";

const DEFAULT_ADDRESS = "localhost:9153";

/** By their addresses. */
const EXPOSITIONS = shared(() => new Map<string, Exposition>());
/** What an earlier configuration told is forgotten once, by the first block. */
const TOLD_PLUGINS = shared(() => ({ isBegun: false }));

export const setup = defineSetup(directive, ([use], { block, host }) => {
  const file = use?.properties.tls?.args.config.value ?? "";
  const address = use?.args.address?.text ?? DEFAULT_ADDRESS;
  const exposition = oneOf(block.shared(EXPOSITIONS), address, () => new Exposition(host, { address, file }));
  block.onPrimaryStart(async () => {
    await exposition.start();
    tellPlugins(block, host.metrics);
    return undefined;
  });
  block.onStop(() => exposition.stop());
  tellBuild(host.metrics, host.identity.version);
  return createPrometheus({ zones: block.zones, metrics: new RequestMetrics(host.metrics), clock: host.clock });
});

/** Tells which plugins the block runs, under its first key as CoreDNS does. */
function tellPlugins(block: Block, metrics: Metrics): void {
  const enabled = metrics.gauge({
    name: "coredns_plugin_enabled",
    help: "A metric that indicates whether a plugin is enabled on per server and zone basis.",
    labels: ["server", "zone", "view", "name"],
  });
  const told = block.shared(TOLD_PLUGINS);
  if (!told.isBegun) enabled.clear?.();
  told.isBegun = true;
  const [key] = block.keys;
  if (key === undefined) return;
  for (const host of block.settings.get(LISTEN_HOSTS)) {
    const server = `${key.transport}://${joinHostPort(host, key.port)}`;
    for (const { name } of block.handlers()) enabled.child(server, key.zone, block.viewName, name).set(1);
  }
}

/** The release whose behaviour this engine has; there is no revision and no Go here. */
function tellBuild(metrics: Metrics, version: string): void {
  const build = metrics.gauge({
    name: "coredns_build_info",
    help: "A metric with a constant '1' value labeled by version, revision, and goversion from which CoreDNS was built.",
    labels: ["version", "revision", "goversion"],
  });
  build.child(version, "", "").set(1);
}
