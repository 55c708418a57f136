/** The Pods of manifests as clients of DNS, and what manifests tell of the cluster's own DNS. */
import { z } from "zod";
import type { ManifestObject } from "../manifests.ts";
import { DEFAULT_POLICY, type PodDnsSpec, podSpecSchema } from "./pod-dns-spec.ts";

/** A Pod that may ask. */
export interface ClientPod extends PodDnsSpec {
  readonly name: string;
  /** Its addresses; none before it has got one. */
  readonly ips: readonly string[];
}

const podShape = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string() }),
  spec: podSpecSchema.nullish(),
  status: z
    .object({
      podIP: z.string().nullish(),
      podIPs: z.array(z.object({ ip: z.string() })).nullish(),
    })
    .nullish(),
});
const serviceShape = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string() }),
  spec: z.object({ clusterIP: z.string().nullish(), clusterIPs: z.array(z.string()).nullish() }),
});

/** The Pods, in the order of the manifests. */
export function clientPodsOf(objects: readonly ManifestObject[]): readonly ClientPod[] {
  return objects.flatMap(({ value }) => {
    if (value.kind !== "Pod") return [];
    const read = podShape.safeParse(value);
    if (!read.success) return [];
    const { metadata, spec, status } = read.data;
    const ips = (status?.podIPs ?? []).map(({ ip }) => ip);
    return [
      {
        ...metadata,
        ips: ips.length === 0 && typeof status?.podIP === "string" ? [status.podIP] : ips,
        dnsPolicy: spec?.dnsPolicy ?? DEFAULT_POLICY,
        hostNetwork: spec?.hostNetwork ?? false,
        ...(spec?.dnsConfig ? { dnsConfig: spec.dnsConfig } : {}),
      },
    ];
  });
}

/** The namespaces that manifests have, or that something in them is in, in alphabetical order. */
export function namespacesOf(objects: readonly ManifestObject[]): readonly string[] {
  const shape = z.object({ metadata: z.object({ name: z.string(), namespace: z.string().optional() }) });
  const names = objects.flatMap(({ value }) => {
    const read = shape.safeParse(value);
    if (!read.success) return [];
    const { name, namespace } = read.data.metadata;
    const own = value.kind === "Namespace" ? name : namespace;
    return own === undefined ? [] : [own];
  });
  return [...new Set(names)].toSorted();
}

/** Names of Services, as a pod of another namespace would write them: `web.shop`. */
export function servicesOf(objects: readonly ManifestObject[]): readonly string[] {
  return objects.flatMap(({ value }) => {
    if (value.kind !== "Service") return [];
    const read = serviceShape.safeParse(value);
    return read.success ? [`${read.data.metadata.name}.${read.data.metadata.namespace}`] : [];
  });
}

/** The address of most clusters that kubeadm made. */
const USUAL_CLUSTER_DNS = "10.96.0.10";
const DNS_SERVICE = { name: "kube-dns", namespace: "kube-system" };

/** kubelet's `clusterDNS`, and where it comes from: the Service kube-dns, or what is usual. */
export function clusterDnsOf(objects: readonly ManifestObject[]): {
  readonly addresses: readonly string[];
  readonly from: string;
} {
  for (const { value } of objects) {
    const read = value.kind === "Service" ? serviceShape.safeParse(value) : undefined;
    if (read?.success !== true) continue;
    const { metadata, spec } = read.data;
    if (metadata.name !== DNS_SERVICE.name || metadata.namespace !== DNS_SERVICE.namespace) continue;
    const all = spec.clusterIPs ?? [];
    const addresses = (all.length === 0 ? [spec.clusterIP ?? ""] : all).filter((ip) => ip !== "" && ip !== "None");
    if (addresses.length > 0) return { addresses, from: "kubelet's clusterDNS: Service kube-system/kube-dns" };
  }
  return { addresses: [USUAL_CLUSTER_DNS], from: "kubelet's clusterDNS: the usual address" };
}
