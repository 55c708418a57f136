/** A cluster's objects, found by name and by address (CoreDNS, kubernetes dnsController). */
import type { Clock } from "../ports/clock.ts";
import { NamespacedIndex, NamespacedMap, ValueIndex } from "./cluster-index.ts";
import type {
  ClusterKind,
  ClusterObject,
  Endpoints,
  Namespace,
  ObjectName,
  Pod,
  Service,
  ServiceImport,
} from "./objects.ts";

/** What a plugin looks names up in. */
export interface Cluster {
  hasNamespace(name: string): boolean;
  /** The Service; undefined when there is none. */
  service(name: string, namespace: string): Service | undefined;
  services(): Iterable<Service>;
  servicesOfAddress(address: string): Iterable<Service>;
  servicesOfExternalAddress(address: string): Iterable<Service>;
  /** The slices of a Service. */
  endpoints(service: string, namespace: string): Iterable<Endpoints>;
  endpointsOfAddress(address: string): Iterable<Endpoints>;
  podsOfAddress(address: string): Iterable<Pod>;
  serviceImport(name: string, namespace: string): ServiceImport | undefined;
  serviceImports(): Iterable<ServiceImport>;
  /** The slices of a ServiceImport. */
  importedEndpoints(name: string, namespace: string): Iterable<Endpoints>;
  /** How many objects of a kind there are. */
  count(kind: ClusterKind): number;
  /** True once all that is there has been seen. */
  hasSynced(): boolean;
  /** Seconds since the epoch of the last change that shows in names, for the serial of a zone; 0 before the first. */
  modified(zones: ClusterZones): number;
}

/** Which zones a change shows in: those of the cluster, of addresses outside of it, or of other clusters. */
export type ClusterZones = "internal" | "external" | "multicluster";

/** Objects that come and go one by one. */
export class ClusterStore implements Cluster {
  readonly #clock: Clock;
  readonly #objects = {
    Service: new NamespacedMap<Service>(),
    EndpointSlice: new NamespacedMap<Endpoints>(),
    Pod: new NamespacedMap<Pod>(),
    Namespace: new NamespacedMap<Namespace>(),
    ServiceImport: new NamespacedMap<ServiceImport>(),
  };
  readonly #servicesByAddress = new ValueIndex<Service>();
  readonly #servicesByExternalAddress = new ValueIndex<Service>();
  readonly #slicesByService = new NamespacedIndex<Endpoints>();
  readonly #slicesByImport = new NamespacedIndex<Endpoints>();
  readonly #slicesByAddress = new ValueIndex<Endpoints>();
  readonly #podsByAddress = new ValueIndex<Pod>();
  readonly #modified = { internal: 0, external: 0, multicluster: 0 };
  readonly #synced = new Set<ClusterKind>();
  readonly #awaited: readonly ClusterKind[];

  /** `awaited` are the kinds that must have been listed before the store counts as synchronised. */
  constructor(clock: Clock, awaited: readonly ClusterKind[]) {
    this.#clock = clock;
    this.#awaited = awaited;
  }

  /** Puts an object in the place of the one of its name. */
  put(object: ClusterObject): void {
    const before = this.#objects[object.kind].get(namespaceOf(object), object.name);
    if (before !== undefined) this.#unindex(before);
    this.#keep(object);
    this.#changed(before, object);
  }

  /** Takes an object away, if it is there. */
  remove(kind: ClusterKind, { namespace, name }: ObjectName): void {
    const before = this.#objects[kind].get(namespace, name);
    if (before === undefined) return;
    this.#objects[kind].delete(namespace, name);
    this.#unindex(before);
    this.#changed(before, undefined);
  }

  /** All objects of a kind as they were listed: those that are not among them are taken away. */
  replace(kind: ClusterKind, objects: readonly ClusterObject[]): void {
    const gone = new Set<ClusterObject>(this.#objects[kind].values());
    for (const object of objects) {
      const before = this.#objects[kind].get(namespaceOf(object), object.name);
      if (before !== undefined) gone.delete(before);
    }
    for (const object of gone) this.remove(kind, { namespace: namespaceOf(object), name: object.name });
    for (const object of objects) this.put(object);
    this.#synced.add(kind);
  }

  hasSynced(): boolean {
    return this.#awaited.every((kind) => this.#synced.has(kind));
  }

  count(kind: ClusterKind): number {
    return this.#objects[kind].size;
  }

  hasNamespace(name: string): boolean {
    return this.#objects.Namespace.get("", name) !== undefined;
  }

  service(name: string, namespace: string): Service | undefined {
    return this.#objects.Service.get(namespace, name);
  }

  services(): Iterable<Service> {
    return this.#objects.Service.values();
  }

  servicesOfAddress(address: string): Iterable<Service> {
    return this.#servicesByAddress.get(address);
  }

  servicesOfExternalAddress(address: string): Iterable<Service> {
    return this.#servicesByExternalAddress.get(address);
  }

  endpoints(service: string, namespace: string): Iterable<Endpoints> {
    return this.#slicesByService.get(namespace, service);
  }

  endpointsOfAddress(address: string): Iterable<Endpoints> {
    return this.#slicesByAddress.get(address);
  }

  podsOfAddress(address: string): Iterable<Pod> {
    return this.#podsByAddress.get(address);
  }

  serviceImport(name: string, namespace: string): ServiceImport | undefined {
    return this.#objects.ServiceImport.get(namespace, name);
  }

  serviceImports(): Iterable<ServiceImport> {
    return this.#objects.ServiceImport.values();
  }

  importedEndpoints(name: string, namespace: string): Iterable<Endpoints> {
    return this.#slicesByImport.get(namespace, name);
  }

  modified(zones: ClusterZones): number {
    return this.#modified[zones];
  }

  #keep(object: ClusterObject): void {
    switch (object.kind) {
      case "Service":
        this.#objects.Service.set(object.namespace, object.name, object);
        for (const ip of object.clusterIps) this.#servicesByAddress.add(ip, object);
        for (const ip of object.externalIps) this.#servicesByExternalAddress.add(ip, object);
        break;
      case "EndpointSlice":
        this.#objects.EndpointSlice.set(object.namespace, object.name, object);
        this.#slicesByService.add(object.namespace, object.service, object);
        if (object.imported !== "") this.#slicesByImport.add(object.namespace, object.imported, object);
        for (const { ip } of object.addresses) this.#slicesByAddress.add(ip, object);
        break;
      case "Pod":
        this.#objects.Pod.set(object.namespace, object.name, object);
        for (const ip of object.ips) this.#podsByAddress.add(ip, object);
        break;
      case "Namespace":
        this.#objects.Namespace.set("", object.name, object);
        break;
      case "ServiceImport":
        this.#objects.ServiceImport.set(object.namespace, object.name, object);
    }
  }

  #unindex(object: ClusterObject): void {
    switch (object.kind) {
      case "Service":
        for (const ip of object.clusterIps) this.#servicesByAddress.remove(ip, object);
        for (const ip of object.externalIps) this.#servicesByExternalAddress.remove(ip, object);
        break;
      case "EndpointSlice":
        this.#slicesByService.remove(object.namespace, object.service, object);
        this.#slicesByImport.remove(object.namespace, object.imported, object);
        for (const { ip } of object.addresses) this.#slicesByAddress.remove(ip, object);
        break;
      case "Pod":
        for (const ip of object.ips) this.#podsByAddress.remove(ip, object);
        break;
      case "Namespace":
      case "ServiceImport":
    }
  }

  #changed(before: ClusterObject | undefined, after: ClusterObject | undefined): void {
    const seconds = Math.floor(this.#clock.nowMs() / 1000);
    for (const zones of changedZones(before, after)) this.#modified[zones] = seconds;
  }
}

function namespaceOf(object: ClusterObject): string {
  return object.kind === "Namespace" ? "" : object.namespace;
}

/** Which zones a change shows in (CoreDNS, detectChanges): what comes or goes shows in those of the cluster. */
function changedZones(before: ClusterObject | undefined, after: ClusterObject | undefined): readonly ClusterZones[] {
  const kind = (after ?? before)?.kind;
  if (kind === "Namespace") return [];
  if (before === undefined || after === undefined) return ["internal"];
  if (before.kind === "Service" && after.kind === "Service") return changedByService(before, after);
  if (before.kind === "EndpointSlice" && after.kind === "EndpointSlice") {
    const isSame =
      sameAddresses(before, after) && samePorts(before.ports, after.ports) && before.cluster === after.cluster;
    if (isSame) return [];
    return after.imported === "" ? ["internal"] : ["internal", "multicluster"];
  }
  if (before.kind === "Pod" && after.kind === "Pod") return sameTexts(before.ips, after.ips) ? [] : ["internal"];
  if (before.kind === "ServiceImport" && after.kind === "ServiceImport") {
    return before.isHeadless === after.isHeadless && samePorts(before.ports, after.ports) ? [] : ["multicluster"];
  }
  return [];
}

function changedByService(before: Service, after: Service): readonly ClusterZones[] {
  if (!samePorts(before.ports, after.ports)) return ["internal", "external"];
  const internal = before.externalName === after.externalName ? [] : (["internal"] as const);
  const external = sameTexts(before.externalIps, after.externalIps) ? [] : (["external"] as const);
  return [...internal, ...external];
}

function sameAddresses({ addresses: before }: Endpoints, { addresses: after }: Endpoints): boolean {
  return (
    before.length === after.length &&
    before.every(({ ip, hostname, zone }, index) => {
      const other = after[index];
      return ip === other?.ip && hostname === other.hostname && zone === other.zone;
    })
  );
}

function samePorts(before: Service["ports"], after: Service["ports"]): boolean {
  return (
    before.length === after.length &&
    before.every(({ name, port, protocol }, index) => {
      const other = after[index];
      return name === other?.name && port === other.port && protocol === other.protocol;
    })
  );
}

function sameTexts(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && before.every((text, index) => text === after[index]);
}
