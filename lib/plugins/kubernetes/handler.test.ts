/** What kubernetes answers from a cluster that is there, changes, or is not there yet. */
import { beforeEach, describe, expect, test } from "vitest";
import { rcodeName } from "../../dns/iana/rcode.ts";
import { FakeClusters } from "../../ports/_test/fake-clusters.ts";
import { type Running, run, world } from "../_test/run.ts";
import { replying } from "../_test/serve.ts";
import { setup } from "./setup.ts";

const SERVICES = "api/v1/services";
const SLICES = "apis/discovery.k8s.io/v1/endpointslices";
const PODS = "api/v1/pods";

const namespace = (name: string) => ({ kind: "Namespace", metadata: { name } });
const service = (name: string, spec: unknown) => ({ kind: "Service", metadata: { name, namespace: "shop" }, spec });
const WEB = service("web", {
  type: "ClusterIP",
  clusterIPs: ["198.51.100.10", "2001:db8::10"],
  ports: [
    { name: "http", port: 80, protocol: "TCP" },
    { name: "dns", port: 53, protocol: "UDP" },
  ],
});
const DB = service("db", {
  type: "ClusterIP",
  clusterIP: "None",
  ports: [{ name: "sql", port: 5432, protocol: "TCP" }],
});
const DOCS = service("docs", { type: "ExternalName", externalName: "www.example.org" });
const slice = (ready: boolean) => ({
  kind: "EndpointSlice",
  metadata: { name: "db-1", namespace: "shop", labels: { "kubernetes.io/service-name": "db" } },
  endpoints: [
    { addresses: ["203.0.113.7"], hostname: "db-0", conditions: { ready: true }, zone: "eu-1" },
    { addresses: ["203.0.113.8"], conditions: { ready }, targetRef: { kind: "Pod", name: "db-1" } },
  ],
  ports: [{ name: "sql", port: 5432, protocol: "TCP" }],
});
const pod = (fields: object) => ({
  kind: "Pod",
  metadata: { name: "web-1", namespace: "shop", labels: { app: "web" }, ...fields },
  status: { podIPs: [{ ip: "203.0.113.20" }] },
});

const OBJECTS = {
  "api/v1/namespaces": [namespace("shop"), namespace("default")],
  [SERVICES]: [WEB, DB, DOCS],
  [SLICES]: [slice(true)],
  [PODS]: [pod({})],
};

let clusters = new FakeClusters(OBJECTS);
beforeEach(() => {
  clusters = new FakeClusters(OBJECTS);
});

/** A block that has started, its clock moved on until it has. */
async function serving(lines = ""): Promise<Running> {
  const host = { ...world(), clusters };
  const text = `kubernetes cluster.local in-addr.arpa {\nendpoint http://192.0.2.1:8080\n${lines}\n}`;
  const started = run(setup, text, host);
  await host.clock.pass(6000);
  return started;
}

async function answers(question: string, lines?: string): Promise<unknown> {
  const { message, answer } = await (await serving(lines)).ask(question);
  return [rcodeName(message?.rcode ?? -1), ...answer];
}

describe("a name", () => {
  const cases: Readonly<Record<string, readonly [question: string, lines: string, answer: readonly string[]]>> = {
    "of a Service is its address": [
      "web.shop.svc.cluster.local. A",
      "",
      ["web.shop.svc.cluster.local. 5 IN A 198.51.100.10"],
    ],
    "of a headless Service are its ready endpoints": [
      "db.shop.svc.cluster.local. A",
      "ttl 30",
      ["db.shop.svc.cluster.local. 30 IN A 203.0.113.7", "db.shop.svc.cluster.local. 30 IN A 203.0.113.8"],
    ],
    "of an endpoint is its own": [
      "db-0.db.shop.svc.cluster.local. A",
      "",
      ["db-0.db.shop.svc.cluster.local. 5 IN A 203.0.113.7"],
    ],
    "of an endpoint may be its pod's": [
      "db-1.db.shop.svc.cluster.local. A",
      "endpoint_pod_names",
      ["db-1.db.shop.svc.cluster.local. 5 IN A 203.0.113.8"],
    ],
    "of a port has SRV records": [
      "_sql._tcp.db.shop.svc.cluster.local. SRV",
      "",
      [
        "_sql._tcp.db.shop.svc.cluster.local. 5 IN SRV 0 50 5432 db-0.db.shop.svc.cluster.local.",
        "_sql._tcp.db.shop.svc.cluster.local. 5 IN SRV 0 50 5432 203-0-113-8.db.shop.svc.cluster.local.",
      ],
    ],
    "of an address is that of its Service": [
      "10.100.51.198.in-addr.arpa. PTR",
      "",
      ["10.100.51.198.in-addr.arpa. 5 IN PTR web.shop.svc.cluster.local."],
    ],
    "of a pod is its address when pods are verified": [
      "203-0-113-20.shop.pod.cluster.local. A",
      "pods verified",
      ["203-0-113-20.shop.pod.cluster.local. 5 IN A 203.0.113.20"],
    ],
    "for one topology zone has the endpoints there": [
      "eu-1.pin._zone.db.shop.svc.cluster.local. A",
      "zonal",
      ["eu-1.pin._zone.db.shop.svc.cluster.local. 5 IN A 203.0.113.7"],
    ],
    "of the version tells it": [
      "dns-version.cluster.local. TXT",
      "",
      ['dns-version.cluster.local. 28800 IN TXT "1.1.0"'],
    ],
  };
  test.each(Object.entries(cases))("%s", async (_, [question, lines, answer]) => {
    expect(await answers(question, lines)).toEqual(["NOERROR", ...answer]);
  });
});

describe("a name that has nothing", () => {
  const cases: Readonly<Record<string, readonly [question: string, lines: string, rcode: string]>> = {
    "for this type": ["web.shop.svc.cluster.local. MX", "", "NOERROR"],
    "because there is no such Service": ["nope.shop.svc.cluster.local. A", "", "NXDOMAIN"],
    "because there is no such namespace": ["web.nope.svc.cluster.local. A", "", "NXDOMAIN"],
    "because its namespace is left out": ["web.shop.svc.cluster.local. A", "namespaces default", "NXDOMAIN"],
    "because pods are disabled": ["203-0-113-20.shop.pod.cluster.local. A", "", "NXDOMAIN"],
    "because no pod has the address": ["203-0-113-99.shop.pod.cluster.local. A", "pods verified", "NXDOMAIN"],
  };
  test.each(Object.entries(cases))("%s", async (_, [question, lines, rcode]) => {
    expect(await answers(question, lines)).toEqual([rcode]);
  });
  test("falls through where that is set", async () => {
    const { verdict, sentence } = await (await serving("fallthrough")).ask(
      "nope.shop.svc.cluster.local. A",
      replying(),
    );
    expect([verdict, sentence]).toEqual([
      "fell through",
      "the namespace shop has no Service nope; fallthrough passes the query on",
    ]);
  });
});

describe("a watched query", () => {
  const cases: Readonly<Record<string, readonly [question: string, lines: string, sentence: string]>> = {
    "of a Service": [
      "web.shop.svc.cluster.local. A",
      "",
      "shop/web is a Service with the address 198.51.100.10, 2001:db8::10",
    ],
    "of a headless Service": ["db.shop.svc.cluster.local. A", "", "shop/db is a headless Service; ready endpoints: 2"],
    "of an address": ["10.100.51.198.in-addr.arpa. PTR", "", "198.51.100.10 belongs to web.shop.svc.cluster.local."],
    "of a pod that is taken on trust": [
      "192-0-2-1.shop.pod.cluster.local. A",
      "pods insecure",
      "with pods insecure, 192-0-2-1.shop.pod.cluster.local. has the address in its first label, whether or not there is such a pod",
    ],
    "of the version": [
      "dns-version.cluster.local. TXT",
      "",
      "dns-version gives the version of the naming specification",
    ],
    "of a name that no object has": [
      "a.b.c.d.shop.svc.cluster.local. A",
      "",
      "no object of a cluster can have the name a.b.c.d.shop.svc.cluster.local.; fallthrough is not set for the name, so the chain ends here with NXDOMAIN",
    ],
    "of an empty Service that is left out": [
      "web.shop.svc.cluster.local. A",
      "ignore empty_service",
      "the Service shop/web has no ready endpoints, and ignore empty_service leaves such Services out; fallthrough is not set for the name, so the chain ends here with NXDOMAIN",
    ],
    "of a port that is not there": [
      "_ftp._tcp.web.shop.svc.cluster.local. SRV",
      "",
      "the Service shop/web has no port ftp over tcp; fallthrough is not set for the name, so the chain ends here with NXDOMAIN",
    ],
  };
  test.each(Object.entries(cases))("%s says why", async (_, [question, lines, sentence]) => {
    expect((await (await serving(lines)).ask(question)).sentence).toBe(sentence);
  });
});

describe("changes", () => {
  const ask = async (running: Running, question: string): Promise<unknown> => {
    const { message, answer } = await running.ask(question);
    return [rcodeName(message?.rcode ?? -1), ...answer.map((line) => line.split(" ").at(-1))];
  };
  test("show at once", async () => {
    const running = await serving();
    clusters.tell(SLICES, (follower) => follower.put(slice(false)));
    expect(await ask(running, "db.shop.svc.cluster.local. A")).toEqual(["NOERROR", "203.0.113.7"]);
    clusters.tell(SERVICES, (follower) => follower.removed(WEB));
    expect(await ask(running, "web.shop.svc.cluster.local. A")).toEqual(["NXDOMAIN"]);
    clusters.list(SERVICES, [WEB]);
    expect(await ask(running, "db.shop.svc.cluster.local. A")).toEqual(["NXDOMAIN"]);
  });
  test("a pod that is about to end keeps its name until it is gone", async () => {
    const running = await serving("pods verified");
    const question = "203-0-113-20.shop.pod.cluster.local. A";
    const ending = pod({ deletionTimestamp: "2026-11-28T00:00:00Z" });
    clusters.tell(PODS, (follower) => follower.put(ending));
    expect(await ask(running, question)).toEqual(["NOERROR", "203.0.113.20"]);
    clusters.tell(PODS, (follower) => follower.removed(ending));
    expect(await ask(running, question)).toEqual(["NXDOMAIN"]);
  });
});

describe("requests to the API server", () => {
  const accessOf = async (lines: string) => {
    const running = await serving(lines);
    const [first] = clusters.followings;
    if (first === undefined) throw new Error("nothing is followed");
    return { running, access: first.access };
  };
  test.each([
    ["", { perSecond: 5, burst: 10, atOnce: 0 }],
    ["apiserver_qps 12.5\napiserver_burst 30\napiserver_max_inflight 4", { perSecond: 12.5, burst: 30, atOnce: 4 }],
    ["apiserver_qps 0\napiserver_burst 0\napiserver_max_inflight 0", { perSecond: 5, burst: 10, atOnce: 0 }],
  ])("keep to their limits: %j", async (lines, limits) => {
    expect((await accessOf(lines)).access.limits).toEqual(limits);
  });
  test("are counted under CoreDNS's names", async () => {
    const { running, access } = await accessOf("");
    access.counts?.waited(0.3);
    access.counts?.took(0.02);
    access.counts?.ended("200");
    access.counts?.ended("<error>");
    const text = await running.host.metrics.expose();
    const server = "GET,192.0.2.1:8080";
    for (const line of [
      `coredns_kubernetes_rest_client_rate_limiter_duration_seconds{${server}} 1`,
      `coredns_kubernetes_rest_client_request_duration_seconds{${server}} 1`,
      `coredns_kubernetes_rest_client_requests_total{200,${server}} 1`,
      `coredns_kubernetes_rest_client_requests_total{<error>,${server}} 1`,
    ])
      expect(text).toContain(line);
  });
});

test("slices that a controller wrote are timed, when they are listed, changed and taken away", async () => {
  const annotations = { "endpoints.kubernetes.io/last-change-trigger-time": "1970-01-01T00:00:00Z" };
  const changed = { ...slice(true), metadata: { ...slice(true).metadata, annotations } };
  const running = await serving();
  const times = (): unknown => running.host.metrics.of("coredns_kubernetes_dns_programming_duration_seconds");
  clusters.tell(SLICES, (follower) => follower.put(slice(true)));
  expect(times()).toEqual({});
  clusters.tell(SLICES, (follower) => follower.put(changed));
  clusters.list(SLICES, [changed]);
  clusters.tell(SLICES, (follower) => follower.removed(changed));
  expect(times()).toEqual({ headless_with_selector: 3 });
});

describe("a cluster that cannot be reached", () => {
  beforeEach(() => {
    clusters = new FakeClusters();
  });
  test("is waited for, and then served without", async () => {
    const running = await serving("startup_timeout 700ms");
    expect(running.host.log.lines).toEqual(
      expect.arrayContaining([
        "[INFO] plugin/kubernetes: waiting for Kubernetes API before starting server",
        "[WARNING] plugin/kubernetes: starting server with unsynced Kubernetes API",
      ]),
    );
    const { message, sentence } = await running.ask("web.shop.svc.cluster.local. A");
    expect(rcodeName(message?.rcode ?? -1)).toBe("SERVFAIL");
    expect(sentence).toMatch(/have not been read yet/);
  });
  test("is followed no more after the end", async () => {
    const running = await serving();
    expect(clusters.followings.size).toBe(3);
    await running.stop();
    expect(clusters.followings.size).toBe(0);
  });
});
