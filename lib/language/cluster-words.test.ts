/** Words that manifests of the workspace give: namespaces, and names of Services in the zones of the cluster. */
import { expect, test } from "vitest";
import { directives } from "../plugins/directives.gen.ts";
import { marked } from "./_test/workspace.ts";
import { getCompletions } from "./completions.ts";

const MANIFESTS = `kind: Namespace
metadata: {name: shop}
---
kind: Service
metadata: {name: web, namespace: shop}
spec: {clusterIP: 198.51.100.1, ports: [{port: 80}]}
---
kind: Service
metadata: {name: api, namespace: prod}
spec: {clusterIP: 198.51.100.2, ports: [{port: 80}]}
`;

const labels = (text: string): readonly string[] => {
  const { workspace, place } = marked(text, { "cluster/shop.yaml": MANIFESTS });
  return (getCompletions({ ...workspace, directives }, place)?.items ?? []).map(({ label }) => label);
};

test("namespaces are those that there are", () =>
  expect(labels(". {\n kubernetes cluster.local {\n  namespaces |\n }\n}")).toEqual(["prod", "shop"]));

test("a rewrite leads to Services in the zones of the cluster", () => {
  const found = labels(". {\n rewrite name exact a.example |\n kubernetes cluster.local in-addr.arpa\n}");
  expect(found).toEqual(expect.arrayContaining(["web.shop.svc.cluster.local", "api.prod.svc.cluster.local"]));
  expect(found.filter((label) => label.includes("arpa"))).toEqual([]);
});

test("the zones of the block count where the directive names none", () =>
  expect(labels("cluster.test:53 {\n rewrite name exact a.example |\n kubernetes\n}")).toContain(
    "web.shop.svc.cluster.test",
  ));

test("without a cluster in the Corefile there are no names of Services", () =>
  expect(labels(". {\n rewrite name exact a.example |\n}").filter((label) => label.includes("svc"))).toEqual([]));
