/** A cluster's zone as it is transferred: the names of all its Services (CoreDNS, kubernetes Transfer). */
import { Class } from "../../dns/iana/class.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import { type CanonicalName, isAtOrBelow, type Name } from "../../dns/name/name.ts";
import { readAddress } from "../../go/address.ts";
import type { Endpoints, Service, ServiceImport, ServicePort } from "../../kubernetes/objects.ts";
import { backendService, hostKind } from "../../plugin-kit/backend.ts";
import { addressRecord, aliasRecord, plainRecord } from "../../plugin-kit/backend-record.ts";
import { startOfAuthority } from "../../plugin-kit/backend-records.ts";
import { NOT_AUTHORITATIVE, type Transferer } from "../transfer/api.ts";
import { endpointName } from "./endpoint-name.ts";
import { ownerOf } from "./find.ts";
import { nameServers } from "./name-servers.ts";
import { isExposed, isMulticluster, type KubernetesSettings, type KubernetesSources } from "./settings.ts";

const ALL_WEIGHT = 100;

/** Gives the zones of a cluster out. As in CoreDNS a name below one is taken for a zone of its own. */
export function clusterTransfer(sources: KubernetesSources, settings: KubernetesSettings): Transferer {
  return (zone, serial) => {
    if (!settings.zones.some((one) => isAtOrBelow(zone, one))) return NOT_AUTHORITATIVE;
    const own = sources.cluster.modified(isMulticluster(settings, zone) ? "multicluster" : "internal");
    const soa = startOfAuthority({ minimumTtlSeconds: settings.ttlSeconds, serial: () => own }, zone);
    if (serial !== 0 && serial === own >>> 0) return { kind: "records", records: [[soa]] };
    const listed = new Listing(sources, settings, zone).all();
    return { kind: "records", records: [[soa], listed, [soa]] };
  };
}

/** Collects the records of a zone: the cluster changes while they are sent. */
class Listing {
  readonly #sources: KubernetesSources;
  readonly #settings: KubernetesSettings;
  readonly #zone: CanonicalName;
  readonly #records: ResourceRecord[] = [];

  constructor(sources: KubernetesSources, settings: KubernetesSettings, zone: CanonicalName) {
    this.#sources = sources;
    this.#settings = settings;
    this.#zone = zone;
  }

  all(): readonly ResourceRecord[] {
    const { cluster } = this.#sources;
    this.#addNameServers();
    const imports = isMulticluster(this.#settings, this.#zone);
    const services = imports ? [...cluster.serviceImports()] : [...cluster.services()];
    for (const service of services.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0))) {
      if (isExposed(this.#sources, this.#settings, service.namespace)) this.#addService(service);
    }
    return this.#records;
  }

  #addNameServers(): void {
    const { ttlSeconds } = this.#settings;
    const servers = nameServers(this.#sources, this.#settings, this.#zone);
    for (const target of new Set(servers.map(({ name }) => name))) {
      const service = backendService({ host: "", ttlSeconds, owner: this.#zone });
      this.#records.push(plainRecord(this.#zone, service, { kind: "NS", target }));
    }
    for (const { name, address } of servers) this.#addAddress(name, address);
  }

  #addService(service: Service | ServiceImport): void {
    if (service.kind === "Service" && service.type === "ExternalName") this.#addExternalName(service);
    else if (readAddress(service.clusterIps[0] ?? "") === undefined) this.#addEndpoints(service);
    else this.#addAddresses(service);
  }

  #addAddresses({ name, namespace, clusterIps, ports }: Service | ServiceImport): void {
    const owner = ownerOf([name, namespace, "svc"], this.#zone);
    for (const address of clusterIps) this.#addAddress(owner, address);
    for (const port of ports) {
      // Under the name of the Service as well, for those who look for their peers.
      this.#addServer(owner, owner, { port, weight: ALL_WEIGHT });
      if (port.name !== "") this.#addServer(portName(port, owner), owner, { port, weight: ALL_WEIGHT });
    }
  }

  #addExternalName({ name, namespace, externalName }: Service): void {
    const owner = ownerOf([name, namespace, "svc"], this.#zone);
    const service = backendService({ host: externalName, ttlSeconds: this.#settings.ttlSeconds, owner });
    const host = hostKind(service);
    if (host.kind === "CNAME") this.#records.push(aliasRecord(owner, service, host.target));
  }

  #addEndpoints(service: Service | ServiceImport): void {
    const { name, namespace } = service;
    const owner = ownerOf([name, namespace, "svc"], this.#zone);
    for (const { addresses, ports } of this.#slicesOf(service)) {
      const weight = Math.max(1, Math.floor((100 / (ALL_WEIGHT * addresses.length)) * 100));
      for (const address of addresses) {
        const label = endpointName(address, this.#settings.endpointPodNames);
        const target = ownerOf([label, name, namespace, "svc"], this.#zone);
        this.#addAddress(owner, address.ip);
        this.#addAddress(target, address.ip);
        for (const port of ports)
          if (port.name !== "") this.#addServer(portName(port, owner), target, { port, weight });
      }
    }
  }

  #slicesOf({ kind, name, namespace }: Service | ServiceImport): Iterable<Endpoints> {
    const { cluster } = this.#sources;
    return kind === "Service" ? cluster.endpoints(name, namespace) : cluster.importedEndpoints(name, namespace);
  }

  #addAddress(owner: Name, host: string): void {
    const service = backendService({ host, ttlSeconds: this.#settings.ttlSeconds, owner });
    const kind = hostKind(service);
    if (kind.kind === "A" || kind.kind === "AAAA") this.#records.push(addressRecord(owner, kind, service));
  }

  #addServer(
    name: Name,
    target: Name,
    { port: { port }, weight }: { readonly port: ServicePort; readonly weight: number },
  ): void {
    this.#records.push({
      name,
      type: RRType.SRV,
      class: Class.IN,
      ttl: this.#settings.ttlSeconds,
      rdata: { kind: "SRV", priority: 0, weight, port: port & 0xffff, target },
    });
  }
}

/** The name of a port: `_http._tcp` below that of its Service. */
function portName({ name, protocol }: ServicePort, owner: Name): Name {
  return ownerOf([`_${name}`.toLowerCase(), `_${protocol}`.toLowerCase()], owner);
}
