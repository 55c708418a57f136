/** All plugins of CoreDNS 1.15.0 in a few words each: what an editor can say of those, too, that have no folder here. */

/** A plugin as every CoreDNS user knows it. */
export interface KnownPlugin {
  /** The word in the Corefile. */
  readonly name: string;
  /** The first release that had it, by the release notes, as far as they tell; releases before 0.9.9 were 001 to 011. */
  readonly since?: string;
  /** What it does: a sentence. */
  readonly summary: string;
}

/** In the order of plugin.cfg, which is the order in which they run. */
const TABLE = [
  ["root", "002", "Sets the folder that file names are relative to."],
  ["metadata", "1.2.0", "Collects facts about each query for other plugins."],
  ["geoip", "1.8.5", "Adds where the client is, from a MaxMind database, to the metadata."],
  ["cancel", "1.5.0", "Gives up on queries that take too long."],
  ["proxyproto", "1.14.2", "Takes the client's address from the PROXY protocol."],
  ["quic", "1.12.2", "Sets limits for DNS over QUIC."],
  ["grpc_server", "", "Sets limits for DNS over gRPC."],
  ["https", "", "Sets limits for DNS over HTTPS."],
  ["https3", "", "Sets limits for DNS over HTTP/3."],
  ["timeouts", "1.10.1", "Sets how long connections may take to read, to write, and to be idle."],
  ["multisocket", "1.12.0", "Listens on one port with several sockets."],
  ["reload", "1.1.0", "Reads the Corefile again when it changes."],
  ["nsid", "1.0.1", "Tells clients that ask which server answers (RFC 5001)."],
  ["bufsize", "1.6.6", "Limits the UDP payload size that clients may ask for."],
  ["bind", "001", "Tells on which addresses to listen."],
  ["debug", "008", "Logs debug lines, and lets a crash be a crash."],
  ["trace", "005", "Sends traces of queries to Zipkin or Datadog."],
  ["ready", "1.5.0", "Tells over HTTP when all plugins are ready."],
  ["health", "001", "Tells over HTTP that the process is alive."],
  ["pprof", "", "Publishes profiles of the process over HTTP."],
  ["shed", "1.14.7", "Drops queries over UDP when there are too many."],
  ["prometheus", "001", "Publishes metrics for Prometheus over HTTP."],
  ["errors", "001", "Logs errors that happen while a query is answered."],
  ["log", "001", "Logs queries."],
  ["dnstap", "010", "Sends queries and replies to a dnstap receiver."],
  ["local", "1.8.1", "Answers for localhost and other names that must not leave the machine."],
  ["dns64", "1.7.0", "Makes AAAA records out of A records for clients behind NAT64 (RFC 6147)."],
  ["siit", "1.15.0", "Makes records for networks that translate between IPv4 and IPv6 without state (RFC 7915)."],
  ["any", "1.5.1", "Answers ANY questions as briefly as RFC 8482 allows."],
  ["chaos", "001", "Tells version, authors and host name in class CH."],
  ["loadbalance", "001", "Gives the records of a reply another order each time."],
  ["tsig", "1.9.4", "Checks and makes transaction signatures (RFC 8945)."],
  ["rewrite", "001", "Changes queries before other plugins see them, and replies before the client does."],
  ["autopath", "011", "Follows the client's search path in the server."],
  ["acl", "1.6.4", "Says who may ask what."],
  ["cache", "001", "Keeps replies for a while and answers from them."],
  ["header", "1.8.5", "Sets and clears flags in the headers of queries and responses."],
  ["dnssec", "001", "Signs replies as they are sent."],
  ["tls", "007", "Sets certificate and key for encrypted transports."],
  ["minimal", "1.8.4", "Leaves out of replies what clients do not need."],
  ["template", "1.0.3", "Answers from templates that are filled with what is in the query."],
  ["transfer", "1.6.5", "Lets other servers transfer zones, and tells them of changes."],
  ["dynupdate", "1.15.0", "Takes dynamic updates of a zone (RFC 2136)."],
  ["hosts", "008", "Answers A, AAAA and PTR from a hosts file and from lines in the Corefile."],
  ["route53", "1.0.5", "Answers from zones at AWS Route 53."],
  ["azure", "1.6.2", "Answers from zones at Azure DNS."],
  ["clouddns", "1.6.3", "Answers from zones at Google Cloud DNS."],
  ["k8s_external", "1.3.0", "Answers for the external addresses of Kubernetes services."],
  ["kubernetes", "001", "Answers for the services and pods of a Kubernetes cluster."],
  ["file", "001", "Answers from a zone file."],
  ["auto", "002", "Answers from the zone files in a folder."],
  ["secondary", "001", "Answers from a zone that it transfers from a primary server."],
  ["etcd", "001", "Answers from services that are registered in etcd."],
  ["loop", "1.2.1", "Ends the process when queries come back in a circle."],
  ["forward", "1.0.6", "Sends queries on to other DNS servers."],
  ["grpc", "1.5.0", "Sends queries on to other DNS servers over gRPC."],
  ["erratic", "005", "Drops, delays and truncates some replies: for testing clients."],
  ["whoami", "001", "Answers with the client's address, port and transport."],
  ["on", "1.0.5", "Runs a command when the server starts or stops."],
  ["sign", "1.6.3", "Signs zone files and keeps the signatures fresh."],
  ["view", "1.10.0", "Takes only queries for which an expression is true."],
  ["nomad", "1.13.0", "Answers for services that are registered in Nomad."],
] as const;

/** All plugins of CoreDNS 1.15.0, in the order in which they run. */
export const knownPlugins: readonly KnownPlugin[] = TABLE.map(([name, since, summary]) =>
  since === "" ? { name, summary } : { name, since, summary },
);

/** Their names: all other words in the place of a directive are unknown to CoreDNS. */
export const knownNames: ReadonlySet<string> = new Set(knownPlugins.map(({ name }) => name));

/** What to say of a plugin that CoreDNS has and this engine has not. */
export function notYet(name: string): string {
  return `${name} is not run by this engine yet.`;
}
