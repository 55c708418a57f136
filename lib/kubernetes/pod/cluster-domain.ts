/** The cluster's domain, as a Corefile tells it: the first zone of the directive that answers for a cluster. */
import type { Configuration } from "../../corefile/configuration.ts";

/** kubelet's usual `--cluster-domain`. */
const USUAL_CLUSTER_DOMAIN = "cluster.local";

/** The domain without a dot at its end; the usual one where no directive of these names has a zone. */
export function clusterDomainOf({ blocks }: Configuration, directives: ReadonlySet<string>): string {
  for (const block of blocks) {
    for (const name of directives) {
      const [word, ...rest] = block.directives.get(name) ?? [];
      if (word === undefined) continue;
      const end = rest.findIndex(({ text, range }) => text === "{" || range.start.line !== word.range.start.line);
      const zones = (end === -1 ? rest : rest.slice(0, end)).map(({ text }) => text);
      const found = [...zones, ...(zones.length === 0 ? block.keys.map(({ text }) => zoneOfKey(text)) : [])].find(
        isDomain,
      );
      if (found !== undefined) return found.replace(/\.$/, "").toLowerCase();
    }
  }
  return USUAL_CLUSTER_DOMAIN;
}

function zoneOfKey(key: string): string {
  return key
    .replace(/^\w+:\/\//, "")
    .replace(/:\d*$/, "")
    .replace(/,$/, "");
}

/** Not a reverse zone, not a network, not all names. */
function isDomain(zone: string): boolean {
  return !/(^|\.)(in-addr|ip6)\.arpa\.?$/i.test(zone) && !zone.includes("/") && zone.replace(/\.$/, "") !== "";
}
