/** The plugins of each release in the order in which they run: `plugin.cfg` of its tag. */
import { compareReleases, RELEASES } from "./releases.ts";

/** The order of 1.6.0. */
const FIRST = [
  "metadata cancel tls reload nsid root bind debug trace ready health pprof prometheus errors log dnstap any chaos",
  "loadbalance cache rewrite dnssec autopath template hosts route53 federation k8s_external kubernetes file auto",
  "secondary etcd loop forward grpc erratic whoami on",
].flatMap((line) => line.split(" "));

/**
 * What a release changed, in steps: `acl > any` has acl before any, where it is new or moved; `- federation` takes it away;
 * `sign >` is at the end.
 */
const CHANGES: readonly (readonly [release: string, steps: string])[] = [
  ["1.6.2", "azure > federation"],
  ["1.6.3", "clouddns > federation, sign >"],
  ["1.6.4", "acl > any"],
  ["1.6.5", "transfer > hosts"],
  ["1.6.6", "bufsize > root"],
  ["1.7.0", "dns64 > acl, - federation"],
  ["1.8.1", "local > dns64"],
  ["1.8.4", "minimal > template"],
  ["1.8.5", "geoip > cancel, header > dnssec"],
  ["1.9.4", "tsig > cache"],
  ["1.10.0", "view >"],
  ["1.10.1", "timeouts > reload"],
  ["1.11.2", "root > metadata"],
  ["1.12.0", "multisocket > reload"],
  ["1.12.2", "quic > timeouts"],
  ["1.13.0", "nomad >"],
  ["1.14.0", "grpc_server > timeouts, https > timeouts, https3 > timeouts"],
  ["1.14.2", "acl > header"],
  ["1.14.3", "proxyproto > quic"],
  ["1.14.7", "tls > minimal, shed > prometheus, cache > header, autopath > acl"],
  ["1.15.0", "siit > any, dynupdate > hosts"],
];

let known: ReadonlyMap<string, readonly string[]> | undefined;

/** The order of a release of `RELEASES`. */
export function orderOf(release: string): readonly string[] {
  known ??= allOrders();
  const order = known.get(release);
  if (order === undefined) throw new RangeError(`no release of CoreDNS that is known: ${release}`);
  return order;
}

function allOrders(): ReadonlyMap<string, readonly string[]> {
  let order: readonly string[] = FIRST;
  return new Map(
    RELEASES.map((release) => {
      for (const [at, steps] of CHANGES) if (at === release) order = changed(order, steps);
      return [release, order];
    }),
  );
}

function changed(before: readonly string[], steps: string): readonly string[] {
  const order = [...before];
  for (const step of steps.split(", ")) {
    const [, gone, name = "", next = ""] = /^(?:- (\w+)|(\w+) >(?: (\w+))?)$/.exec(step) ?? [];
    const old = order.indexOf(gone ?? name);
    if (old >= 0) order.splice(old, 1);
    if (gone !== undefined) continue;
    const place = order.indexOf(next);
    order.splice(place < 0 ? order.length : place, 0, name);
  }
  return order;
}

/** The plugins that came after a release, each with the first release that has it. */
export function laterPlugins(release: string): ReadonlyMap<string, string> {
  const later = new Map<string, string>();
  for (const other of RELEASES) {
    if (compareReleases(other, release) <= 0) continue;
    for (const name of orderOf(other)) {
      if (!later.has(name) && !orderOf(release).includes(name)) later.set(name, other);
    }
  }
  return later;
}
