/**
 * EndpointSlices that a cluster would make: of Pods, for the Services that select them (Kubernetes, EndpointSlice controller).
 */
import { z } from "zod";
import { readAddress } from "../go/address.ts";
import type { ApiObject, ManifestObject } from "./manifests.ts";

const strings = z.record(z.string(), z.string());
const servicePort = z.object({
  name: z.string().default(""),
  port: z.number(),
  protocol: z.string().default("TCP"),
  targetPort: z.union([z.number(), z.string()]).optional(),
});
const serviceShape = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string() }),
  spec: z.object({
    type: z.string().optional(),
    selector: strings.optional(),
    ports: z.array(servicePort).default([]),
    publishNotReadyAddresses: z.boolean().default(false),
  }),
});
const podShape = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string(), labels: strings.default({}) }),
  spec: z
    .object({
      hostname: z.string().optional(),
      subdomain: z.string().optional(),
      containers: z
        .array(
          z.object({
            ports: z.array(z.object({ name: z.string().optional(), containerPort: z.number() })).default([]),
          }),
        )
        .default([]),
    })
    .optional(),
  status: z
    .object({
      podIPs: z.array(z.object({ ip: z.string() })).default([]),
      conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]),
    })
    .prefault({}),
});
const sliceShape = z.object({ metadata: z.object({ namespace: z.string(), labels: strings.default({}) }) });

type SelectingService = z.infer<typeof serviceShape>;
type SelectedPod = z.infer<typeof podShape>;

const SERVICE_NAME = "kubernetes.io/service-name";

/** A Service that a cluster makes slices for, where it stands, and the Pods that it selects. */
interface Selection {
  readonly service: SelectingService;
  readonly at: ManifestObject["at"];
  readonly pods: readonly SelectedPod[];
}

/** The slices of Services that have a selector and no slice of their own among the objects; each stands where its Service does. */
export function endpointsOfPods(objects: readonly ManifestObject[]): readonly ManifestObject[] {
  return selectionsOf(objects).flatMap(({ service, at, pods }) =>
    slicesOf(service, pods).map((value) => ({ value, at })),
  );
}

/** Services that have a selector and no slice of their own among the objects. */
export function selectionsOf(objects: readonly ManifestObject[]): readonly Selection[] {
  const pods = podsByLabel(objects);
  const given = new Set(
    shaped(objects, "EndpointSlice", sliceShape).map(
      ({ value: { metadata } }) => `${metadata.namespace}/${metadata.labels[SERVICE_NAME] ?? ""}`,
    ),
  );
  return shaped(objects, "Service", serviceShape).flatMap(({ value: service, at }) => {
    const { metadata, spec } = service;
    const selector = Object.entries(spec.selector ?? {});
    const [first] = selector;
    if (first === undefined || spec.type === "ExternalName" || given.has(`${metadata.namespace}/${metadata.name}`))
      return [];
    const candidates = pods.get(labelKey(metadata.namespace, ...first)) ?? [];
    const selected = candidates.filter(({ metadata: { labels } }) =>
      selector.every(([label, value]) => labels[label] === value),
    );
    return [{ service, at, pods: selected }];
  });
}

/** Pods by each of their labels: a cluster may have tens of thousands. */
function podsByLabel(objects: readonly ManifestObject[]): ReadonlyMap<string, readonly SelectedPod[]> {
  const found = new Map<string, SelectedPod[]>();
  for (const { value: pod } of shaped(objects, "Pod", podShape)) {
    for (const label of Object.entries(pod.metadata.labels)) {
      const key = labelKey(pod.metadata.namespace, ...label);
      const pods = found.get(key);
      if (pods === undefined) found.set(key, [pod]);
      else pods.push(pod);
    }
  }
  return found;
}

const labelKey = (...parts: readonly string[]): string => JSON.stringify(parts);

function shaped<Shape extends z.ZodType>(
  objects: readonly ManifestObject[],
  kind: string,
  shape: Shape,
): readonly { readonly value: z.infer<Shape>; readonly at: ManifestObject["at"] }[] {
  return objects.flatMap(({ value, at }) => {
    if (value.kind !== kind) return [];
    const read = shape.safeParse(value);
    return read.success ? [{ value: read.data, at }] : [];
  });
}

/** One slice for each family of addresses, and for each set of port numbers: a named port may differ from pod to pod. */
function slicesOf(service: SelectingService, pods: readonly SelectedPod[]): readonly ApiObject[] {
  const { name, namespace } = service.metadata;
  const groups = new Map<
    string,
    { readonly ports: readonly unknown[]; readonly endpoints: unknown[]; readonly addressType: string }
  >();
  for (const pod of pods) {
    const ports = service.spec.ports.flatMap((port) => {
      const number = portOf(port, pod);
      return number === undefined ? [] : [{ name: port.name, port: number, protocol: port.protocol }];
    });
    for (const { ip } of pod.status.podIPs) {
      const addressType = readAddress(ip)?.length === 16 ? "IPv6" : "IPv4";
      const key = `${addressType} ${JSON.stringify(ports)}`;
      const group = groups.get(key) ?? { ports, endpoints: [], addressType };
      groups.set(key, group);
      group.endpoints.push(endpointOf(service, pod, ip));
    }
  }
  return [...groups.values()].map(({ ports, endpoints, addressType }, index) => ({
    kind: "EndpointSlice",
    metadata: { name: `${name}-${index}`, namespace, labels: { [SERVICE_NAME]: name } },
    addressType,
    endpoints,
    ports,
  }));
}

function endpointOf({ metadata, spec }: SelectingService, pod: SelectedPod, ip: string): unknown {
  const isReady = pod.status.conditions.every(({ type, status }) => type !== "Ready" || status === "True");
  const isNamed = pod.spec?.hostname !== undefined && pod.spec.subdomain === metadata.name;
  return {
    addresses: [ip],
    conditions: { ready: isReady || spec.publishNotReadyAddresses },
    ...(isNamed ? { hostname: pod.spec?.hostname } : {}),
    targetRef: { kind: "Pod", name: pod.metadata.name, namespace: pod.metadata.namespace },
  };
}

/** The port in the pod: a number, or the name of a container's port; undefined when no container has it. */
function portOf({ port, targetPort = port }: z.infer<typeof servicePort>, { spec }: SelectedPod): number | undefined {
  if (typeof targetPort === "number") return targetPort;
  const ports = (spec?.containers ?? []).flatMap((container) => container.ports);
  return ports.find(({ name }) => name === targetPort)?.containerPort;
}
