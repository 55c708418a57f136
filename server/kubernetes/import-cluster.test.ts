import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { planImports } from "../../lib/kubernetes/import-plan.ts";
import { readModelCluster } from "../../lib/kubernetes/model-cluster.ts";
import { FakeApi } from "./_test/fake-api.ts";
import { type ClusterConnection, connect } from "./connection.ts";
import { importCluster } from "./import-cluster.ts";
import { readLog, reloadState } from "./reload.ts";

const inSystem = (name: string, more: object = {}) => ({ name, namespace: "kube-system", ...more });
const DEPLOYMENT = {
  kind: "Deployment",
  metadata: inSystem("coredns", { labels: { "k8s-app": "kube-dns" } }),
  spec: {
    template: {
      spec: {
        containers: [{ name: "coredns", image: "coredns:1.11.3" }],
        volumes: [{ configMap: { name: "dns-own" } }],
      },
    },
  },
};
const OBJECTS = [
  { kind: "Namespace", metadata: { name: "shop" } },
  ...Array.from({ length: 1100 }, (_, index) => ({
    kind: "Service",
    metadata: { name: `web-${index}`, namespace: "shop", annotations: { note: "private" } },
    spec: { clusterIP: `10.96.${index >> 8}.${index & 255}`, ports: [{ name: "http", port: 80, nodePort: 30_000 }] },
  })),
  {
    kind: "EndpointSlice",
    metadata: { name: "web-0-a", namespace: "shop", labels: { "kubernetes.io/service-name": "web-0" } },
    addressType: "IPv4",
    endpoints: [{ addresses: ["10.1.0.1"], conditions: { ready: true, serving: true }, nodeName: "node-1" }],
    ports: [{ name: "http", port: 8080, protocol: "TCP" }],
  },
  {
    kind: "Pod",
    metadata: { name: "web-a", namespace: "shop", labels: { app: "web" } },
    spec: { containers: [{ name: "web", image: "web:1", env: [{ name: "PASSWORD", value: "hunter2" }] }] },
    status: { phase: "Running", podIPs: [{ ip: "10.1.0.1" }], hostIP: "192.0.2.1" },
  },
  { kind: "Secret", metadata: { name: "tls", namespace: "shop" }, data: { key: "c2VjcmV0" } },
];

let api: FakeApi;
let home: string;
let connection: ClusterConnection;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "import-"));
  api = await FakeApi.start([
    DEPLOYMENT,
    {
      kind: "ConfigMap",
      metadata: inSystem("coredns", { uid: "1" }),
      data: { Corefile: ".:53 {\n    import custom/*.override\n}\n" },
    },
    { kind: "ConfigMap", metadata: inSystem("coredns-custom"), data: { "log.override": "log\n" } },
    { kind: "ConfigMap", metadata: inSystem("dns-own"), data: { Corefile: ".:53 {\n    whoami\n}\n" } },
    { kind: "ConfigMap", metadata: inSystem("other"), data: { token: "hunter2" } },
    ...OBJECTS,
  ]);
  const KUBECONFIG = join(home, "config");
  writeFileSync(KUBECONFIG, api.kubeconfig());
  connection = await connect("lab", { environment: { KUBECONFIG } });
});
afterEach(async () => {
  await api.close();
  rmSync(home, { recursive: true, force: true });
});

const wanted = { namespace: "kube-system", withObjects: false, folder: "cluster" };

describe("what is read from a cluster", () => {
  it("the ConfigMaps of CoreDNS, also those that its Deployment mounts, as one manifest", async () => {
    const { manifest, found, missing, files } = await importCluster(connection, wanted);
    expect(found).toEqual(["Deployment coredns: coredns:1.11.3"]);
    expect([missing, files]).toEqual([[], []]);
    const planned = planImports(manifest, "Corefile");
    const plans = planned.kind === "plans" ? planned.plans : [];
    expect(plans.map(({ name }) => name)).toEqual(["kube-system/coredns", "kube-system/dns-own"]);
    expect(plans[0]?.lines.map(({ text, object }) => `${object}: ${text}`)).toEqual([
      "ConfigMap kube-system/coredns: .:53 {",
      "ConfigMap kube-system/coredns-custom: log",
      "ConfigMap kube-system/coredns: }",
    ]);
    expect(manifest).not.toContain("hunter2");
    expect(api.requests.every((one) => one.startsWith("GET "))).toBe(true);
  });

  it("a snapshot of all pages that the studio can serve, without what is nobody's business; no Secret is asked for", async () => {
    const { files, counts } = await importCluster(connection, { ...wanted, withObjects: true });
    expect(counts).toEqual({ Namespace: 1, Service: 1100, EndpointSlice: 1, Pod: 1 });
    expect(files.map(({ path }) => path)).toEqual(["cluster/all.namespaces.yaml", "cluster/shop.yaml"]);
    const text = files.map((file) => file.text).join("");
    for (const word of ["hunter2", "private", "nodePort", "nodeName", "hostIP", "Secret"])
      expect(text).not.toContain(word);
    expect(api.requests.filter((one) => one.includes("secrets"))).toEqual([]);
    const { model, problems } = readModelCluster(files.map(({ path, text: body }) => ({ file: path, text: body })));
    expect(problems).toEqual([]);
    const services = model.objects({ path: "api/v1/services", labelSelector: "", fieldSelector: "" });
    expect(services).toHaveLength(1100);
  });

  it("what may not be read is named with the one line for somebody who may; the rest is there", async () => {
    api.forbidden.add("GET pods").add("GET deployments");
    const { missing, kubectl, counts, manifest } = await importCluster(connection, { ...wanted, withObjects: true });
    expect(missing).toEqual(["list deployments in kube-system", "list pods in all namespaces"]);
    expect(kubectl).toBe(
      "kubectl --context lab -n kube-system get deployments -l k8s-app=kube-dns -o yaml && echo --- && kubectl --context lab get pods -A -o yaml",
    );
    expect(counts.Service).toBe(1100);
    expect(manifest).toContain("import custom/*.override");
  });
});

describe("the reload", () => {
  const written = { namespace: "kube-system", name: "coredns", resourceVersion: "", at: "2026-11-28T12:00:00.000Z" };
  const pod = (name: string, creationTimestamp: string) => {
    return { kind: "Pod", metadata: inSystem(name, { labels: { "k8s-app": "kube-dns" }, creationTimestamp }) };
  };

  it("is what the pods' logs say since", async () => {
    for (const name of ["a", "b", "c"]) api.put(pod(name, "2026-11-01T00:00:00Z"));
    api.put(pod("d", "2026-11-28T12:01:00Z"));
    api.logs.set(
      "a",
      "[INFO] Reloading\n[INFO] plugin/reload: Running configuration SHA512 = 0123456789abcdef00\n[INFO] Reloading complete\n",
    );
    api.logs.set("b", "[ERROR] plugin/reload: Corefile changed but reload failed: plugin/hosts: no\n");
    const resourceVersion = api.get("ConfigMap", "coredns")?.metadata.resourceVersion ?? "";
    const { isStored, pods } = await reloadState(connection, { ...written, resourceVersion });
    expect(isStored).toBe(true);
    expect(pods.map(({ name, state, text }) => `${name} ${state} ${text}`)).toEqual([
      "a reloaded Reloading complete, SHA512 0123456789abcdef…",
      "b failed plugin/reload: Corefile changed but reload failed: plugin/hosts: no",
      "c waiting ",
      "d reloaded The pod was started since.",
    ]);
    expect(api.requests).toContain(
      "GET /api/v1/namespaces/kube-system/pods/a/log?sinceTime=2026-11-28T12%3A00%3A00.000Z&limitBytes=262144",
    );
  });

  it("says when somebody else has written since, and when the pods may not be seen", async () => {
    api.forbidden.add("GET pods");
    const { isStored, pods, note } = await reloadState(connection, { ...written, resourceVersion: "1" });
    expect([isStored, pods]).toEqual([false, []]);
    expect(note).toContain("missing: list pods in kube-system");
  });

  it("takes the last word of a log", () => {
    expect(
      readLog("[ERROR] plugin/reload: Corefile changed but reload failed: x\n[INFO] Reloading complete\n").state,
    ).toBe("reloaded");
    expect(readLog("[WARNING] plugin/reload: Corefile parse failed: Corefile:3 - x\n").text).toBe(
      "plugin/reload: Corefile parse failed: Corefile:3 - x",
    );
    expect(readLog("")).toEqual({ state: "waiting", text: "" });
  });
});
