/** All that a cluster has in an external zone (CoreDNS, kubernetes ExternalServices). */
import type { Name } from "../../dns/name/name.ts";
import { isHeadless, type Service, type ServicePort } from "../../kubernetes/objects.ts";
import { type BackendService, backendService } from "../../plugin-kit/backend.ts";
import type { ExternalGroup, ExternalQuestion, ExternalZone } from "../k8s_external/api.ts";
import { endpointName } from "./endpoint-name.ts";
import { ownerOf } from "./find.ts";
import type { KubernetesSettings, KubernetesSources } from "./settings.ts";

/** The labels of a named port before the name of its Service. */
const PORT_LABELS = 2;

/** Entries of all Services, whatever namespaces are answered for: so has CoreDNS it. */
export function externalZone(
  { cluster }: KubernetesSources,
  { ttlSeconds, endpointPodNames }: KubernetesSettings,
  { zone, headless }: Pick<ExternalQuestion, "zone" | "headless">,
): ExternalZone {
  const services: BackendService[] = [];
  const groups: ExternalGroup[] = [];
  for (const service of cluster.services()) {
    const { externalIps, ports, name, namespace } = service;
    const owner = ownerOf([name, namespace], zone);
    if (headless && externalIps.length === 0 && isHeadless(service)) {
      for (const group of groupsOf(service, owner)) groups.push(group);
      continue;
    }
    for (const host of externalIps) {
      for (const port of ports) {
        const entry = { host, port: port.port, ttlSeconds };
        services.push(backendService({ ...entry, owner }));
        services.push(backendService({ ...entry, owner: portName(port, owner), targetStrip: PORT_LABELS }));
      }
    }
  }
  return { services, groups };

  function groupsOf({ name, namespace }: Service, owner: Name): readonly ExternalGroup[] {
    const endpoints: BackendService[] = [];
    const byPort = new Map<Name, BackendService[]>();
    for (const { addresses, ports } of cluster.endpoints(name, namespace)) {
      for (const address of addresses) {
        const target = ownerOf([endpointName(address, endpointPodNames)], owner);
        for (const port of ports) {
          endpoints.push(backendService({ host: address.ip, port: port.port, ttlSeconds, owner: target }));
          if (port.name === "") continue;
          const own = portName(port, owner);
          const entry = backendService({ host: target, port: port.port, ttlSeconds, owner: own });
          byPort.set(own, [...(byPort.get(own) ?? []), entry]);
        }
      }
    }
    const named = [...byPort].map(([own, entries]) => ({ kind: "port", name: own, services: entries }) as const);
    return endpoints.length === 0 ? named : [{ kind: "endpoints", name: owner, services: endpoints }, ...named];
  }
}

function portName({ name, protocol }: ServicePort, owner: Name): Name {
  return ownerOf([`_${name}`.toLowerCase(), `_${protocol}`.toLowerCase()], owner);
}
