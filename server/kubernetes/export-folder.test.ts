import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import { planImports } from "../../lib/kubernetes/import-plan.ts";
import { exportFolder } from "./export-folder.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "export-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function exported(files: Readonly<Record<string, string>>, corefile = "Corefile") {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return exportFolder({ root, corefile, drafts: {}, paths: Object.keys(files), environment: { ZONE: "zones/env" } });
}

const STOCK = `.:53 {
    errors
    health :8090
    ready
    kubernetes cluster.local
    prometheus :9153
    forward . /etc/resolv.conf
    reload
}
`;

const object = z.looseObject({ kind: z.string(), spec: z.looseObject({}).optional() });
function documents(text: string): Readonly<Record<string, z.infer<typeof object>>> {
  const read = parseAllDocuments(text);
  const all = (Array.isArray(read) ? read : []).map((one) => object.parse(one.toJS()));
  return Object.fromEntries(all.map((one) => [one.kind, one]));
}

describe("ConfigMaps", () => {
  it("have the Corefile and every file that it names, with the pod's paths; nothing else of the folder", () => {
    const { configMaps, notes } = exported({
      Corefile:
        'import parts/one\n.:53 {\n    root zones\n    file db.a example.org\n    hosts "my hosts"\n    reload\n}\n',
      "parts/one": "x.:53 {\n    file zones/db.b\n}\n",
      "zones/db.a": "$INCLUDE more\n",
      "zones/more": "a 60 IN A 192.0.2.1\n",
      "zones/db.b": "b 60 IN A 192.0.2.1\n",
      "my hosts": "",
      "cluster/x.yaml": "kind: Service\n",
      "db.other": "not named\n",
    });
    expect(notes).toEqual([]);
    expect(configMaps.map(({ name }) => name)).toEqual(["coredns"]);
    const data = configMaps[0]?.data ?? {};
    expect(Object.keys(data).toSorted()).toEqual(["Corefile", "parts.one", "zones.db.a", "zones.db.b", "zones.more"]);
    expect(data.Corefile).toContain("import parts/one");
    expect(data["zones.db.a"]).toBe("$INCLUDE more\n");
  });

  it("are those that were imported: additions are coredns-custom again", () => {
    const files = {
      Corefile: ".:53 {\n    hosts NodeHosts\n    import custom/*.override\n    reload\n}\n",
      NodeHosts: "192.0.2.1 node\n",
      "custom/a.override": "log\n",
    };
    const { configMaps } = exported(files);
    expect(configMaps.map(({ name, data }) => [name, Object.keys(data)])).toEqual([
      ["coredns", ["Corefile", "NodeHosts"]],
      ["coredns-custom", ["a.override"]],
    ]);
    expect(configMaps[0]?.data.Corefile).toContain("hosts /etc/coredns/NodeHosts\n");
    const planned = planImports(configMaps.map(({ yaml }) => yaml).join("---\n"), "Corefile");
    const [plan] = planned.kind === "plans" ? planned.plans : [];
    expect(Object.fromEntries((plan?.files ?? []).map(({ path, text }) => [path, text]))).toEqual(files);
  });

  it("never have private keys, and say what stays behind", () => {
    const { configMaps, manifests, notes } = exported({
      Corefile:
        "tls://.:853 {\n    tls cert.pem key.pem\n    auto {\n        directory zones\n    }\n    file {$ZONE} example.org\n}\n",
      "cert.pem": "-----BEGIN CERTIFICATE-----\n",
      "key.pem": "-----BEGIN PRIVATE KEY-----\nhunter2\n",
      "zones/env": "x\n",
    });
    expect(JSON.stringify([configMaps, manifests])).not.toContain("hunter2");
    expect(manifests).toContain("name: coredns-keys");
    expect(notes).toEqual([
      "Corefile:6 names a file through a variable: check the path.",
      "auto reads a folder: its files stay behind.",
      "Private keys belong into a Secret, and are not exported. Run: kubectl -n kube-system create secret generic coredns-keys --from-file=key.pem=key.pem",
      "The Corefile has no reload: pods have to be restarted to take up changes.",
    ]);
  });

  it("need a Corefile, and say when they are too large", () => {
    expect(() => exported({})).toThrow("Corefile cannot be read");
    const { notes } = exported({ Corefile: ".:53 {\n    hosts h\n    reload\n}\n", h: "# x\n".repeat(300_000) });
    expect(notes).toEqual([expect.stringContaining("Kubernetes takes at most 1048576")]);
  });
});

describe("manifests", () => {
  it("of the stock Corefile are all that it needs to run", () => {
    const all = documents(exported({ Corefile: STOCK }).manifests);
    expect(Object.keys(all)).toEqual([
      "ServiceAccount",
      "ClusterRole",
      "ClusterRoleBinding",
      "ConfigMap",
      "Deployment",
      "Service",
    ]);
    expect(all.Service).toMatchObject({
      metadata: { name: "kube-dns", namespace: "kube-system" },
      spec: {
        clusterIP: "10.96.0.10",
        selector: { "k8s-app": "kube-dns" },
        ports: [
          { name: "dns", port: 53, protocol: "UDP" },
          { name: "dns-tcp", port: 53, protocol: "TCP" },
          { name: "metrics", port: 9153, protocol: "TCP" },
        ],
      },
    });
    expect(all.Deployment?.spec).toMatchObject({
      template: {
        spec: {
          serviceAccountName: "coredns",
          dnsPolicy: "Default",
          containers: [
            {
              args: ["-conf", "/etc/coredns/Corefile"],
              livenessProbe: { httpGet: { path: "/health", port: 8090 } },
              readinessProbe: { httpGet: { path: "/ready", port: 8181 } },
            },
          ],
        },
      },
    });
  });

  it("ask for no more than the Corefile needs, and lead each port to where the pod listens", () => {
    const { manifests } = exported({ Corefile: "a:1053 b:1054 tls://c:8853 {\n    whoami\n}\n" });
    const all = documents(manifests);
    expect(Object.keys(all)).toEqual(["ConfigMap", "Deployment", "Service"]);
    expect(manifests).not.toContain("Probe");
    expect(manifests).not.toMatch(/[&*]a\d/);
    expect(all.Service?.spec?.ports).toEqual([
      { name: "dns", port: 53, targetPort: 1053, protocol: "UDP" },
      { name: "dns-tcp", port: 53, targetPort: 1053, protocol: "TCP" },
      { name: "udp-1054", port: 1054, protocol: "UDP" },
      { name: "tcp-1054", port: 1054, protocol: "TCP" },
      { name: "dns-tls", port: 853, targetPort: 8853, protocol: "TCP" },
    ]);
  });

  it("mount each key where the Corefile names it", () => {
    const { manifests } = exported({ Corefile: ".:53 {\n    file zones/db example.org\n}\n", "zones/db": "x\n" });
    expect(manifests).toContain("- key: zones.db\n                      path: zones/db\n");
    expect(manifests).toContain("file /etc/coredns/zones/db example.org");
  });
});
