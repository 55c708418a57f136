/** `query --as pod:NS/NAME` as a stranger uses it. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { CommandFolder } from "../_test/launcher.ts";

const EXAMPLE = resolve(import.meta.dirname, "../../examples/gallery/a-stock-cluster");
const read = (path: string): string => readFileSync(join(EXAMPLE, path), "utf8");

const folder = new CommandFolder();
/** The stock cluster with forward left out, so that no test asks the world. */
const COREFILE = read("Corefile").replace(/ {4}forward [^}]*\}\n/, "");
const OWN_DNS = `
apiVersion: v1
kind: Pod
metadata: {name: own, namespace: shop}
spec:
  dnsPolicy: Default
status: {podIPs: [{ip: 10.244.3.3}]}
`;
const layOut = (more: Readonly<Record<string, string>> = {}): void =>
  folder.layOut({
    Corefile: COREFILE,
    "cluster/shop.yaml": read("cluster/shop.yaml"),
    "cluster/kube-system.yaml": read("cluster/kube-system.yaml"),
    "cluster/own.yaml": OWN_DNS,
    "node/resolv.conf": "nameserver 192.0.2.53\nsearch node.example.org\n",
    ...more,
  });

const reportSchema = z.object({
  attempts: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      outcome: z.string(),
      why: z.string(),
      answeredBy: z.string().optional(),
      detail: z.object({ explanation: z.object({ client: z.object({ address: z.string() }) }) }),
    }),
  ),
  result: z.object({ isFound: z.boolean(), values: z.array(z.string()) }),
  resolvConf: z.object({ searches: z.array(z.object({ value: z.string(), origin: z.string() })) }),
});

describe("query --as pod", () => {
  it("asks every name of the search list, from the pod's address, and ends with what the application gets", () => {
    layOut();
    const { code, out } = folder.run("query --as pod:shop/db-0 web.shop --json");
    const { attempts, result, resolvConf } = reportSchema.parse(JSON.parse(out));
    expect(code).toBe(0);
    expect(attempts.map(({ name, type, outcome, answeredBy }) => [name, type, outcome, answeredBy])).toEqual([
      ["web.shop.shop.svc.cluster.local.", "A", "NXDOMAIN", "kubernetes"],
      ["web.shop.shop.svc.cluster.local.", "AAAA", "NXDOMAIN", "kubernetes"],
      ["web.shop.svc.cluster.local.", "A", "NOERROR", "kubernetes"],
      ["web.shop.svc.cluster.local.", "AAAA", "NODATA", "kubernetes"],
    ]);
    expect(attempts[0]?.why).toBe("1 dot, fewer than ndots:5: search domain 1 of 4.");
    expect(new Set(attempts.map(({ detail }) => detail.explanation.client.address))).toEqual(new Set(["10.244.1.30"]));
    expect(result).toMatchObject({ isFound: true, values: ["10.96.12.30"] });
    expect(resolvConf.searches.at(-1)).toMatchObject({ value: "node.example.org", origin: "node/resolv.conf:2" });
  });

  it("prints the same, with the cost and the other resolvers", () => {
    layOut();
    const { out } = folder.run("query --as pod:shop/db-0 web.shop");
    expect(out).toMatch(/^1 +web\.shop\.shop\.svc\.cluster\.local\. +A +NXDOMAIN +kubernetes/m);
    expect(out).toContain(";; the application gets 10.96.12.30 from web.shop.svc.cluster.local.");
    expect(out).toMatch(/;; cost: 4 queries, 2 wasted/);
    expect(out).toContain(";; musl: 10.96.12.30");
  });

  it("asks for one type when one is given, and explains each query with --why", () => {
    layOut();
    const { out } = folder.run("query --as pod:shop web A --resolver go --why");
    expect(out).toMatch(/^1 +web\.shop\.svc\.cluster\.local\. +A +NOERROR/m);
    expect(out).not.toContain("AAAA");
    expect(out).toContain("WHY  web.shop.svc.cluster.local. IN A");
  });

  it.each([
    ["glibc", "Temporary failure in name resolution"],
    ["musl", "Try again"],
    ["go", "server misbehaving"],
  ])("ends with the error of %s in its own words", (resolver, error) => {
    layOut();
    const { out } = folder.run(`query --as pod:shop api.example.org. A --resolver ${resolver}`);
    expect(/the application gets an error: .*/.exec(out)?.[0]).toContain(error);
  });

  it("a pod with the node's resolv.conf does not ask here", () => {
    layOut();
    const { out } = folder.run("query --as pod:shop/own web");
    expect(out).toContain("The pod asks 192.0.2.53, not this CoreDNS");
  });

  it.each([
    ["query --as pod:shop/nope web", /there is no pod shop\/nope; there are .*shop\/db-0/],
    ["query --as pod:nope web", /there is no namespace nope; there are default, kube-system, shop/],
    ["query --as pod: web", /--as takes pod:NAMESPACE\/NAME or pod:NAMESPACE, not "pod:"/],
    ["query --as pod:shop --resolver c-ares web", /--resolver takes glibc, musl, go, not "c-ares"/],
    ["query --resolver musl web", /--resolver needs --as pod:NS\/NAME/],
    ["query --as pod:shop web --node-resolv-conf nowhere", /--node-resolv-conf: nowhere: no such file/],
  ])("%s is refused, and says what there is", (command, error) => {
    layOut();
    const { code, err } = folder.run(command);
    expect([code, err]).toEqual([2, expect.stringMatching(error)]);
  });
});
