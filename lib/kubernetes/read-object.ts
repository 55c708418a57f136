/** Objects as the API server and manifests write them, read into what names need of them (CoreDNS, kubernetes/object). */
import { z } from "zod";
import { objectKey } from "./object-key.ts";
import type { ClusterObject, Endpoints, Namespace, Pod, Service, ServiceImport, ServicePort } from "./objects.ts";

/** Go's JSON takes null for what is not given. */
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");
const number = z.number().int().nullish();
const texts = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);
const strings = z
  .record(z.string(), z.string())
  .nullish()
  .transform((value) => value ?? {});

function list<Item extends z.ZodType>(item: Item) {
  return z
    .array(item)
    .nullish()
    .transform((value) => value ?? []);
}

const metadata = z.object({
  name: z.string(),
  namespace: text,
  labels: strings,
  deletionTimestamp: z.unknown().optional(),
});
const portSchema = z.object({ name: text, port: number, protocol: text });

const service = z.object({
  metadata,
  spec: z
    .object({
      type: text,
      clusterIP: text,
      clusterIPs: texts,
      externalIPs: texts,
      externalName: text,
      ports: list(portSchema),
    })
    .nullish(),
  status: z
    .object({ loadBalancer: z.object({ ingress: list(z.object({ ip: text, hostname: text })) }).nullish() })
    .nullish(),
});

const endpointSlice = z.object({
  metadata,
  endpoints: list(
    z.object({
      addresses: texts,
      conditions: z.object({ ready: z.boolean().nullish() }).nullish(),
      hostname: text,
      zone: text,
      targetRef: z.object({ name: text }).nullish(),
    }),
  ),
  ports: list(portSchema),
});

const pod = z.object({
  metadata,
  status: z.object({ podIPs: list(z.object({ ip: text })), phase: text }).nullish(),
});

const namespace = z.object({ metadata });

const serviceImport = z.object({
  metadata,
  spec: z.object({ type: text, ips: texts, ports: list(portSchema) }).nullish(),
});

const SERVICE_NAME = "kubernetes.io/service-name";
const IMPORTED_NAME = "multicluster.kubernetes.io/service-name";
const SOURCE_CLUSTER = "multicluster.kubernetes.io/source-cluster";
const MAX_LABEL_OCTETS = 63;
/** Stands in for the port of what has none, so that it still has addresses. */
const NO_PORT: ServicePort = { name: "", port: -1, protocol: "" };

/** An object as it was read. */
export interface ReadObject {
  /** Undefined for one that has no name in DNS: another kind, or a pod that is about to end. */
  readonly object: ClusterObject | undefined;
  /** Namespace and name. */
  readonly key: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** An object, or why it cannot be read. */
export type ObjectReading = ({ readonly ok: true } & ReadObject) | { readonly ok: false; readonly error: string };

/** Reads an object of the API. A pod that is about to end, or has ended, has no name any more. */
export function readObject(value: unknown): ObjectReading {
  const kind = z.object({ kind: z.string() }).safeParse(value);
  if (!kind.success) return { ok: false, error: "an object has a kind" };
  const reader = Object.hasOwn(READERS, kind.data.kind) ? READERS[kind.data.kind] : undefined;
  if (reader === undefined) return { ok: true, object: undefined, key: "", labels: {} };
  const read = reader(value);
  return typeof read === "string" ? { ok: false, error: `${kind.data.kind}: ${read}` } : { ok: true, ...read };
}

type Reader = (value: unknown) => ReadObject | string;

function reader<Shape extends z.ZodType<{ readonly metadata: z.infer<typeof metadata> }>>(
  shape: Shape,
  convert: (value: z.infer<Shape>) => ClusterObject | undefined,
): Reader {
  return (value) => {
    const parsed = shape.safeParse(value);
    if (parsed.success) {
      const { namespace, name, labels } = parsed.data.metadata;
      return { object: convert(parsed.data), key: objectKey(namespace, name), labels };
    }
    const [issue] = parsed.error.issues;
    return issue === undefined ? "unreadable" : `${issue.path.join(".")}: ${issue.message}`;
  };
}

const READERS: Readonly<Record<string, Reader>> = {
  Service: reader(service, toService),
  EndpointSlice: reader(endpointSlice, toEndpoints),
  Pod: reader(pod, toPod),
  Namespace: reader(namespace, ({ metadata: { name } }): Namespace => ({ kind: "Namespace", name })),
  ServiceImport: reader(serviceImport, toServiceImport),
};

function toService({ metadata: { name, namespace }, spec, status }: z.infer<typeof service>): Service {
  const balancers = status?.loadBalancer?.ingress ?? [];
  return {
    kind: "Service",
    name,
    namespace,
    type: spec?.type ?? "",
    clusterIps:
      spec === undefined || spec === null || spec.clusterIPs.length === 0 ? [spec?.clusterIP ?? ""] : spec.clusterIPs,
    externalName: spec?.externalName ?? "",
    externalIps: [...(spec?.externalIPs ?? []), ...balancers.map(({ ip, hostname }) => (ip === "" ? hostname : ip))],
    ports: toPorts(spec?.ports ?? []),
  };
}

function toEndpoints({ metadata, endpoints, ports }: z.infer<typeof endpointSlice>): Endpoints {
  const { name, namespace, labels } = metadata;
  const ready = endpoints.filter(({ conditions }) => conditions?.ready !== false);
  return {
    kind: "EndpointSlice",
    name,
    namespace,
    service: labels[SERVICE_NAME] ?? "",
    imported: labels[IMPORTED_NAME] ?? "",
    cluster: labels[SOURCE_CLUSTER] ?? "",
    addresses: ready.flatMap(({ addresses, hostname, zone, targetRef }) => {
      const podName = targetRef?.name ?? "";
      return addresses.map((ip) => ({
        ip,
        hostname,
        podName: podName.length > MAX_LABEL_OCTETS ? "" : podName,
        zone: zone.toLowerCase(),
      }));
    }),
    ports: toPorts(ports),
  };
}

function toPod({
  metadata: { name, namespace, labels, deletionTimestamp },
  status,
}: z.infer<typeof pod>): Pod | undefined {
  const isEnding = deletionTimestamp !== undefined && deletionTimestamp !== null;
  const hasEnded = ["Succeeded", "Failed", "Unknown"].includes(status?.phase ?? "");
  if (isEnding || hasEnded) return undefined;
  const ips = (status?.podIPs ?? []).map(({ ip }) => ip);
  return { kind: "Pod", name, namespace, ips, labels: new Map(Object.entries(labels)) };
}

function toServiceImport({ metadata: { name, namespace }, spec }: z.infer<typeof serviceImport>): ServiceImport {
  return {
    kind: "ServiceImport",
    name,
    namespace,
    isHeadless: spec?.type === "Headless",
    clusterIps: spec?.ips ?? [],
    ports: (spec?.ports ?? []).map(toPort),
  };
}

function toPorts(ports: readonly z.infer<typeof portSchema>[]): readonly ServicePort[] {
  return ports.length === 0 ? [NO_PORT] : ports.map(toPort);
}

function toPort({ name, port, protocol }: z.infer<typeof portSchema>): ServicePort {
  return { name, port: port ?? -1, protocol };
}
