/** What kubernetes tells other plugins of a query (CoreDNS, kubernetes Metadata). */
import type { MetadataValue, Query } from "../../chain/query.ts";
import { longestMatch } from "../../plugin-kit/zones.ts";
import { readAskedName } from "./asked-name.ts";
import { clientPod } from "./client-pod.ts";
import type { KubernetesSettings, KubernetesSources } from "./settings.ts";

/** Where labels go. */
export interface MetadataOf {
  readonly query: Query;
  readonly found: Map<string, MetadataValue>;
}

/** Adds what is known of the client's pod, and the parts of the name. */
export function provideMetadata(
  sources: KubernetesSources,
  settings: KubernetesSettings,
  { query, found }: MetadataOf,
): void {
  const pod = clientPod(sources, settings, query);
  if (pod !== undefined) {
    found.set("kubernetes/client-namespace", () => pod.namespace);
    found.set("kubernetes/client-pod-name", () => pod.name);
    for (const [label, value] of pod.labels) found.set(`kubernetes/client-label/${label}`, () => value);
  }
  const zone = longestMatch(query.qname, settings.zones);
  if (zone === undefined) return;
  // CoreDNS has not set the zone of the query yet when it looks here, so no zone counts as one of several clusters.
  const asked = readAskedName(query.qname, zone, { multicluster: false, zonal: settings.zonal });
  if (asked === undefined) {
    found.set("kubernetes/parse-error", () => "invalid query name");
    return;
  }
  found.set("kubernetes/port-name", () => asked.port);
  found.set("kubernetes/protocol", () => asked.protocol);
  found.set("kubernetes/endpoint", () => asked.endpoint);
  if (settings.zonal) found.set("kubernetes/zone", () => asked.zone);
  found.set("kubernetes/service", () => asked.service);
  found.set("kubernetes/namespace", () => asked.namespace);
  found.set("kubernetes/kind", () => asked.kind);
}
