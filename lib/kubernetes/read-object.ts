/** Objects as the API server and manifests write them, read into what names need of them (CoreDNS, kubernetes/object). */
import { type Fields, fieldsAt, fieldsOf, itemsAt, Misfit, numberAt, textAt, textMapAt, textsAt } from "./fields.ts";
import type {
  ClusterObject,
  EndpointAddress,
  Endpoints,
  Namespace,
  ObjectName,
  Pod,
  Service,
  ServiceImport,
  ServicePort,
} from "./objects.ts";

const SERVICE_NAME = "kubernetes.io/service-name";
const IMPORTED_NAME = "multicluster.kubernetes.io/service-name";
const SOURCE_CLUSTER = "multicluster.kubernetes.io/source-cluster";
const MAX_LABEL_OCTETS = 63;
const ENDED_PHASES: ReadonlySet<string> = new Set(["Succeeded", "Failed", "Unknown"]);
/** Stands in for the port of what has none, so that it still has addresses. */
const NO_PORTS: readonly ServicePort[] = [{ name: "", port: -1, protocol: "" }];

/** An object as it was read. */
export interface ReadObject {
  /** Undefined for one that has no name in DNS: another kind, or a pod that is about to end. */
  readonly object: ClusterObject | undefined;
  readonly name: ObjectName;
  readonly labels: Readonly<Record<string, string>>;
}

/** An object, or why it cannot be read. */
export type ObjectReading = ({ readonly ok: true } & ReadObject) | { readonly ok: false; readonly error: string };

/** Reads an object of the API. A pod that is about to end, or has ended, has no name any more. */
export function readObject(value: unknown): ObjectReading {
  const kind = kindOf(value);
  if (kind === undefined) return { ok: false, error: "an object has a kind" };
  const convert = CONVERTERS.get(kind);
  if (convert === undefined) return { ok: true, object: undefined, name: { namespace: "", name: "" }, labels: {} };
  try {
    const fields = fieldsOf(value, "");
    const metadata = metadataOf(fields);
    const { namespace, name, labels } = metadata;
    return { ok: true, object: convert(metadata, fields), name: { namespace, name }, labels };
  } catch (error) {
    if (error instanceof Misfit) return { ok: false, error: `${kind}: ${error.message}` };
    throw error;
  }
}

function kindOf(value: unknown): string | undefined {
  const isKinded = typeof value === "object" && value !== null && "kind" in value;
  return isKinded && typeof value.kind === "string" ? value.kind : undefined;
}

interface Metadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly isEnding: boolean;
}

function metadataOf(fields: Fields): Metadata {
  const metadata = fieldsAt(fields, "metadata", "");
  if (typeof metadata.name !== "string") throw new Misfit("metadata.name: not a string");
  const { deletionTimestamp } = metadata;
  return {
    name: metadata.name,
    namespace: textAt(metadata, "namespace", "metadata."),
    labels: textMapAt(metadata, "labels", "metadata."),
    isEnding: deletionTimestamp !== undefined && deletionTimestamp !== null,
  };
}

type Converter = (metadata: Metadata, fields: Fields) => ClusterObject | undefined;

const CONVERTERS: ReadonlyMap<string, Converter> = new Map<string, Converter>([
  ["Service", toService],
  ["EndpointSlice", toEndpoints],
  ["Pod", toPod],
  ["Namespace", ({ name }): Namespace => ({ kind: "Namespace", name })],
  ["ServiceImport", toServiceImport],
]);

function toService({ name, namespace }: Metadata, fields: Fields): Service {
  const spec = fieldsAt(fields, "spec", "");
  const clusterIps = textsAt(spec, "clusterIPs", "spec.");
  const balancer = fieldsAt(fieldsAt(fields, "status", ""), "loadBalancer", "status.");
  const outside = itemsAt(balancer, "ingress", "status.loadBalancer.").map((item, index) => {
    const path = `status.loadBalancer.ingress.${index}`;
    const ingress = fieldsOf(item, path);
    const hostname = textAt(ingress, "hostname", `${path}.`);
    return textAt(ingress, "ip", `${path}.`) || hostname;
  });
  const clusterIp = textAt(spec, "clusterIP", "spec.");
  const externalIps = textsAt(spec, "externalIPs", "spec.");
  return {
    kind: "Service",
    name,
    namespace,
    type: textAt(spec, "type", "spec."),
    clusterIps: clusterIps.length === 0 ? [clusterIp] : clusterIps,
    externalName: textAt(spec, "externalName", "spec."),
    externalIps: outside.length === 0 ? externalIps : [...externalIps, ...outside],
    ports: portsOrNone(portsAt(spec, "spec.")),
  };
}

function toEndpoints({ name, namespace, labels }: Metadata, fields: Fields): Endpoints {
  const addresses: EndpointAddress[] = [];
  for (const [index, item] of itemsAt(fields, "endpoints", "").entries()) {
    addEndpoint(addresses, fieldsOf(item, `endpoints.${index}`), `endpoints.${index}.`);
  }
  return {
    kind: "EndpointSlice",
    name,
    namespace,
    service: labels[SERVICE_NAME] ?? "",
    imported: labels[IMPORTED_NAME] ?? "",
    cluster: labels[SOURCE_CLUSTER] ?? "",
    addresses,
    ports: portsOrNone(portsAt(fields, "")),
  };
}

/** An endpoint counts when it is ready, or when nobody says that it is not. */
function addEndpoint(addresses: EndpointAddress[], endpoint: Fields, path: string): void {
  const ips = textsAt(endpoint, "addresses", path);
  const hostname = textAt(endpoint, "hostname", path);
  const zone = textAt(endpoint, "zone", path).toLowerCase();
  const pod = textAt(fieldsAt(endpoint, "targetRef", path), "name", `${path}targetRef.`);
  const podName = pod.length > MAX_LABEL_OCTETS ? "" : pod;
  const { ready } = fieldsAt(endpoint, "conditions", path);
  if (ready !== undefined && ready !== null && typeof ready !== "boolean")
    throw new Misfit(`${path}conditions.ready: not a boolean`);
  if (ready === false) return;
  for (const ip of ips) addresses.push({ ip, hostname, podName, zone });
}

function toPod({ name, namespace, labels, isEnding }: Metadata, fields: Fields): Pod | undefined {
  const status = fieldsAt(fields, "status", "");
  const ips = itemsAt(status, "podIPs", "status.").map((item, index) =>
    textAt(fieldsOf(item, `status.podIPs.${index}`), "ip", `status.podIPs.${index}.`),
  );
  if (isEnding || ENDED_PHASES.has(textAt(status, "phase", "status."))) return undefined;
  return { kind: "Pod", name, namespace, ips, labels: new Map(Object.entries(labels)) };
}

function toServiceImport({ name, namespace }: Metadata, fields: Fields): ServiceImport {
  const spec = fieldsAt(fields, "spec", "");
  return {
    kind: "ServiceImport",
    name,
    namespace,
    isHeadless: textAt(spec, "type", "spec.") === "Headless",
    clusterIps: textsAt(spec, "ips", "spec."),
    ports: portsAt(spec, "spec."),
  };
}

function portsOrNone(ports: readonly ServicePort[]): readonly ServicePort[] {
  return ports.length === 0 ? NO_PORTS : ports;
}

function portsAt(fields: Fields, path: string): readonly ServicePort[] {
  return itemsAt(fields, "ports", path).map((item, index) => {
    const at = `${path}ports.${index}`;
    const port = fieldsOf(item, at);
    return {
      name: textAt(port, "name", `${at}.`),
      port: numberAt(port, "port", `${at}.`) ?? -1,
      protocol: textAt(port, "protocol", `${at}.`),
    };
  });
}
