/** What manifests in a folder stand for: objects as a cluster would have them, endpoints included. */
import { describe, expect, test } from "vitest";
import { API_PATHS } from "./api-paths.ts";
import { ModelReader, readModelCluster } from "./model-cluster.ts";
import type { ClusterKind } from "./objects.ts";
import { readObject } from "./read-object.ts";

const WEB = `kind: Service
metadata: {name: web, namespace: shop}
spec:
  clusterIP: 198.51.100.1
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: web}]
`;
const pod = (name: string, more: string, ip = "203.0.113.1"): string => `kind: Pod
metadata: {name: ${name}, namespace: shop, labels: {app: web}}
status: {podIPs: [{ip: "${ip}"}]${more}}
spec: {hostname: ${name}, subdomain: web, containers: [{ports: [{name: web, containerPort: 8080}]}]}
`;
const together = (...documents: readonly string[]): string => documents.join("---\n");

function objects(kind: ClusterKind, text: string, labelSelector = ""): readonly unknown[] {
  const { model } = readModelCluster([{ file: "cluster/shop.yaml", text }]);
  return model.objects({ path: API_PATHS[kind], labelSelector, fieldSelector: "" }).map(({ value }) => {
    const reading = readObject(value);
    return reading.ok ? reading.object : reading.error;
  });
}

describe("ports without a protocol are TCP's, as the API server has them", () => {
  test("of a Service", () => {
    expect(objects("Service", WEB)).toMatchObject([{ ports: [{ name: "http", protocol: "TCP" }] }]);
    const overUdp = WEB.replace("port: 80", "port: 80, protocol: UDP");
    expect(objects("Service", overUdp)).toMatchObject([{ ports: [{ protocol: "UDP" }] }]);
  });
  test("of an EndpointSlice", () => {
    const slice = `kind: EndpointSlice
metadata: {name: web-x, namespace: shop, labels: {kubernetes.io/service-name: web}}
endpoints: [{addresses: [203.0.113.9]}]
ports: [{name: http, port: 80}]
`;
    expect(objects("EndpointSlice", slice)).toMatchObject([{ ports: [{ name: "http", protocol: "TCP" }] }]);
  });
});

describe("endpoints", () => {
  test("are made of the pods that a Service selects, with the port of their container", () => {
    expect(objects("EndpointSlice", together(WEB, pod("web-0", "")))).toMatchObject([
      {
        service: "web",
        addresses: [{ ip: "203.0.113.1", hostname: "web-0", podName: "web-0" }],
        ports: [{ name: "http", port: 8080, protocol: "TCP" }],
      },
    ]);
  });
  const notReady = ", conditions: [{type: Ready, status: 'False'}]";
  test("leave out a pod that is not ready", () =>
    expect(objects("EndpointSlice", together(WEB, pod("web-0", notReady)))).toMatchObject([{ addresses: [] }]));
  test("have it where the Service publishes it all the same", () => {
    const publishing = WEB.replace("selector", "publishNotReadyAddresses: true\n  selector");
    expect(objects("EndpointSlice", together(publishing, pod("web-0", notReady)))).toMatchObject([
      { addresses: [{ ip: "203.0.113.1" }] },
    ]);
  });
  test("of two families are two slices", () => {
    const both = together(WEB, pod("web-0", ""), pod("web-1", "", "2001:db8::1"));
    expect(objects("EndpointSlice", both)).toMatchObject([
      { addresses: [{ ip: "203.0.113.1" }] },
      { addresses: [{ ip: "2001:db8::1" }] },
    ]);
  });
  test("that are given are taken as they are", () => {
    const given = `kind: EndpointSlice
metadata: {name: web-x, namespace: shop, labels: {kubernetes.io/service-name: web}}
endpoints: [{addresses: [203.0.113.9]}]
`;
    expect(objects("EndpointSlice", together(WEB, given, pod("web-0", "")))).toMatchObject([
      { name: "web-x", addresses: [{ ip: "203.0.113.9" }] },
    ]);
  });
  test("are of the Service's own namespace only", () =>
    expect(
      objects("EndpointSlice", together(WEB, pod("web-0", "").replace("namespace: shop", "namespace: other"))),
    ).toEqual([]));
});

describe("objects", () => {
  test("without a namespace are in default, and each namespace that is named is there", () =>
    expect(objects("Namespace", together(WEB, "kind: Service\nmetadata: {name: api}\n"))).toEqual([
      { kind: "Namespace", name: "shop" },
      { kind: "Namespace", name: "default" },
    ]));
  test("of a list are taken apart", () =>
    expect(objects("Service", `kind: List\nitems:\n- ${WEB.trimEnd().replaceAll("\n", "\n  ")}\n`)).toMatchObject([
      { name: "web" },
    ]));
  test("are chosen by their labels", () => {
    const labelled = WEB.replace("namespace: shop", "namespace: shop, labels: {tier: edge}");
    const text = together(labelled, "kind: Service\nmetadata: {name: api, namespace: shop}\n");
    expect(objects("Service", text, "tier=edge")).toMatchObject([{ name: "web" }]);
    expect(objects("Service", text, "tier in (core,edge)")).toMatchObject([{ name: "web" }]);
    expect(objects("Service", text, "!tier")).toMatchObject([{ name: "api" }]);
  });
  test("know the line that names them", () => {
    const { model } = readModelCluster([{ file: "cluster/shop.yaml", text: `# The shop\n${WEB}` }]);
    const [web] = model.objects({ path: API_PATHS.Service, labelSelector: "", fieldSelector: "" });
    expect(web?.at).toMatchObject({ file: "cluster/shop.yaml", start: { line: 3, column: 18 } });
  });
});

describe("what is wrong with a manifest", () => {
  const problemsOf = (text: string): readonly string[] =>
    readModelCluster([{ file: "cluster/shop.yaml", text }]).problems.map(({ message }) => message);
  test("is told at its line, and keeps no other document from counting", () => {
    const text = together("kind: Service\nmetadata: {name: 5}\n", WEB);
    expect(problemsOf(together(text, pod("web-0", "")))).toEqual([
      expect.stringMatching(/^cluster\/shop\.yaml:2: Service: metadata\.name/),
    ]);
    expect(objects("Service", text)).toMatchObject([{ name: "web" }]);
  });
  test("is told of what is not YAML", () => expect(problemsOf("kind: [\n")).toHaveLength(1));
  test("is told of what is not an object", () =>
    expect(problemsOf("name: web\n")).toEqual(["cluster/shop.yaml:1: an object has a kind and metadata"]));
  test("is told of aliases that stand for more than any memory holds", () => {
    const levels = Array.from({ length: 12 }, (_, at) => `x${at + 1}: &x${at + 1} [${`*x${at}, `.repeat(9)}*x${at}]`);
    const bomb = `kind: Service\nmetadata: {name: web}\nx0: &x0 [a]\n${levels.join("\n")}\n`;
    expect(problemsOf(bomb)).toEqual([expect.stringContaining("Excessive alias count")]);
    const many = `kind: Service\nmetadata: {name: &a web}\nx: [${"*a, ".repeat(5000)}*a]\n`;
    expect(problemsOf(many)).toEqual(["cluster/shop.yaml:2: more than 1000 aliases in one document"]);
  });
  test("is nothing when a kind has no names, or a document is empty", () =>
    expect(
      problemsOf(
        "---\nkind: Deployment\nmetadata: {name: web}\n---\nkind: constructor\nmetadata: {name: x}\n---\n# nothing\n",
      ),
    ).toEqual([]));
  test("is told of a Service that stands twice, has no ports, or selects nothing", () => {
    const bare = "kind: Service\nmetadata: {name: web, namespace: shop}\nspec: {clusterIP: 198.51.100.2}\n";
    expect(problemsOf(together(WEB, bare))).toEqual([
      "cluster/shop.yaml:9: Service shop/web stands at cluster/shop.yaml:2 too; this one counts",
      "cluster/shop.yaml:9: the Service shop/web has no ports; a cluster refuses it",
      "cluster/shop.yaml:2: the selector of the Service shop/web matches no Pod of its namespace, so it has no endpoints",
    ]);
  });
  test("is nothing for an alias, a headless Service, or one whose slices are given", () => {
    const alias = "kind: Service\nmetadata: {name: docs}\nspec: {type: ExternalName, externalName: docs.example}\n";
    const headless = "kind: Service\nmetadata: {name: db}\nspec: {clusterIP: None}\n";
    const slice =
      "kind: EndpointSlice\nmetadata: {name: w, namespace: shop, labels: {kubernetes.io/service-name: web}}\n";
    expect(problemsOf(together(alias, headless, WEB, slice))).toEqual([]);
  });
});

describe("a reader that is asked again", () => {
  const files = (web: string) => [
    { file: "cluster/shop.yaml", text: web },
    { file: "cluster/pods.yaml", text: pod("web-0", "") },
  ];
  test("gives the same model until a manifest changes, and then what it says", () => {
    const reader = new ModelReader();
    const first = reader.read(files(WEB));
    expect(reader.read(files(WEB))).toBe(first);
    const changed = reader.read(files(WEB.replace("198.51.100.1", "198.51.100.9")));
    const [web] = changed.model.objects({ path: API_PATHS.Service, labelSelector: "", fieldSelector: "" });
    expect(web?.value).toMatchObject({ spec: { clusterIP: "198.51.100.9" } });
  });
  test("reads only what has changed", () => {
    const reader = new ModelReader();
    const podOf = (read: ReturnType<ModelReader["read"]>): unknown =>
      read.model.objects({ path: API_PATHS.Pod, labelSelector: "", fieldSelector: "" })[0]?.value;
    const before = podOf(reader.read(files(WEB)));
    expect(podOf(reader.read(files(`${WEB}# edited`)))).toBe(before);
  });
  test("forgets a file that is gone", () => {
    const reader = new ModelReader();
    reader.read(files(WEB));
    const { model } = reader.read(files(WEB).slice(1));
    expect(model.objects({ path: API_PATHS.Service, labelSelector: "", fieldSelector: "" })).toEqual([]);
  });
});
