/** Pods as clients of a window's engine: the real engine in its worker, asked over real sockets. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { podResolveRequestSchema } from "../../lib/api/pod.ts";
import { freePort } from "../_test/free-port.ts";
import { Studio } from "./studio.ts";

const WINDOW = "window";
const CLUSTER = `
apiVersion: v1
kind: Service
metadata: {name: kube-dns, namespace: kube-system}
spec: {clusterIP: 198.51.100.10}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {clusterIP: 198.51.100.20}
---
apiVersion: v1
kind: Pod
metadata: {name: client, namespace: lab}
status: {podIPs: [{ip: 192.0.2.77}]}
`;

let home: string;
let studio: Studio;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "pod-"));
  mkdirSync(join(home, "cluster"));
  mkdirSync(join(home, "node"));
  writeFileSync(join(home, "cluster", "all.yaml"), CLUSTER);
  writeFileSync(join(home, "node", "resolv.conf"), "nameserver 192.0.2.53\nsearch node.example.org\n");
  const port = await freePort();
  writeFileSync(
    join(home, "Corefile"),
    `.:${port} {\n    autopath @kubernetes\n    kubernetes k8s.example {\n        pods verified\n    }\n}\n`,
  );
  studio = new Studio({ folder: home, home });
  // Workers take their time to start where much else runs.
  await studio.podClient({ drafts: {} }, WINDOW);
  await studio.window(WINDOW).apply({ drafts: {} });
}, 120_000);
afterAll(async () => {
  await studio.close();
  rmSync(home, { recursive: true });
});

const CLIENT = { kind: "pod", namespace: "lab", name: "client" } as const;

it("tells which pods there are, and what one of them is given", async () => {
  const { pods, namespaces, services, conf, asksHere, hasCluster } = await studio.podClient(
    { drafts: {}, client: CLIENT },
    WINDOW,
  );
  expect({ hasCluster, asksHere, namespaces, services }).toEqual({
    hasCluster: true,
    asksHere: true,
    namespaces: ["kube-system", "lab", "shop"],
    services: ["kube-dns.kube-system", "web.shop"],
  });
  expect(pods.map(({ name, ips }) => [name, ips])).toEqual([["client", ["192.0.2.77"]]]);
  expect(conf?.text).toBe(
    "search lab.svc.k8s.example svc.k8s.example k8s.example node.example.org\nnameserver 198.51.100.10\noptions ndots:5\n",
  );
});

it("a draft of a manifest counts", async () => {
  const drafts = { "cluster/all.yaml": CLUSTER.replace("name: client", "name: other") };
  const { pods, conf } = await studio.podClient({ drafts, client: CLIENT }, WINDOW);
  expect([pods.map(({ name }) => name), conf]).toEqual([["other"], undefined]);
});

it("asks from the pod's address, so that autopath knows the pod and answers the first query", async () => {
  const request = podResolveRequestSchema.parse({ client: CLIENT, name: "web.shop" });
  const { outcome, listener } = await studio.window(WINDOW).resolveAsPod(request);
  expect(outcome?.attempts.map(({ name, type }) => `${name} ${type}`)).toEqual([
    "web.shop.lab.svc.k8s.example. A",
    "web.shop.lab.svc.k8s.example. AAAA",
  ]);
  expect(outcome?.result.values).toEqual(["198.51.100.20"]);
  expect(outcome?.attempts[0]?.detail?.explanation?.client.address).toBe("192.0.2.77");
  expect(listener?.label).toMatch(/^dns:\/\/:/);
});

it("a pod that autopath does not know walks the search list", async () => {
  const client = { kind: "custom", namespace: "lab", dnsPolicy: "ClusterFirst", hostNetwork: false } as const;
  const request = podResolveRequestSchema.parse({ client, name: "web.shop", type: "A", resolver: "go" });
  const { outcome } = await studio.window(WINDOW).resolveAsPod(request);
  expect(outcome?.attempts.map(({ name, outcome: what }) => `${name} ${what}`)).toEqual([
    "web.shop.lab.svc.k8s.example. NXDOMAIN",
    "web.shop.svc.k8s.example. NOERROR",
  ]);
});

it("what cannot be asked is refused in words", async () => {
  const window = studio.window(WINDOW);
  const gone = podResolveRequestSchema.parse({ client: { ...CLIENT, name: "gone" }, name: "web" });
  await expect(window.resolveAsPod(gone)).rejects.toMatchObject({ status: 404, message: "there is no pod lab/gone" });
  const untyped = podResolveRequestSchema.parse({ client: CLIENT, name: "web", type: "NONSENSE" });
  await expect(window.resolveAsPod(untyped)).rejects.toMatchObject({ status: 400 });
});

it("a pod with the node's resolv.conf asks nothing here", async () => {
  const client = { kind: "custom", namespace: "lab", dnsPolicy: "Default", hostNetwork: false } as const;
  const { conf, outcome } = await studio
    .window(WINDOW)
    .resolveAsPod(podResolveRequestSchema.parse({ client, name: "web" }));
  expect([conf.servers[0]?.value, outcome]).toEqual(["192.0.2.53", undefined]);
});
