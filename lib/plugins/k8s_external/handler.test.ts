/** What names outside of a cluster have of its Services, and why. */
import { describe, expect, test } from "vitest";
import { lines, query } from "../../chain/_test/messages.ts";
import type { Handler } from "../../chain/handler.ts";
import { rcodeName } from "../../dns/iana/rcode.ts";
import { readModelCluster } from "../../kubernetes/model-cluster.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { world } from "../_test/run.ts";
import { replying, type Served, serve } from "../_test/serve.ts";
import { setup as kubernetes } from "../kubernetes/setup.ts";
import { setup } from "./setup.ts";

const CLUSTER = `
kind: Service
metadata: {name: web, namespace: shop}
spec: {clusterIP: 10.96.0.1, ports: [{name: http, port: 80, protocol: TCP}, {name: dns, port: 53, protocol: UDP}], externalIPs: [192.0.2.1]}
status: {loadBalancer: {ingress: [{ip: "2001:db8::1"}]}}
---
kind: Service
metadata: {name: db, namespace: shop}
spec: {clusterIP: None, ports: [{name: sql, port: 5432, protocol: TCP}]}
---
kind: EndpointSlice
metadata: {name: db-1, namespace: shop, labels: {kubernetes.io/service-name: db}}
endpoints: [{addresses: [203.0.113.7], hostname: db-0}, {addresses: [203.0.113.8]}]
ports: [{name: sql, port: 5432, protocol: TCP}]
---
kind: Service
metadata: {name: inner, namespace: shop}
spec: {clusterIP: 10.96.0.2, ports: [{port: 80, protocol: TCP}]}
---
kind: Service
metadata: {name: hidden, namespace: other}
spec: {clusterIP: 10.96.0.3, ports: [{port: 80, protocol: TCP}], externalIPs: [192.0.2.9]}
`;

/** A block that has started; this machine has the address 198.51.100.53. */
async function started(properties = "", manifests = CLUSTER): Promise<Handler> {
  const { model } = readModelCluster([{ file: "cluster/shop.yaml", text: manifests }]);
  const host = world();
  const identity = {
    ...host.identity,
    interfaces: () => [{ name: "eth0", address: "198.51.100.53", prefixLength: 24 }],
  };
  const text = `.:53 {
    kubernetes cluster.local {
      namespaces shop
      ttl 7
    }
    k8s_external example.org in-addr.arpa {
      ${properties}
    }
  }`;
  const { blocks, lifeCycle, messages } = setUp(text, [setup, kubernetes], {
    ...host,
    identity,
    clusters: { model, follow: () => () => undefined },
  });
  await lifeCycle.start();
  const [link] = blocks[0]?.chain.links ?? [];
  if (link === undefined) throw new Error(messages.join("; "));
  return link.handler;
}

const asked = async (question: string, properties?: string, manifests?: string): Promise<Served> =>
  serve(await started(properties, manifests), query(question));

const SOA = "example.org. 5 IN SOA ns1.dns.example.org. hostmaster.dns.example.org. 0 7200 1800 86400 5";

describe("a name", () => {
  const cases: Readonly<Record<string, readonly [question: string, properties: string, answer: readonly string[]]>> = {
    "has external addresses": ["web.shop.example.org. A", "", ["web.shop.example.org. 5 IN A 192.0.2.1"]],
    "has those of a load balancer": ["web.shop.example.org. AAAA", "", ["web.shop.example.org. 5 IN AAAA 2001:db8::1"]],
    "has the TTL that is set": ["Web.Shop.example.org. A", "ttl 60", ["Web.Shop.example.org. 60 IN A 192.0.2.1"]],
    "of a port has SRV records with the TTL of kubernetes": [
      "_http._tcp.web.shop.example.org. SRV",
      "",
      ["_http._tcp.web.shop.example.org. 7 IN SRV 0 50 80 web.shop.example.org."],
    ],
    "of an endpoint that there is not is that of its Service": [
      "any.web.shop.example.org. A",
      "headless",
      ["any.web.shop.example.org. 5 IN A 192.0.2.1"],
    ],
    "of a headless Service has its endpoints": [
      "db.shop.example.org. A",
      "headless",
      ["db.shop.example.org. 5 IN A 203.0.113.7", "db.shop.example.org. 5 IN A 203.0.113.8"],
    ],
    "of an endpoint has its address": [
      "db-0.db.shop.example.org. A",
      "headless",
      ["db-0.db.shop.example.org. 5 IN A 203.0.113.7"],
    ],
    "of an address is in the first zone": [
      "1.2.0.192.in-addr.arpa. PTR",
      "",
      ["1.2.0.192.in-addr.arpa. 5 IN PTR web.shop.example.org."],
    ],
    "of the zone has an SOA record": ["example.org. SOA", "", [SOA]],
    "of the zone has a name server": ["example.org. NS", "apex own", ["example.org. 5 IN NS ns1.own.example.org."]],
    "of the name server has this machine's address": [
      "ns1.dns.example.org. A",
      "",
      ["ns1.dns.example.org. 5 IN A 198.51.100.53"],
    ],
  };
  test.each(Object.entries(cases))("%s", async (_, [question, properties, answer]) => {
    const { message, answer: found } = await asked(question, properties);
    expect([found, message?.authoritative, message?.authority]).toEqual([answer, true, []]);
  });
});

describe("a name without records", () => {
  const ends = "; fallthrough is not set for the name, so the chain ends here with NXDOMAIN";
  const cases: Readonly<Record<string, readonly [question: string, rcode: string, sentence: string]>> = {
    "in a namespace that is not there": [
      "a.b.example.org. A",
      "NXDOMAIN",
      `the property namespaces of kubernetes leaves out b${ends}`,
    ],
    "in a namespace that is left out": [
      "hidden.other.example.org. A",
      "NXDOMAIN",
      `the property namespaces of kubernetes leaves out other${ends}`,
    ],
    "of a namespace": [
      "shop.example.org. A",
      "NOERROR",
      "shop.example.org. is the namespace shop, which has no records",
    ],
    "without a Service": ["nope.shop.example.org. A", "NXDOMAIN", `the namespace shop has no Service nope${ends}`],
    "of a Service without an external address": [
      "inner.shop.example.org. A",
      "NXDOMAIN",
      `the Service shop/inner has no external address: neither externalIPs nor one of a load balancer${ends}`,
    ],
    "of a headless Service": [
      "db.shop.example.org. A",
      "NXDOMAIN",
      `the Service shop/db is headless, and headless is not set${ends}`,
    ],
    "of a port that is not there": [
      "_ftp._tcp.web.shop.example.org. SRV",
      "NXDOMAIN",
      `the Service shop/web has no port ftp over tcp${ends}`,
    ],
    "of an address that nobody has": [
      "7.2.0.192.in-addr.arpa. PTR",
      "NXDOMAIN",
      `no Service has the external address of 7.2.0.192.in-addr.arpa.${ends}`,
    ],
    "of an address in a namespace that is left out": [
      "9.2.0.192.in-addr.arpa. PTR",
      "NXDOMAIN",
      `no Service has the external address of 9.2.0.192.in-addr.arpa.${ends}`,
    ],
    "of too many labels": [
      "a.b.c.web.shop.example.org. A",
      "NXDOMAIN",
      `no Service can have the name a.b.c.web.shop.example.org.${ends}`,
    ],
    "for this type": ["web.shop.example.org. TXT", "NOERROR", "web.shop.example.org. is there, but has no TXT records"],
    "for pointers": ["web.shop.example.org. PTR", "NOERROR", "web.shop.example.org. is there, but has no PTR records"],
    "at the apex": ["example.org. A", "NOERROR", "example.org. is the zone itself, which has no A records"],
    "for the zone's own names": [
      "dns.example.org. A",
      "NOERROR",
      "dns.example.org. is the name below which the zone has its own names, and has no records",
    ],
    "beside the name server": [
      "ns2.dns.example.org. A",
      "NXDOMAIN",
      "below dns.example.org. there is only the name server, so ns2.dns.example.org. is NXDOMAIN",
    ],
    "between the name server and the name below which it is": [
      "ns1.x.dns.example.org. A",
      "NXDOMAIN",
      "below dns.example.org. there is only the name server, so ns1.x.dns.example.org. is NXDOMAIN",
    ],
    "of the name server for this type": [
      "ns1.dns.example.org. AAAA",
      "NOERROR",
      "ns1.dns.example.org. names this server itself, which has no AAAA records",
    ],
  };
  test.each(Object.entries(cases))("%s", async (_, [question, rcode, sentence]) => {
    const { message, answer, sentence: told, verdict } = await asked(question);
    expect([answer, rcodeName(message?.rcode ?? -1), told, verdict]).toEqual([[], rcode, sentence, "answered"]);
    expect(lines(message?.authority ?? [])[0]).toContain("SOA ns1.dns.");
  });

  test.each([
    ["nope.db.shop.example.org. A", `the Service shop/db has no ready endpoint nope${ends}`],
    ["_ftp._tcp.db.shop.example.org. SRV", `the Service shop/db has no port ftp over tcp${ends}`],
  ])("with headless: %s", async (question, sentence) => {
    expect((await asked(question, "headless")).sentence).toBe(sentence);
  });

  test("falls through where that is set, and only when it is not there", async () => {
    const handler = await started("fallthrough shop.example.org");
    const ask = async (question: string) => (await serve(handler, query(question), replying())).verdict;
    expect(await ask("nope.shop.example.org. A")).toBe("fell through");
    expect(await ask("a.b.example.org. A")).toBe("answered");
    expect(await ask("shop.example.org. A")).toBe("answered");
    expect(await ask("www.example.net. A")).toBe("not in scope");
  });
});

describe("a watched query", () => {
  const cases: Readonly<Record<string, readonly [question: string, sentence: string, line: number | undefined]>> = {
    "of a Service": ["web.shop.example.org. A", "shop/web is a Service; external addresses: 192.0.2.1, 2001:db8::1", 3],
    "of endpoints": [
      "db.shop.example.org. A",
      "shop/db is a headless Service, and headless is set; ready endpoints: 2",
      8,
    ],
    "of an endpoint": [
      "db-0.db.shop.example.org. A",
      "db-0.db.shop.example.org. names an endpoint of the Service shop/db, and headless is set",
      8,
    ],
    "of an address": ["1.2.0.192.in-addr.arpa. PTR", "shop/web is a Service with this external address", 3],
    "of the name server": [
      "ns1.dns.example.org. A",
      "ns1.dns.example.org. names this server itself; addresses: 1",
      undefined,
    ],
  };
  test.each(Object.entries(cases))("%s says which line decided", async (_, [question, sentence, line]) => {
    const served = await asked(question, "headless");
    expect([served.sentence, served.rule?.start.line]).toEqual([sentence, line]);
  });
});

describe("the name server inside a cluster", () => {
  const dns = (spec: string, status = "{}") => `
kind: Service
metadata: {name: kube-dns, namespace: shop}
spec: {${spec}, ports: [{port: 53, protocol: UDP}]}
status: ${status}
---
kind: EndpointSlice
metadata: {name: kube-dns-1, namespace: shop, labels: {kubernetes.io/service-name: kube-dns}}
endpoints: [{addresses: [198.51.100.53]}, {addresses: [198.51.100.54]}]
ports: [{port: 53, protocol: UDP}]
`;
  const ns = (address: string) => `ns1.dns.Example.org. 5 IN A ${address}`;
  const cases: Readonly<
    Record<string, readonly [manifests: string, properties: string, additional: readonly string[]]>
  > = {
    "has the external addresses of its Service": [
      dns("clusterIP: 10.96.0.10, externalIPs: [192.0.2.53]"),
      "",
      [ns("192.0.2.53")],
    ],
    "has none when its Service has none": [dns("clusterIP: 10.96.0.10"), "", []],
    "has its endpoints' when that is headless": [
      dns("clusterIP: None"),
      "headless",
      [ns("198.51.100.53"), ns("198.51.100.54")],
    ],
    "has none when that is headless and headless is not set": [dns("clusterIP: None"), "", []],
    "has an empty address for a load balancer with a name": [
      dns("clusterIP: 10.96.0.10", "{loadBalancer: {ingress: [{hostname: lb.example.net}]}}"),
      "",
      ["ns1.dns.Example.org. 5 IN AAAA "],
    ],
  };
  test.each(Object.entries(cases))("%s", async (_, [manifests, properties, additional]) => {
    const { message } = await asked("Example.org. NS", properties, manifests);
    expect(lines(message?.additional ?? [])).toEqual(additional);
  });
});

test("several uses make one: the zones are those of the last, and of each property the last counts", async () => {
  const handler = await started(`ttl 20
    apex own
    }
    k8s_external example.net {
      ttl 30
      fallthrough`);
  const soa = await serve(handler, query("example.net. SOA"));
  expect(soa.answer[0]).toMatch(/^example.net. 30 IN SOA ns1.own.example.net. /);
  expect((await serve(handler, query("example.org. SOA"), replying())).verdict).toBe("not in scope");
});
