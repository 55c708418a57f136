import { describe, expect, it } from "vitest";
import { planImports } from "./import-plan.ts";
import { mayBeImported } from "./looks-like-manifest.ts";

const VALUES = `servers:
  - zones:
      - zone: .
      - zone: example.org.
        scheme: tls://
    port: 53
    plugins:
      - name: errors
      - name: health
        configBlock: |-
          lameduck 5s
      - name: cache
        parameters: 30
  - zones: []
    port: 1053
    plugins:
      - name: file
        parameters: /etc/coredns/example.db example.org
zoneFiles:
  - filename: example.db
    contents: "@ 60 IN SOA ns m 1 2 3 4 5"
`;
const COREFILE = `. tls://example.org.:53 {
    errors
    health {
        lameduck 5s
    }
    cache 30
}
.:1053 {
    file example.db example.org
}
`;
const indented = (text: string): string => text.replace(/^/gm, "    ");
const chartConfig = `apiVersion: helm.cattle.io/v1
kind: HelmChartConfig
metadata: { name: rke2-coredns, namespace: kube-system }
spec:
  valuesContent: |-
${indented(VALUES)}`;

function only(text: string) {
  const planned = planImports(text, "Corefile");
  if (planned.kind !== "plans") throw new Error(planned.kind);
  expect(planned.plans).toHaveLength(1);
  const [plan] = planned.plans;
  if (plan === undefined) throw new Error("none");
  return plan;
}

describe("Helm values", () => {
  it("become the Corefile that the chart makes of them, with the value that each line comes from", () => {
    const plan = only(VALUES);
    expect(plan.files.map(({ path }) => path)).toEqual(["Corefile", "example.db"]);
    expect(plan.files[0]?.text).toBe(COREFILE);
    expect(plan.lines.map(({ object, key }) => `${object} ${key}`)).toEqual([
      "Helm values servers[0].zones",
      "Helm values servers[0].plugins[0]",
      "Helm values servers[0].plugins[1]",
      "Helm values servers[0].plugins[1].configBlock",
      "Helm values servers[0].plugins[1]",
      "Helm values servers[0].plugins[2]",
      "Helm values servers[0]",
      "Helm values servers[1].zones",
      "Helm values servers[1].plugins[0]",
      "Helm values servers[1]",
    ]);
  });

  it("are found in a HelmChartConfig of k3s and RKE2, also inside a list", () => {
    expect(only(chartConfig)).toMatchObject({
      name: "kube-system/rke2-coredns",
      object: "HelmChartConfig kube-system/rke2-coredns",
    });
    const list = JSON.stringify({
      kind: "List",
      items: [{ kind: "HelmChartConfig", metadata: { name: "x" }, spec: { valuesContent: VALUES } }],
    });
    expect(only(list).files[0]?.text).toBe(COREFILE);
  });

  it("without servers hold no Corefile; neither does what only looks like them", () => {
    for (const text of ["replicaCount: 2\n", "servers: yes\n", "kind: Other\nservers:\n  - plugins: []\n"]) {
      expect(planImports(text, "Corefile")).toEqual({ kind: "none" });
    }
    const none = chartConfig.replace(/valuesContent: [\s\S]*/, "valuesContent: '{{{'\n# servers\n");
    expect(planImports(none, "Corefile")).toEqual({ kind: "none" });
  });

  it("extraConfig stands above the servers", () => {
    const text = `extraConfig:\n  import:\n    parameters: /opt/*.conf\n${VALUES}`;
    expect(only(text).lines[0]).toMatchObject({ text: "import /opt/*.conf", key: "extraConfig.import" });
  });
});

it("the EKS add-on's configuration has a Corefile", () => {
  const text = JSON.stringify({ replicaCount: 3, corefile: ".:53 {\n    whoami\n}\n" });
  expect(only(text)).toMatchObject({
    object: "EKS add-on configuration",
    lines: [{ key: "corefile", text: ".:53 {" }, { text: "    whoami" }, { text: "}" }],
  });
});

it("a paste of each is offered; a Corefile is not", () => {
  expect([VALUES, chartConfig, '{"corefile": ".:53 {}"}'].map(mayBeImported)).toEqual([true, true, true]);
  expect(["servers: {\n    whoami\n}\n", "servers:\n  - a\n", '{"corefiles": 1}'].map(mayBeImported)).toEqual([
    false,
    false,
    false,
  ]);
});
