/** Plugins in the order in which they run, and whether queries pass through them. */
import type { PluginFact } from "../../lib/diagram/source.ts";
import { knownPlugins } from "../../lib/plugins/known.ts";

/** Those that work at set-up or beside the queries. */
const BESIDE: ReadonlySet<string> = new Set([
  "root",
  "tls",
  "quic",
  "grpc_server",
  "https",
  "https3",
  "timeouts",
  "multisocket",
  "reload",
  "bind",
  "debug",
  "ready",
  "health",
  "pprof",
  "proxyproto",
  "sign",
  "view",
]);

export const PLUGIN_FACTS: readonly PluginFact[] = knownPlugins.map(({ name, summary }) => ({
  name,
  summary,
  inChain: !BESIDE.has(name),
}));
