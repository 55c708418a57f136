/** The names that a cluster has, with what each is: for whoever is about to ask one. */
import { reverseName } from "../../dns/name/reverse.ts";
import { type Endpoints, isHeadless, type Service } from "../../kubernetes/objects.ts";
import type { KnownName } from "../../plugin-kit/known-names.ts";
import { longestMatch } from "../../plugin-kit/zones.ts";
import { endpointName } from "./endpoint-name.ts";
import { isExposed, type KubernetesSettings, type KubernetesSources } from "./settings.ts";

/** Services first, then their pods, their ports, their addresses, and pods by address. */
export function* knownNames(sources: KubernetesSources, settings: KubernetesSettings): Iterable<KnownName> {
  const services = [...exposedServices(sources, settings)];
  const zone = withoutDot(settings.primaryZone);
  const known: Known = { sources, settings, zone };
  for (const service of services) yield ofService(service, known);
  for (const service of services) if (isHeadless(service)) yield* ofEndpoints(service, known);
  for (const service of services) yield* ofPorts(service, known);
  for (const service of services) yield* ofAddresses(service, known);
  if (settings.podMode !== "disabled") for (const service of services) yield* ofPods(service, known);
}

interface Known {
  readonly sources: KubernetesSources;
  readonly settings: KubernetesSettings;
  readonly zone: string;
}

function* exposedServices(sources: KubernetesSources, settings: KubernetesSettings): Iterable<Service> {
  for (const service of sources.cluster.services()) if (isExposed(sources, settings, service.namespace)) yield service;
}

const ownName = ({ name, namespace }: Service, { zone }: Known): string => `${name}.${namespace}.svc.${zone}`;

function ofService(service: Service, known: Known): KnownName {
  return { name: ownName(service, known), type: "A", about: aboutService(service, known) };
}

function aboutService(service: Service, { sources }: Known): string {
  if (service.type === "ExternalName") return `alias of ${service.externalName}`;
  if (!isHeadless(service)) return `Service, ${service.clusterIps.filter((ip) => ip !== "").join(", ")}`;
  const slices = [...sources.cluster.endpoints(service.name, service.namespace)];
  const count = slices.reduce((sum, { addresses }) => sum + addresses.length, 0);
  return `headless Service, ${count} ${count === 1 ? "endpoint" : "endpoints"}`;
}

function* ofEndpoints(service: Service, known: Known): Iterable<KnownName> {
  for (const { address } of addressesOf(service, known)) {
    const label = endpointName(address, known.settings.endpointPodNames);
    const about = address.podName === "" ? `endpoint ${address.ip}` : `pod ${address.podName}, ${address.ip}`;
    yield { name: `${label}.${ownName(service, known)}`, type: "A", about };
  }
}

function* ofPorts(service: Service, known: Known): Iterable<KnownName> {
  if (service.type === "ExternalName") return;
  for (const { name, port, protocol } of service.ports) {
    if (name === "" || port < 0) continue;
    const label = `_${name}._${(protocol === "" ? "TCP" : protocol).toLowerCase()}`;
    yield { name: `${label}.${ownName(service, known)}`, type: "SRV", about: `port ${port} of ${service.name}` };
  }
}

function* ofAddresses(service: Service, { settings }: Known): Iterable<KnownName> {
  for (const ip of service.clusterIps) {
    const name = reverseName(ip);
    if (name === undefined || longestMatch(name, settings.zones) === undefined) continue;
    const about = `address ${ip} of ${service.namespace}/${service.name}`;
    yield { name: withoutDot(name), type: "PTR", about, alias: ip };
  }
}

function* ofPods(service: Service, known: Known): Iterable<KnownName> {
  for (const { address, slice } of addressesOf(service, known)) {
    const label = address.ip.replace(/[.:]/g, "-");
    const about = address.podName === "" ? `pod with the address ${address.ip}` : `pod ${address.podName}`;
    yield { name: `${label}.${slice.namespace}.pod.${known.zone}`, type: "A", about };
  }
}

function* addressesOf(
  { name, namespace }: Service,
  { sources }: Known,
): Iterable<{ readonly address: Endpoints["addresses"][number]; readonly slice: Endpoints }> {
  for (const slice of sources.cluster.endpoints(name, namespace)) {
    for (const address of slice.addresses) yield { address, slice };
  }
}

const withoutDot = (name: string): string => name.replace(/\.$/, "");
