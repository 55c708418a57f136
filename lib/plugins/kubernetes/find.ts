/** Entries for names of services and pods (CoreDNS, kubernetes findServices, findMultiClusterServices, findPods). */
import { joinLabels, type Name } from "../../dns/name/name.ts";
import { readAddress } from "../../go/address.ts";
import {
  type Endpoints,
  isHeadless,
  type Service,
  type ServiceImport,
  type ServicePort,
} from "../../kubernetes/objects.ts";
import { type BackendService, backendService, EMPTY, type Found, hostKind, NOTHING } from "../../plugin-kit/backend.ts";
import type { AskedName } from "./asked-name.ts";
import { endpointName } from "./endpoint-name.ts";
import { isExposed, type KubernetesSettings, type KubernetesSources } from "./settings.ts";

/** Looks names up in a cluster. */
export class Finder {
  readonly #sources: KubernetesSources;
  readonly #settings: KubernetesSettings;

  constructor(sources: KubernetesSources, settings: KubernetesSettings) {
    this.#sources = sources;
    this.#settings = settings;
  }

  /** The entries for a name in a zone of this cluster. */
  find(asked: AskedName, zone: Name): Found {
    if (!this.#isExposed(asked.namespace)) return NOTHING;
    if (asked.kind === "pod") return this.#findPods(asked, zone);
    if (asked.service === "") return EMPTY;
    const service = this.#sources.cluster.service(asked.service, asked.namespace);
    return service === undefined ? NOTHING : this.#ofService(service, asked, zone);
  }

  /** The entries for a name in a zone of several clusters. */
  findImported(asked: AskedName, zone: Name): Found {
    if (!this.#isExposed(asked.namespace)) return NOTHING;
    if (asked.kind === "pod") return this.#findPods(asked, zone);
    if (asked.service === "") return EMPTY;
    const service = this.#sources.cluster.serviceImport(asked.service, asked.namespace);
    return service === undefined ? NOTHING : this.#ofImport(service, asked, zone);
  }

  #isExposed(namespace: string): boolean {
    return isExposed(this.#sources, this.#settings, namespace);
  }

  #findPods({ namespace, service: label }: AskedName, zone: Name): Found {
    const { podMode } = this.#settings;
    if (podMode === "disabled") return NOTHING;
    if (label === "") return EMPTY;
    const address = podAddress(label);
    const entry = this.#entry(address, 0, ownerOf([label, namespace, "pod"], zone));
    if (podMode === "insecure") {
      return readAddress(address) === undefined ? NOTHING : { kind: "found", services: [entry] };
    }
    const services: BackendService[] = [];
    for (const pod of this.#sources.cluster.podsOfAddress(address)) {
      if (isSame(namespace, pod.namespace)) services.push(entry);
    }
    return services.length === 0 ? NOTHING : { kind: "found", services };
  }

  #ofService(service: Service, asked: AskedName, zone: Name): Found {
    const { cluster } = this.#sources;
    const isExternal = service.type === "ExternalName";
    const headless = isHeadless(service);
    const slices = (): Iterable<Endpoints> => cluster.endpoints(service.name, service.namespace);
    if (this.#settings.ignoreEmptyService && !isExternal && !headless && isEmpty(slices())) return NOTHING;
    // A zone is one of endpoints: a service with an address of its own has none.
    if (asked.zone !== "" && !headless) return NOTHING;
    if (isExternal) return this.#ofExternalName(service, asked, zone);
    if (headless || asked.endpoint !== "") {
      const inZone = [...this.#ofSlices(slices(), asked, { zone, service, topologyZone: asked.zone })];
      const takesAll = inZone.length === 0 && asked.prefersZone;
      const services = takesAll ? [...this.#ofSlices(slices(), asked, { zone, service, topologyZone: "" })] : inZone;
      return services.length > 0 || asked.zone !== "" ? { kind: "found", services } : NOTHING;
    }
    return this.#ofAddresses(service, asked, zone);
  }

  #ofExternalName({ name, namespace, externalName }: Service, asked: AskedName, zone: Name): Found {
    if (asked.endpoint !== "" || asked.port !== "" || asked.protocol !== "") return NOTHING;
    const entry = this.#entry(externalName, 0, ownerOf([name, namespace, "svc"], zone));
    return hostKind(entry).kind === "CNAME" ? { kind: "found", services: [entry] } : NOTHING;
  }

  #ofImport(service: ServiceImport, asked: AskedName, zone: Name): Found {
    const slices = (): Iterable<Endpoints> => this.#sources.cluster.importedEndpoints(service.name, service.namespace);
    if (this.#settings.ignoreEmptyService && !service.isHeadless && isEmpty(slices())) return NOTHING;
    if (!service.isHeadless && asked.endpoint === "") return this.#ofAddresses(service, asked, zone);
    const services = [...this.#ofSlices(slices(), asked, { zone, service, topologyZone: "" })];
    return services.length === 0 ? NOTHING : { kind: "found", services };
  }

  /** The addresses of a service, for each of its ports that is meant. */
  #ofAddresses({ name, namespace, clusterIps, ports }: Service | ServiceImport, asked: AskedName, zone: Name): Found {
    // The name as it was asked is that of the Service, unless the zone was written in other letters.
    const isAsAsked = asked.whole !== "" && asked.whole.endsWith(zone);
    const owner = isAsAsked ? asked.whole : ownerOf([name, namespace, "svc"], zone);
    const services: BackendService[] = [];
    let isThere = false;
    for (const port of ports) {
      if (!isMeant(port, asked)) continue;
      isThere = true;
      for (const ip of clusterIps) services.push(this.#entry(ip, port.port, owner));
    }
    return isThere ? { kind: "found", services } : NOTHING;
  }

  *#ofSlices(
    slices: Iterable<Endpoints>,
    asked: AskedName,
    {
      zone,
      service,
      topologyZone,
    }: { readonly zone: Name; readonly service: Service | ServiceImport; readonly topologyZone: string },
  ): Iterable<BackendService> {
    const isImport = service.kind === "ServiceImport";
    for (const { addresses, ports, cluster } of slices) {
      for (const address of addresses) {
        if (topologyZone !== "" && address.zone !== topologyZone) continue;
        const label = endpointName(address, this.#settings.endpointPodNames);
        if (asked.endpoint !== "" && !isSame(asked.endpoint, label)) continue;
        if (isImport && asked.endpoint !== "" && !isSame(asked.cluster, cluster)) continue;
        const from = isImport ? [label, cluster] : [label];
        const owner = ownerOf([...from, service.name, service.namespace, "svc"], zone);
        for (const port of ports) if (isMeant(port, asked)) yield this.#entry(address.ip, port.port, owner);
      }
    }
  }

  #entry(host: string, port: number, owner: Name): BackendService {
    return backendService({ host, port, owner, ttlSeconds: this.#settings.ttlSeconds });
  }
}

/** A name in the zone; the zone where there can be no such name. */
export function ownerOf(parts: readonly string[], zone: Name): Name {
  return joinLabels(parts, zone) ?? zone;
}

/** The address that a pod's label stands for: `192-0-2-1`, `2001-db8--1`. */
export function podAddress(label: string): string {
  const isV4 = label.split("-").length === 4 && !label.includes("--");
  return label.replaceAll("-", isV4 ? "." : ":");
}

/** Whether a name is for this port: every port is meant where it names none. */
export function isMeant({ name, protocol }: ServicePort, asked: Pick<AskedName, "port" | "protocol">): boolean {
  return (asked.port === "" || isSame(asked.port, name)) && (asked.protocol === "" || isSame(asked.protocol, protocol));
}

function isEmpty(slices: Iterable<Endpoints>): boolean {
  for (const { addresses } of slices) if (addresses.length > 0) return false;
  return true;
}

/** Names of the API are compared without regard to case (Go, strings.EqualFold). */
export function isSame(asked: string, there: string): boolean {
  return asked === there || asked.toLowerCase() === there.toLowerCase();
}
