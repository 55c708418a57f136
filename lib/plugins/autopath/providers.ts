/** Which plugins autopath can ask for search paths (CoreDNS, autopath.AutoPather). */

const PROVIDERS: ReadonlySet<string> = new Set(["kubernetes", "erratic"]);

/** Directives that put no handler in the chain: CoreDNS does not find them when it looks for the plugin. */
const WITHOUT_HANDLER: ReadonlySet<string> = new Set([
  "root",
  "proxyproto",
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
  "tls",
  "on",
  "sign",
]);

/** Whether the plugin knows the search path of each client. */
export function knowsSearchPaths(plugin: string): boolean {
  return PROVIDERS.has(plugin);
}

/** Whether the plugin is in the chain, so that CoreDNS finds it by its name. */
export function hasHandler(plugin: string): boolean {
  return !WITHOUT_HANDLER.has(plugin);
}
