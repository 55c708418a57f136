/** A cluster as a store of services (CoreDNS, plugin kubernetes). */
import type { Query } from "../../chain/query.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import { type CanonicalName, canonical, countLabels, labels, type Name } from "../../dns/name/name.ts";
import { addressOfReverseName } from "../../dns/name/reverse.ts";
import type { Why } from "../../explanation/why.ts";
import {
  type BackendQuestion,
  type BackendService,
  backendService,
  EMPTY,
  type Found,
  hostKind,
  NOTHING,
  type ServiceBackend,
} from "../../plugin-kit/backend.ts";
import type { InnerQuestion } from "../../plugin-kit/look-up.ts";
import { type AskedName, readAskedName } from "./asked-name.ts";
import { isReverseZone } from "./directive.ts";
import { endpointName } from "./endpoint-name.ts";
import { type Finder, ownerOf } from "./find.ts";
import { nameServers } from "./name-servers.ts";
import { isExposed, isMulticluster, type KubernetesSettings, type KubernetesSources } from "./settings.ts";

/** The version of the specification that names keep to, and for how long that may be kept. */
const SCHEMA_VERSION = "1.1.0";
const SCHEMA_TTL_SECONDS = 28_800;

/** Asks this server for a name, on behalf of a query. */
export type InnerLookUp = (query: Query, question: InnerQuestion) => ReturnType<ServiceBackend["lookUp"]>;

/** What belongs to one query, and who helps with it. */
export interface Asking {
  readonly finder: Finder;
  readonly lookUp: InnerLookUp;
  readonly query: Query;
  readonly why: Why | undefined;
}

/** Answers questions of one query. */
export class KubernetesBackend implements ServiceBackend {
  readonly #sources: KubernetesSources;
  readonly #settings: KubernetesSettings;
  readonly #asking: Asking;

  constructor(sources: KubernetesSources, settings: KubernetesSettings, asking: Asking) {
    this.#sources = sources;
    this.#settings = settings;
    this.#asking = asking;
  }

  lookUp(name: Name, type: number): ReturnType<ServiceBackend["lookUp"]> {
    const { lookUp, query, why } = this.#asking;
    return lookUp(query, { name, type, why });
  }

  get minimumTtlSeconds(): number {
    return this.#settings.ttlSeconds;
  }

  serial(zone: Name): number {
    return this.#sources.cluster.modified(isMulticluster(this.#settings, zone) ? "multicluster" : "internal");
  }

  services(question: BackendQuestion): Found {
    const { name, type, zone } = question;
    const qname = canonical(name);
    if (type === RRType.TXT) return this.#texts(question);
    if (type === RRType.NS) return { kind: "found", services: this.#nameServers(zone) };
    if (isNameServer(qname, zone)) {
      const wanted = type === RRType.A ? "A" : "AAAA";
      const services = this.#nameServers(zone).filter((entry) => hostKind(entry).kind === wanted);
      const isAddress = type === RRType.A || type === RRType.AAAA;
      return { kind: "found", services: isAddress ? services.map((entry) => ({ ...entry, owner: name })) : [] };
    }
    const found = this.#records(qname, zone);
    if (found.kind !== "found" || type !== RRType.SRV) return found;
    return { kind: "found", services: found.services.filter((entry) => hostKind(entry).kind !== "CNAME") };
  }

  reverse({ name, zone }: BackendQuestion): Found {
    const qname = canonical(name);
    const address = addressOfReverseName(qname);
    if (address === undefined) {
      const found = this.#records(qname, zone);
      return found.kind === "found" ? EMPTY : found;
    }
    const services = this.#namesOf(address);
    return services.length === 0 ? NOTHING : { kind: "found", services };
  }

  /** What a name asks for; undefined when no object can have it. */
  asked(qname: CanonicalName, zone: Name): AskedName | undefined {
    return readAskedName(qname, zone, {
      multicluster: isMulticluster(this.#settings, zone),
      zonal: this.#settings.zonal,
    });
  }

  #records(qname: CanonicalName, zone: Name): Found {
    const asked = this.asked(qname, zone);
    if (asked === undefined) return NOTHING;
    if (asked.kind === "") return EMPTY;
    if (isReverseZone(qname)) return NOTHING;
    const { finder } = this.#asking;
    return isMulticluster(this.#settings, zone) ? finder.findImported(asked, zone) : finder.find(asked, zone);
  }

  #texts({ name, zone }: BackendQuestion): Found {
    const qname = canonical(name);
    const below = labels(qname).slice(0, countLabels(qname) - countLabels(zone));
    if (below.length === 1 && below[0] === "dns-version") {
      const text = { host: "", text: SCHEMA_VERSION, ttlSeconds: SCHEMA_TTL_SECONDS, owner: name };
      return { kind: "found", services: [backendService(text)] };
    }
    const found = this.#records(qname, zone);
    if (found.kind !== "found") return found;
    const isZonal = this.#settings.zonal && (this.asked(qname, zone)?.zone ?? "") !== "";
    return found.services.length > 0 || isZonal ? EMPTY : NOTHING;
  }

  #nameServers(zone: Name): readonly BackendService[] {
    const { ttlSeconds } = this.#settings;
    return nameServers(this.#sources, this.#settings, zone).map(({ name, address }) =>
      backendService({ host: address, owner: name, ttlSeconds }),
    );
  }

  /** The service that has the address, else the endpoints that have it. */
  #namesOf(address: string): readonly BackendService[] {
    const { cluster } = this.#sources;
    const { namespaces, primaryZone, ttlSeconds, endpointPodNames } = this.#settings;
    const isShown = (namespace: string): boolean =>
      namespaces.size === 0 || isExposed(this.#sources, this.#settings, namespace);
    const named = (parts: readonly string[]): BackendService => {
      const name = ownerOf([...parts, "svc"], primaryZone);
      return backendService({ host: name, owner: name, ttlSeconds });
    };
    for (const { name, namespace } of cluster.servicesOfAddress(address)) {
      if (isShown(namespace)) return [named([name, namespace])];
    }
    const found: BackendService[] = [];
    for (const { addresses, namespace, service } of cluster.endpointsOfAddress(address)) {
      if (!isShown(namespace)) continue;
      for (const endpoint of addresses) {
        if (endpoint.ip === address) found.push(named([endpointName(endpoint, endpointPodNames), service, namespace]));
      }
    }
    return found;
  }
}

/** True for `ns.dns` of a zone, if the question has the zone in lower case (CoreDNS, isDefaultNS). */
function isNameServer(qname: CanonicalName, zone: Name): boolean {
  const label = "ns.dns.";
  return qname.startsWith(label) && qname.indexOf(zone) === label.length;
}
