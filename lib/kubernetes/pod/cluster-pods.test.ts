import { expect, test } from "vitest";
import { filesInMemory } from "../../corefile/imports/files-in-memory.ts";
import { loadCorefile } from "../../corefile/load.ts";
import { readManifests } from "../manifests.ts";
import { clusterDomainOf } from "./cluster-domain.ts";
import { clientPodsOf, clusterDnsOf, namespacesOf, servicesOf } from "./cluster-pods.ts";

const MANIFESTS = `
kind: Pod
metadata: {name: plain, namespace: shop}
status: {podIP: 192.0.2.10}
---
kind: Pod
metadata: {name: own}
spec:
  hostNetwork: true
  dnsPolicy: None
  dnsConfig: {nameservers: [192.0.2.53], options: [{name: ndots, value: 2}]}
status: {podIPs: [{ip: 192.0.2.11}, {ip: "2001:db8::11"}]}
---
kind: Service
metadata: {name: kube-dns, namespace: kube-system}
spec: {clusterIP: 198.51.100.10, clusterIPs: [198.51.100.10, "2001:db8::a"]}
---
kind: Namespace
metadata: {name: empty}
`;

test("pods, namespaces, Services and the cluster's DNS of manifests", () => {
  const { objects } = readManifests([{ file: "cluster/a.yaml", text: MANIFESTS }]);
  expect(clientPodsOf(objects)).toEqual([
    { name: "plain", namespace: "shop", ips: ["192.0.2.10"], dnsPolicy: "ClusterFirst", hostNetwork: false },
    {
      name: "own",
      namespace: "default",
      ips: ["192.0.2.11", "2001:db8::11"],
      dnsPolicy: "None",
      hostNetwork: true,
      dnsConfig: { nameservers: ["192.0.2.53"], options: [{ name: "ndots", value: "2" }] },
    },
  ]);
  expect(namespacesOf(objects)).toEqual(["default", "empty", "kube-system", "shop"]);
  expect(servicesOf(objects)).toEqual(["kube-dns.kube-system"]);
  expect(clusterDnsOf(objects).addresses).toEqual(["198.51.100.10", "2001:db8::a"]);
  expect(clusterDnsOf([]).addresses).toEqual(["10.96.0.10"]);
});

test.each([
  [".:53 {\n  kubernetes Cluster.Example in-addr.arpa ip6.arpa {\n    ttl 30\n  }\n}", "cluster.example"],
  [".:53 {\n  kubernetes in-addr.arpa own.example.\n}", "own.example"],
  ["dns://k8s.example:5353 {\n  kubernetes\n}", "k8s.example"],
  [".:53 {\n  kubernetes\n}", "cluster.local"],
  [".:53 {\n  whoami\n}", "cluster.local"],
])("the cluster's domain of %j", (text, domain) => {
  const configuration = loadCorefile({
    file: "Corefile",
    text,
    files: filesInMemory({}),
    environment: {},
    directives: new Set(["kubernetes", "whoami"]),
  });
  expect(clusterDomainOf(configuration, new Set(["kubernetes"]))).toBe(domain);
});
