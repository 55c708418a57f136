/** Plugins in the order in which they run, and whether queries pass through them. */
import type { PluginFact } from "../../lib/diagram/source.ts";

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

const ORDER =
  "root metadata geoip cancel proxyproto quic grpc_server https https3 timeouts multisocket reload nsid bufsize bind debug trace ready health pprof shed prometheus errors log dnstap local dns64 siit any chaos loadbalance tsig rewrite autopath acl cache header dnssec tls minimal template transfer dynupdate hosts route53 azure clouddns k8s_external kubernetes file auto secondary etcd loop forward grpc erratic whoami on sign view nomad";

export const PLUGIN_FACTS: readonly PluginFact[] = ORDER.split(" ").map((name) => ({
  name,
  inChain: !BESIDE.has(name),
  summary: "",
}));
