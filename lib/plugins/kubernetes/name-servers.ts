/** The name servers of a cluster's zone: this server as the cluster knows it (CoreDNS, kubernetes nsAddrs). */
import type { Name } from "../../dns/name/name.ts";
import { type Endpoints, isHeadless, type Service } from "../../kubernetes/objects.ts";
import { endpointName } from "./endpoint-name.ts";
import { ownerOf } from "./find.ts";
import type { KubernetesSettings, KubernetesSources } from "./settings.ts";

/** A name server's name and one of its addresses. */
export interface NameServer {
  readonly name: Name;
  readonly address: string;
}

/** The Services whose endpoints this server is; without one, `ns.dns` with this server's own addresses. */
export function nameServers(
  sources: KubernetesSources,
  settings: KubernetesSettings,
  zone: Name,
): readonly NameServer[] {
  const own = sources.ownAddresses();
  const slices = ownSlices(sources, own);
  if (slices.length === 0) return own.map((address) => ({ name: ownerOf(["ns", "dns"], zone), address }));
  return slices.flatMap((slice) => {
    const service = sources.cluster.service(slice.service, slice.namespace);
    return service === undefined ? [] : serversOf(service, slice, { settings, zone });
  });
}

/**
 * The addresses of this server outside of the cluster, and hosts where a load balancer has only a name: those of the
 * Services whose endpoints this server is; without one, its own addresses.
 */
export function externalHosts(sources: KubernetesSources, headless: boolean): readonly string[] {
  const own = sources.ownAddresses();
  const slices = ownSlices(sources, own);
  if (slices.length === 0) return own;
  return slices.flatMap(({ service: name, namespace, addresses }) => {
    const service = sources.cluster.service(name, namespace);
    if (service === undefined) return [];
    return headless && isHeadless(service) ? addresses.map(({ ip }) => ip) : service.externalIps;
  });
}

/** The endpoints that this server is. */
function ownSlices({ cluster }: KubernetesSources, own: readonly string[]): readonly Endpoints[] {
  return own.flatMap((address) => [...cluster.endpointsOfAddress(address)]);
}

function serversOf(
  service: Service,
  { addresses }: Endpoints,
  { settings, zone }: { readonly settings: KubernetesSettings; readonly zone: Name },
): readonly NameServer[] {
  const parts = [service.name, service.namespace, "svc"];
  if (!isHeadless(service)) return service.clusterIps.map((address) => ({ name: ownerOf(parts, zone), address }));
  return addresses.map((address) => ({
    name: ownerOf([endpointName(address, settings.endpointPodNames), ...parts], zone),
    address: address.ip,
  }));
}
