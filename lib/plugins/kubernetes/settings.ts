/** What a use of kubernetes says, with its defaults. */

import { type CanonicalName, canonical, isAtOrBelow, type Name } from "../../dns/name/name.ts";
import type { Cluster } from "../../kubernetes/cluster-store.ts";
import type { ClusterSource } from "../../plugin-kit/cluster-source.ts";
import type { Fallthrough } from "../../plugin-kit/zones.ts";

/** Which names of pods are answered. */
type PodMode = "disabled" | "insecure" | "verified";

/** How a handler answers. */
export interface KubernetesSettings {
  readonly zones: readonly CanonicalName[];
  /** The first zone of names: pointers lead there. */
  readonly primaryZone: CanonicalName;
  readonly multiclusterZones: readonly CanonicalName[];
  /** Empty for all namespaces. */
  readonly namespaces: ReadonlySet<string>;
  readonly podMode: PodMode;
  readonly endpointPodNames: boolean;
  readonly ignoreEmptyService: boolean;
  readonly zonal: boolean;
  readonly ttlSeconds: number;
  readonly fallthrough: Fallthrough;
}

/** What a handler answers from. */
export interface KubernetesSources {
  readonly cluster: Cluster;
  /** What that is, in numbers. */
  source(): ClusterSource;
  /** Addresses of this server but for loopback: those of the name server's record where no Service has them. */
  ownAddresses(): readonly string[];
}

/** True for a namespace that has names: one that is there, and that `namespaces` lets through. */
export function isExposed({ cluster }: KubernetesSources, { namespaces }: KubernetesSettings, name: string): boolean {
  return (namespaces.size === 0 || namespaces.has(name)) && cluster.hasNamespace(name);
}

/** True for a zone, or a name in one, that several clusters share. */
export function isMulticluster({ multiclusterZones }: KubernetesSettings, zone: Name): boolean {
  return multiclusterZones.length > 0 && multiclusterZones.some((one) => isAtOrBelow(canonical(zone), one));
}
