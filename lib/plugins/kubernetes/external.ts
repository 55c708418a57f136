/** What names outside of the cluster's zones find in it (CoreDNS, kubernetes External, ExternalAddress, ExternalSerial). */
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import { addressOfReverseName } from "../../dns/name/reverse.ts";
import { isHeadless, type Service } from "../../kubernetes/objects.ts";
import { type BackendService, backendService } from "../../plugin-kit/backend.ts";
import type { ExternalFound, ExternalNames, ExternalQuestion } from "../k8s_external/api.ts";
import { labelsBelow, withoutUnderscore } from "./asked-name.ts";
import { endpointName } from "./endpoint-name.ts";
import { externalZone } from "./external-zone.ts";
import { isMeant, isSame, ownerOf } from "./find.ts";
import { externalHosts } from "./name-servers.ts";
import { isExposed, type KubernetesSettings, type KubernetesSources } from "./settings.ts";

/** The labels of a name, by what they mean. */
type Asked = Pick<ExternalFound, "namespace" | "service" | "endpoint" | "port" | "protocol">;

const NOTHING_ASKED: Asked = { namespace: "", service: "", endpoint: "", port: "", protocol: "" };

/** A cluster for k8s_external. */
export function externalNames(sources: KubernetesSources, settings: KubernetesSettings): ExternalNames {
  return {
    all: (question) => externalZone(sources, settings, question),
    find: (question) => new ExternalFinder(sources, settings, question).find(),
    serverHosts: (headless) => externalHosts(sources, headless),
    serial: () => sources.cluster.modified("external"),
  };
}

class ExternalFinder {
  readonly #sources: KubernetesSources;
  readonly #settings: KubernetesSettings;
  readonly #question: ExternalQuestion;

  constructor(sources: KubernetesSources, settings: KubernetesSettings, question: ExternalQuestion) {
    this.#sources = sources;
    this.#settings = settings;
    this.#question = question;
  }

  find(): ExternalFound {
    const { name, type, zone } = this.#question;
    if (type !== RRType.PTR) return this.#ofName(labelsBelow(name, zone));
    const address = addressOfReverseName(name);
    if (address !== undefined) return this.#ofAddress(address);
    // Only addresses have pointers: whether there is such a name counts, not what it has.
    const found = this.#ofName(labelsBelow(name, zone));
    return found.services.length === 0 ? found : { ...found, services: [], because: "service" };
  }

  #ofAddress(address: string): ExternalFound {
    const { namespaces, ttlSeconds } = this.#settings;
    const services: BackendService[] = [];
    let decider: Service | undefined;
    for (const service of this.#sources.cluster.servicesOfExternalAddress(address)) {
      const { name, namespace } = service;
      if (namespaces.size > 0 && !isExposed(this.#sources, this.#settings, namespace)) continue;
      decider ??= service;
      services.push(backendService({ host: `${name}.${namespace}`, ttlSeconds, owner: this.#question.name }));
    }
    const found = decider !== undefined;
    return {
      ...NOTHING_ASKED,
      services,
      rcode: found ? Rcode.NOERROR : Rcode.NXDOMAIN,
      because: found ? "pointer" : "noPointer",
      decider,
    };
  }

  #ofName(below: string[]): ExternalFound {
    const namespace = below.pop();
    if (namespace === undefined) return none(NOTHING_ASKED, "unknownShape", Rcode.SERVFAIL);
    const { namespaces } = this.#settings;
    if (!isExposed(this.#sources, this.#settings, namespace)) {
      const isHidden = namespaces.size > 0 && !namespaces.has(namespace);
      return none({ ...NOTHING_ASKED, namespace }, isHidden ? "hiddenNamespace" : "noNamespace");
    }
    const service = below.pop();
    if (service === undefined) return none({ ...NOTHING_ASKED, namespace }, "namespace", Rcode.NOERROR);
    const [first = "", second = ""] = below.map(withoutUnderscore);
    const named = { ...NOTHING_ASKED, namespace, service };
    switch (below.length) {
      case 0:
        return this.#ofService(named);
      case 1:
        return this.#ofService({ ...named, endpoint: first });
      case 2:
        return this.#ofService({ ...named, port: first, protocol: second });
      default:
        return none(named, "unknownShape");
    }
  }

  #ofService(asked: Asked): ExternalFound {
    const service = this.#sources.cluster.service(asked.service, asked.namespace);
    if (service === undefined) return none(asked, "noService");
    const { headless } = this.#question;
    const hasEndpoints = headless && service.externalIps.length === 0;
    if (hasEndpoints && (isHeadless(service) || asked.endpoint !== "")) return this.#ofEndpoints(service, asked);
    // An endpoint's name leads to the addresses of its Service.
    const { namespace, name } = service;
    const owner = ownerOf([name, namespace], this.#question.zone);
    const ports = service.ports.filter((port) => isMeant(port, asked));
    const services = service.externalIps.flatMap((ip) => ports.map(({ port }) => this.#entry(ip, port, owner)));
    if (services.length > 0)
      return { ...asked, services, rcode: Rcode.NOERROR, because: "addresses", decider: service };
    if (service.externalIps.length > 0) return { ...none(asked, "noPort"), decider: service };
    return { ...none(asked, isHeadless(service) && !headless ? "headlessOff" : "noAddresses"), decider: service };
  }

  #ofEndpoints(service: Service, asked: Asked): ExternalFound {
    const { name, namespace } = service;
    const services: BackendService[] = [];
    let hasName = false;
    for (const { addresses, ports } of this.#sources.cluster.endpoints(name, namespace)) {
      for (const address of addresses) {
        const label = endpointName(address, this.#settings.endpointPodNames);
        if (asked.endpoint !== "" && !isSame(asked.endpoint, label)) continue;
        hasName = true;
        const owner = ownerOf([label, name, namespace], this.#question.zone);
        for (const port of ports) if (isMeant(port, asked)) services.push(this.#entry(address.ip, port.port, owner));
      }
    }
    if (services.length > 0)
      return { ...asked, services, rcode: Rcode.NOERROR, because: "endpoints", decider: service };
    const because = hasName ? "noPort" : asked.endpoint === "" ? "noEndpoints" : "noEndpoint";
    return { ...none(asked, because), decider: service };
  }

  #entry(host: string, port: number, owner: BackendService["owner"]): BackendService {
    return backendService({ host, port, owner, ttlSeconds: this.#settings.ttlSeconds });
  }
}

function none(asked: Asked, because: ExternalFound["because"], rcode: number = Rcode.NXDOMAIN): ExternalFound {
  return { ...asked, services: [], rcode, because };
}
