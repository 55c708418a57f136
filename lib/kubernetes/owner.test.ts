import { expect, it } from "vitest";
import { ownerOf } from "./owner.ts";

const cases: Readonly<
  Record<string, readonly [metadata: object, name: string | undefined, instead: string | undefined]>
> = {
  "AKS before the add-on manager that it uses": [
    { labels: { "addonmanager.kubernetes.io/mode": "Reconcile", "kubernetes.azure.com/managedby": "aks" } },
    "AKS",
    "coredns-custom",
  ],
  "an add-on manager": [
    { labels: { "addonmanager.kubernetes.io/mode": "Reconcile" } },
    "the add-on manager",
    "coredns-custom",
  ],
  "none that only sees to it that there is one": [
    { labels: { "addonmanager.kubernetes.io/mode": "EnsureExists" } },
    undefined,
    undefined,
  ],
  k3s: [
    { annotations: { "objectset.rio.cattle.io/owner-gvk": "k3s.cattle.io/v1, Kind=Addon" } },
    "k3s",
    "coredns-custom",
  ],
  EKS: [{ labels: { "eks.amazonaws.com/component": "coredns" } }, "the EKS add-on", "eks-add-on"],
  "RKE2 before Helm": [{ annotations: { "meta.helm.sh/release-name": "rke2-coredns" } }, "RKE2's chart", "helm-values"],
  Helm: [{ labels: { "app.kubernetes.io/managed-by": "Helm" } }, "Helm", "helm-values"],
  "Argo CD before Helm": [
    { labels: { "argocd.argoproj.io/instance": "dns", "app.kubernetes.io/managed-by": "Helm" } },
    "Argo CD",
    "elsewhere",
  ],
  "whoever owns it": [{ ownerReferences: [{ kind: "DNS", name: "default" }] }, "DNS default", "elsewhere"],
  "nobody on kubeadm": [{ name: "coredns", labels: {} }, undefined, undefined],
};

it.each(Object.entries(cases))("%s", (_, [metadata, name, instead]) => {
  const owner = ownerOf({ kind: "ConfigMap", metadata });
  expect([owner?.name, owner?.instead]).toEqual([name, instead]);
});

it("nobody of what is no object", () => {
  expect(ownerOf(undefined)).toBeUndefined();
});
