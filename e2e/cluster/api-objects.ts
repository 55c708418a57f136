/** Objects as these tests write them into the API server. */
import type { ControlPlane } from "./control-plane.ts";

/** An object of the API. */
export type ApiObject = Readonly<Record<string, unknown>> & {
  readonly kind: keyof typeof PLURALS;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [field: string]: unknown };
};

const PLURALS = {
  Namespace: "api/v1/namespaces",
  Service: "api/v1/services",
  Pod: "api/v1/pods",
  EndpointSlice: "apis/discovery.k8s.io/v1/endpointslices",
} as const;

/** A Service; what `spec` leaves out is the API server's to choose. */
export function service(name: string, namespace: string, spec: Readonly<Record<string, unknown>>): ApiObject {
  return { apiVersion: "v1", kind: "Service", metadata: { name, namespace }, spec };
}

/** A namespace. */
export function namespace(name: string): ApiObject {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name } };
}

/** A Service's slice. */
export function slice(
  [name, serviceName, inNamespace]: readonly [name: string, service: string, namespace: string],
  endpoints: readonly Readonly<Record<string, unknown>>[],
  ports: readonly Readonly<Record<string, unknown>>[],
): ApiObject {
  const isV6 = JSON.stringify(endpoints).includes("2001:db8:");
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { name, namespace: inNamespace, labels: { "kubernetes.io/service-name": serviceName } },
    addressType: isV6 ? "IPv6" : "IPv4",
    endpoints,
    ports,
  };
}

/** Writes a new object; rejects with what the API server says when it refuses. */
export async function create(plane: ControlPlane, object: ApiObject): Promise<void> {
  await succeed(plane, ["POST", collection(object)], object);
}

/** Changes fields of an object that is there. */
export async function change(plane: ControlPlane, object: ApiObject, fields: unknown): Promise<void> {
  await succeed(plane, ["PATCH", `${collection(object)}/${object.metadata.name}`], fields);
}

/** Takes an object away. */
export async function remove(plane: ControlPlane, object: ApiObject): Promise<void> {
  await succeed(plane, ["DELETE", `${collection(object)}/${object.metadata.name}?gracePeriodSeconds=0`]);
}

/** Says what a pod's node would: that it runs, and at which addresses. */
export async function runPod(plane: ControlPlane, pod: ApiObject, addresses: readonly string[]): Promise<void> {
  const [podIP] = addresses;
  const status = { phase: "Running", podIP, podIPs: addresses.map((ip) => ({ ip })) };
  await succeed(plane, ["PATCH", `${collection(pod)}/${pod.metadata.name}/status`], { status });
}

function collection({ kind, metadata }: ApiObject): string {
  const plural = PLURALS[kind];
  if (metadata.namespace === undefined) return `/${plural}`;
  const cut = plural.lastIndexOf("/");
  return `/${plural.slice(0, cut)}/namespaces/${metadata.namespace}${plural.slice(cut)}`;
}

async function succeed(
  plane: ControlPlane,
  [method, path]: readonly [method: string, path: string],
  body?: unknown,
): Promise<void> {
  const reply = await plane.request(method, path, body);
  if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${reply.body}`);
}
