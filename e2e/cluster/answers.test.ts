/** Our answers and those of the real CoreDNS, both out of one real API server. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiObject, create, namespace, runPod, service, slice } from "./api-objects.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { brief, type NameServers, startNameServers, unlike } from "./name-servers.ts";

let plane: ControlPlane;
let servers: NameServers;

const pod: ApiObject = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "client", namespace: "shop" },
  spec: { containers: [{ name: "client", image: "example.org/client" }] },
};

const OBJECTS: readonly ApiObject[] = [
  namespace("shop"),
  namespace("lab"),
  service("web", "shop", { clusterIP: "10.96.0.20", ports: [{ name: "http", port: 80 }] }),
  service("dual", "shop", {
    clusterIP: "10.96.0.21",
    clusterIPs: ["10.96.0.21", "fd00:10:96::21"],
    ipFamilyPolicy: "RequireDualStack",
    ipFamilies: ["IPv4", "IPv6"],
    ports: [
      { name: "dns", port: 53, protocol: "UDP" },
      { name: "dns-tcp", port: 53, protocol: "TCP" },
    ],
  }),
  service("www", "shop", { type: "ExternalName", externalName: "www.example.org" }),
  service("inner", "shop", { type: "ExternalName", externalName: "web.shop.svc.cluster.local" }),
  service("db", "shop", { clusterIP: "None", ports: [{ name: "pg", port: 5432 }] }),
  service("portless", "shop", { clusterIP: "None" }),
  service("empty", "lab", { clusterIP: "10.96.0.30", ports: [{ port: 80 }] }),
  slice(
    ["db-a", "db", "shop"],
    [
      { addresses: ["192.0.2.21"], hostname: "db-0", conditions: { ready: true } },
      { addresses: ["192.0.2.22"], hostname: "db-1" },
      { addresses: ["192.0.2.23"], hostname: "db-2", conditions: { ready: false } },
    ],
    [{ name: "pg", port: 5432 }],
  ),
  slice(["db-b", "db", "shop"], [{ addresses: ["192.0.2.24"] }], [{ name: "pg", port: 5432 }]),
  slice(["db-6", "db", "shop"], [{ addresses: ["2001:db8::21"] }], [{ name: "pg", port: 5432 }]),
  slice(["portless-a", "portless", "shop"], [{ addresses: ["192.0.2.31"] }], []),
  slice(["web-a", "web", "shop"], [{ addresses: ["192.0.2.41"] }], [{ name: "http", port: 8080 }]),
];

beforeAll(async () => {
  plane = await startControlPlane();
  for (const object of OBJECTS) await create(plane, object);
  await create(plane, pod);
  await runPod(plane, pod, ["192.0.2.50"]);
  servers = await startNameServers((port) =>
    [
      `.:${port} {`,
      "  bind 127.0.0.1",
      "  kubernetes cluster.local in-addr.arpa ip6.arpa {",
      `    kubeconfig ${plane.kubeconfig} tests`,
      "    pods verified",
      "    fallthrough ip6.arpa",
      "  }",
      "}",
    ].join("\n"),
  );
}, 180_000);

afterAll(async () => {
  await servers?.stop();
  await plane?.stop();
});

/** Questions with what must come, so that two servers which both know nothing do not count as alike. */
const QUESTIONS: Readonly<Record<string, string>> = {
  "web.shop.svc.cluster.local. A": "NOERROR A 10.96.0.20",
  "WEB.Shop.svc.cluster.LOCAL. A": "NOERROR A 10.96.0.20",
  "web.shop.svc.cluster.local. AAAA": "NOERROR",
  "web.shop.svc.cluster.local. TXT": "NOERROR",
  "dual.shop.svc.cluster.local. A": "NOERROR A 10.96.0.21",
  "dual.shop.svc.cluster.local. AAAA": "NOERROR AAAA fd00:10:96::21",
  "_dns._udp.dual.shop.svc.cluster.local. SRV": "NOERROR SRV 0 50 53 dual.shop.svc.cluster.local.",
  "dual.shop.svc.cluster.local. SRV": "NOERROR SRV 0 25 53 dual.shop.svc.cluster.local.",
  "kubernetes.default.svc.cluster.local. A": "NOERROR A 10.96.0.1",
  "_https._tcp.kubernetes.default.svc.cluster.local. SRV":
    "NOERROR SRV 0 100 443 kubernetes.default.svc.cluster.local.",
  "www.shop.svc.cluster.local. CNAME": "NOERROR CNAME www.example.org.",
  "inner.shop.svc.cluster.local. A": "NOERROR A 10.96.0.20 CNAME web.shop.svc.cluster.local.",
  "db.shop.svc.cluster.local. A": "NOERROR A 192.0.2.21 A 192.0.2.22 A 192.0.2.24",
  "db.shop.svc.cluster.local. AAAA": "NOERROR AAAA 2001:db8::21",
  "db-0.db.shop.svc.cluster.local. A": "NOERROR A 192.0.2.21",
  "db-2.db.shop.svc.cluster.local. A": "NXDOMAIN",
  "192-0-2-24.db.shop.svc.cluster.local. A": "NOERROR A 192.0.2.24",
  "_pg._tcp.db.shop.svc.cluster.local. SRV": [
    "NOERROR",
    "SRV 0 25 5432 192-0-2-24.db.shop.svc.cluster.local.",
    "SRV 0 25 5432 2001-db8--21.db.shop.svc.cluster.local.",
    "SRV 0 25 5432 db-0.db.shop.svc.cluster.local.",
    "SRV 0 25 5432 db-1.db.shop.svc.cluster.local.",
  ].join(" "),
  "portless.shop.svc.cluster.local. A": "NOERROR A 192.0.2.31",
  "portless.shop.svc.cluster.local. SRV": "NOERROR",
  "empty.lab.svc.cluster.local. A": "NOERROR A 10.96.0.30",
  "192-0-2-50.shop.pod.cluster.local. A": "NOERROR A 192.0.2.50",
  "192-0-2-50.lab.pod.cluster.local. A": "NXDOMAIN",
  "192-0-2-51.shop.pod.cluster.local. A": "NXDOMAIN",
  "20.0.96.10.in-addr.arpa. PTR": "NOERROR PTR web.shop.svc.cluster.local.",
  "21.2.0.192.in-addr.arpa. PTR": "NOERROR PTR db-0.db.shop.svc.cluster.local.",
  "41.2.0.192.in-addr.arpa. PTR": "NOERROR PTR 192-0-2-41.web.shop.svc.cluster.local.",
  "99.2.0.192.in-addr.arpa. PTR": "NXDOMAIN",
  "1.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. PTR":
    "NOERROR PTR 2001-db8--21.db.shop.svc.cluster.local.",
  "9.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. PTR": "SERVFAIL",
  "nothing.shop.svc.cluster.local. A": "NXDOMAIN",
  "web.nowhere.svc.cluster.local. A": "NXDOMAIN",
  "shop.svc.cluster.local. A": "NOERROR",
  "svc.cluster.local. A": "NOERROR",
  "cluster.local. A": "NOERROR",
  "dns-version.cluster.local. TXT": 'NOERROR TXT "1.1.0"',
};

describe("beside CoreDNS", () => {
  test.each(Object.entries(QUESTIONS))("%s", async (question, answer) => {
    expect(brief(await servers.ours.ask(question))).toBe(answer);
    expect(await unlike(servers, question)).toEqual([]);
  });

  test.each([
    "cluster.local. SOA",
    "cluster.local. NS",
    "web.shop.svc.cluster.local. MX",
    "www.shop.svc.cluster.local. A",
  ])("%s", async (question) => {
    expect(await unlike(servers, question)).toEqual([]);
  });
});
