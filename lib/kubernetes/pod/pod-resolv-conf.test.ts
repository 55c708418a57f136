/** Facts of kubelet (pkg/kubelet/network/dns/dns_test.go, v1.36.3). */
import { describe, expect, test } from "vitest";
import type { PodDnsSpec } from "./pod-dns-spec.ts";
import { type NodeDns, podResolvConf } from "./pod-resolv-conf.ts";

const NODE: NodeDns = {
  file: "node/resolv.conf",
  text: "# the node\nnameserver 192.0.2.1\nnameserver 192.0.2.2\nsearch ignored.example.org\nsearch eu.example.org. . example.org\noptions ndots:2 timeout:1\noptions rotate timeout:3\n",
  clusterDns: ["10.96.0.10"],
  clusterDnsFrom: "clusterDNS",
  clusterDomain: "cluster.local",
};
const CLUSTER = "default.svc.cluster.local svc.cluster.local cluster.local";
const pod = (spec: Partial<PodDnsSpec>): PodDnsSpec => ({
  namespace: "default",
  dnsPolicy: "ClusterFirst",
  hostNetwork: false,
  ...spec,
});

const FROM_NODE =
  "search eu.example.org example.org\nnameserver 192.0.2.1\nnameserver 192.0.2.2\noptions ndots:2 timeout:3 rotate\n";
const FROM_CLUSTER = `search ${CLUSTER} eu.example.org example.org\nnameserver 10.96.0.10\noptions ndots:5\n`;

describe("the policy decides", () => {
  test.each<[string, Partial<PodDnsSpec>, string]>([
    ["ClusterFirst", {}, FROM_CLUSTER],
    ["ClusterFirst on the node's network is Default", { hostNetwork: true }, FROM_NODE],
    ["ClusterFirstWithHostNet", { dnsPolicy: "ClusterFirstWithHostNet", hostNetwork: true }, FROM_CLUSTER],
    ["Default", { dnsPolicy: "Default" }, FROM_NODE],
    ["None has nothing", { dnsPolicy: "None" }, ""],
    [
      "None with a configuration of its own",
      {
        dnsPolicy: "None",
        dnsConfig: { nameservers: ["192.0.2.9"], searches: ["a.example.org"], options: [{ name: "edns0" }] },
      },
      "search a.example.org\nnameserver 192.0.2.9\noptions edns0\n",
    ],
    ["a word that is none counts as ClusterFirst", { dnsPolicy: "clusterfirst" }, FROM_CLUSTER],
  ])("%s", (_, spec, text) => expect(podResolvConf(pod(spec), NODE).text).toBe(text));

  test("what falls back says so", () => {
    expect(podResolvConf(pod({ hostNetwork: true }), NODE).notes.join()).toContain("falls back to Default");
    expect(podResolvConf(pod({ dnsPolicy: "x" }), NODE).notes.join()).toContain("invalid DNSPolicy=x");
    const without = podResolvConf(pod({}), { ...NODE, clusterDns: [] });
    expect([without.text, without.notes]).toEqual([
      FROM_NODE,
      ["kubelet has no clusterDNS: it uses the policy Default instead."],
    ]);
  });
});

test("dnsConfig is merged: servers and domains after those that are there, once each, options by name", () => {
  const dnsConfig = {
    nameservers: ["10.96.0.10", "192.0.2.9"],
    searches: ["svc.cluster.local", "late.example.org"],
    options: [{ name: "ndots", value: "2" }, { name: "edns0" }],
  };
  const { text, options, servers, searches } = podResolvConf(pod({ dnsConfig }), NODE);
  expect(text).toBe(
    `search ${CLUSTER} eu.example.org example.org late.example.org\nnameserver 10.96.0.10\nnameserver 192.0.2.9\noptions ndots:2 edns0\n`,
  );
  expect(options[0]?.origin).toBe("the pod's dnsConfig, instead of ndots:5");
  expect(servers.map(({ origin }) => origin)).toEqual(["clusterDNS", "the pod's dnsConfig"]);
  expect(searches.map(({ origin }) => origin)).toEqual([
    "the pod's namespace",
    "cluster domain",
    "cluster domain",
    "node/resolv.conf:5",
    "node/resolv.conf:5",
    "the pod's dnsConfig",
  ]);
});

describe("limits", () => {
  const many = (count: number, length = 0) =>
    Array.from({ length: count }, (_, at) => `d${at}.${"x".repeat(length)}example.org`);
  test("3 nameservers", () => {
    const { servers, notes } = podResolvConf(
      pod({ dnsConfig: { nameservers: ["192.0.2.1", "192.0.2.2", "192.0.2.3"] } }),
      NODE,
    );
    expect(servers.map(({ value }) => value)).toEqual(["10.96.0.10", "192.0.2.1", "192.0.2.2"]);
    expect(notes).toEqual([
      "Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: 10.96.0.10 192.0.2.1 192.0.2.2",
    ]);
  });
  test("32 search domains", () => {
    const { searches, notes } = podResolvConf(pod({ dnsConfig: { searches: many(40) } }), NODE);
    expect([searches.length, searches.at(-1)?.value]).toEqual([32, "d26.example.org"]);
    expect(notes[0]).toContain("Search Line limits were exceeded");
  });
  test("2048 characters, cut at whole domains", () => {
    const { searches } = podResolvConf(pod({ dnsPolicy: "None", dnsConfig: { searches: many(20, 100) } }), NODE);
    const line = searches.map(({ value }) => value).join(" ");
    expect([searches.length, line.length <= 2048]).toEqual([17, true]);
  });
  test("a domain of more than 253 characters is left out", () => {
    const { searches } = podResolvConf(
      pod({ dnsPolicy: "None", dnsConfig: { searches: ["x".repeat(254), "a"] } }),
      NODE,
    );
    expect(searches.map(({ value }) => value)).toEqual(["a"]);
  });
});
