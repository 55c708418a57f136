/** The search path of the pod that asks, as the cluster gives it to pods (CoreDNS, kubernetes AutoPath). */
import type { Query } from "../../chain/query.ts";
import { normalizeName } from "../../directive/kinds/zone.ts";
import { type CanonicalName, ROOT } from "../../dns/name/name.ts";
import { longestMatch } from "../../plugin-kit/zones.ts";
import type { Files } from "../../ports/files.ts";
import { linesOf } from "../../system-files/file-lines.ts";
import { readSearchPath } from "../../system-files/resolv-conf.ts";
import type { SearchPathReason, SearchPaths } from "../autopath/api.ts";
import { clientPod } from "./client-pod.ts";
import type { KubernetesSettings, KubernetesSources } from "./settings.ts";
import { words } from "./words.ts";

const RESOLV_CONF = "/etc/resolv.conf";

/** The search path of this machine, with which that of a pod ends. */
export function machineSearchPath(files: Files): readonly CanonicalName[] {
  const file = files.stream(RESOLV_CONF);
  return file.kind === "error" ? [] : readSearchPath(linesOf(file.pieces, RESOLV_CONF)).domains.map(normalizeName);
}

/** Search paths for autopath. `machine` is the search path of this machine. */
export function searchPaths(
  sources: KubernetesSources,
  settings: KubernetesSettings,
  machine: readonly CanonicalName[],
): SearchPaths {
  return {
    pathOf(query) {
      const zone = longestMatch(query.qname, settings.zones);
      if (zone === undefined) return undefined;
      const pod = clientPod(sources, settings, query);
      return pod === undefined ? undefined : [...clusterPath(pod.namespace, zone), ...machine];
    },
    because: (query) => because(sources, settings, query),
  };
}

function clusterPath(namespace: string, zone: CanonicalName): readonly CanonicalName[] {
  const services = normalizeName(zone === ROOT ? "svc." : `svc.${zone}`);
  return [normalizeName(`${namespace}.${services}`), services, zone];
}

function because(sources: KubernetesSources, settings: KubernetesSettings, query: Query): SearchPathReason {
  const { qname } = query;
  const { zones, podMode } = settings;
  if (longestMatch(qname, zones) === undefined)
    return { sentence: words.noSearchOutside({ qname, zones: zones.join(" ") }) };
  if (podMode !== "verified") return { sentence: words.noSearchUnverified({ podMode }) };
  const { address } = query.arrival.client;
  const pod = clientPod(sources, settings, query);
  if (pod === undefined) return { sentence: words.noSearchStranger({ address }) };
  const facts = { address, pod: `${pod.namespace}/${pod.name}` };
  const count = [...sources.cluster.podsOfAddress(address)].length;
  return { sentence: count > 1 ? words.searchOfOneOf({ ...facts, count }) : words.searchOfPod(facts), rule: pod.at };
}
