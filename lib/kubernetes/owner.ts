/** Who else writes a cluster's `coredns`: what its labels and annotations tell, and where changes survive. */
import { z } from "zod";

/** Somebody who writes the object again. */
export interface Owner {
  /** `k3s`, `AKS`. */
  readonly name: string;
  /** What happens to a change, in one sentence. */
  readonly warning: string;
  /** Where a change survives. */
  readonly instead: "coredns-custom" | "helm-values" | "eks-add-on" | "elsewhere";
}

const object = z.object({
  metadata: z.object({
    labels: z.record(z.string(), z.string()).default({}),
    annotations: z.record(z.string(), z.string()).default({}),
    ownerReferences: z.array(z.object({ kind: z.string(), name: z.string() })).default([]),
  }),
});
type Metadata = z.infer<typeof object>["metadata"];

interface Sign extends Owner {
  isOn(metadata: Metadata): boolean;
}

const CUSTOM = "Additions in coredns-custom survive.";

/** The first that fits speaks: who is more particular stands first. */
const SIGNS: readonly Sign[] = [
  {
    name: "AKS",
    warning: `AKS's add-on manager will overwrite coredns. ${CUSTOM}`,
    instead: "coredns-custom",
    isOn: ({ labels }) =>
      isReconciled(labels) && Object.keys(labels).some((label) => label.startsWith("kubernetes.azure.com/")),
  },
  {
    name: "k3s",
    warning: `k3s writes coredns again from its own manifest at each start. ${CUSTOM}`,
    instead: "coredns-custom",
    isOn: ({ annotations }) =>
      (annotations["objectset.rio.cattle.io/owner-gvk"] ?? "").startsWith("k3s.cattle.io/") ||
      annotations["objectset.rio.cattle.io/owner-name"] === "coredns",
  },
  {
    name: "the EKS add-on",
    warning: "The EKS add-on may overwrite coredns. Its configuration (corefile) survives.",
    instead: "eks-add-on",
    isOn: ({ labels }) => labels["eks.amazonaws.com/component"] !== undefined,
  },
  {
    name: "the add-on manager",
    warning: `The add-on manager will overwrite coredns (label addonmanager.kubernetes.io/mode: Reconcile). ${CUSTOM}`,
    instead: "coredns-custom",
    isOn: ({ labels }) => isReconciled(labels),
  },
  {
    name: "the OpenShift DNS operator",
    warning: "The OpenShift DNS operator will overwrite this. Change the object DNS instead.",
    instead: "elsewhere",
    isOn: ({ labels }) => labels["dns.operator.openshift.io/owning-dns"] !== undefined,
  },
  {
    name: "RKE2's chart",
    warning: "RKE2's Helm chart will overwrite this. A HelmChartConfig with servers survives.",
    instead: "helm-values",
    isOn: ({ annotations }) => (annotations["meta.helm.sh/release-name"] ?? "").startsWith("rke2-"),
  },
  {
    name: "Argo CD",
    warning: "Argo CD will write this again from its repository. Change it there.",
    instead: "elsewhere",
    isOn: ({ annotations, labels }) =>
      annotations["argocd.argoproj.io/tracking-id"] !== undefined ||
      labels["argocd.argoproj.io/instance"] !== undefined,
  },
  {
    name: "Flux",
    warning: "Flux will write this again from its repository. Change it there.",
    instead: "elsewhere",
    isOn: ({ labels }) =>
      labels["kustomize.toolkit.fluxcd.io/name"] !== undefined || labels["helm.toolkit.fluxcd.io/name"] !== undefined,
  },
  {
    name: "Helm",
    warning: "The next helm upgrade will overwrite this. Helm values survive.",
    instead: "helm-values",
    isOn: ({ labels, annotations }) =>
      labels["app.kubernetes.io/managed-by"] === "Helm" || annotations["meta.helm.sh/release-name"] !== undefined,
  },
];

/** Who will write an object of the API again; undefined when nothing tells of anybody. */
export function ownerOf(value: unknown): Owner | undefined {
  const read = object.safeParse(value);
  if (!read.success) return undefined;
  const { metadata } = read.data;
  const sign = SIGNS.find((one) => one.isOn(metadata));
  if (sign !== undefined) return { name: sign.name, warning: sign.warning, instead: sign.instead };
  const [reference] = metadata.ownerReferences;
  if (reference === undefined) return undefined;
  const name = `${reference.kind} ${reference.name}`;
  return { name, warning: `${name} owns this and may write it again.`, instead: "elsewhere" };
}

function isReconciled(labels: Metadata["labels"]): boolean {
  return labels["addonmanager.kubernetes.io/mode"] === "Reconcile";
}
