/** A cluster of a given size, written into an API server. */
import { create, namespace, service, slice } from "../e2e/cluster/api-objects.ts";
import type { ControlPlane } from "../e2e/cluster/control-plane.ts";

const NAMESPACES = 100;
/** So many of ten Services have an address of their own; the rest are headless. */
const WITH_ADDRESS = 9;
const AT_ONCE = 24;

/** How much there is. */
export interface ClusterSize {
  readonly services: number;
  readonly endpoints: number;
}

/** Writes Services that have their share of the endpoints each, and gives questions for their addresses. */
export async function fillCluster(
  plane: ControlPlane,
  { services, endpoints }: ClusterSize,
): Promise<readonly string[]> {
  const share = Math.round(endpoints / services);
  const namespaces = Array.from({ length: Math.min(NAMESPACES, services) }, (_, index) => `team-${index}`);
  await inParallel(namespaces.length, (index) => create(plane, namespace(`team-${index}`)));
  await inParallel(services, async (index) => {
    const [name, inNamespace] = [`service-${index}`, namespaceOf(index, namespaces)];
    const ports = [{ name: "http", port: 80 }];
    await create(plane, service(name, inNamespace, hasAddress(index) ? { ports } : { clusterIP: "None", ports }));
    const addresses = Array.from({ length: share }, (_, at) => endpointOf(index * share + at, inNamespace));
    await create(plane, slice([`${name}-x7k2p`, name, inNamespace], addresses, [{ name: "http", port: 8080 }]));
  });
  return Array.from({ length: services }, (_, index) => index)
    .filter(hasAddress)
    .map((index) => `service-${index}.${namespaceOf(index, namespaces)}.svc.cluster.local A`);
}

function hasAddress(index: number): boolean {
  return index % 10 < WITH_ADDRESS;
}

function namespaceOf(index: number, namespaces: readonly string[]): string {
  return namespaces[index % namespaces.length] ?? "default";
}

/** An endpoint as Kubernetes' own controller writes it for a pod. */
function endpointOf(index: number, inNamespace: string): Readonly<Record<string, unknown>> {
  const ip = `10.${128 + ((index >> 16) & 127)}.${(index >> 8) & 255}.${index & 255}`;
  return {
    addresses: [ip],
    conditions: { ready: true, serving: true, terminating: false },
    nodeName: `node-${index % 200}`,
    zone: `zone-${index % 3}`,
    targetRef: { kind: "Pod", name: `pod-${index}`, namespace: inNamespace, uid: uid(index) },
  };
}

function uid(index: number): string {
  return `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
}

async function inParallel(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
