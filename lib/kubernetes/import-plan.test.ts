import { describe, expect, it } from "vitest";
import { type ImportPlan, planImports } from "./import-plan.ts";
import { mayBeImported } from "./looks-like-manifest.ts";

function plansOf(text: string, corefile = "Corefile"): readonly ImportPlan[] {
  const planned = planImports(text, corefile);
  return planned.kind === "plans" ? planned.plans : [];
}

const K3S = `apiVersion: v1
kind: List
items:
  - kind: ConfigMap
    metadata: { name: coredns, namespace: kube-system }
    data:
      Corefile: |
        .:53 {
            hosts /etc/coredns/NodeHosts {
                fallthrough
            }
            import /etc/coredns/custom/*.override
        }
        import /etc/coredns/custom/*.server
      NodeHosts: |
        192.0.2.1 node
  - kind: ConfigMap
    metadata: { name: coredns-custom, namespace: kube-system }
    data:
      log.override: log
      lab.server: |
        lab.example.org {
            file "/etc/coredns/db"
        }
  - kind: Service
`;

describe("what a manifest becomes", () => {
  it("the Corefile, its other keys beside it, and those of coredns-custom where it imports them", () => {
    const [plan, ...more] = plansOf(K3S);
    expect(more).toEqual([]);
    expect(plan?.name).toBe("kube-system/coredns");
    expect(plan?.changedPaths).toBe(3);
    expect(plan?.files.map(({ path, key }) => [path, key])).toEqual([
      ["Corefile", "Corefile"],
      ["NodeHosts", "NodeHosts"],
      ["custom/log.override", "log.override"],
      ["custom/lab.server", "lab.server"],
    ]);
    expect(plan?.files[0]?.text).toBe(`.:53 {
    hosts NodeHosts {
        fallthrough
    }
    import custom/*.override
}
import custom/*.server
`);
    expect(plan?.files[3]?.text).toContain('"/etc/coredns/db"');
  });
  it("keeps to the folder of the Corefile: imports start there, other paths where CoreDNS is started", () => {
    const files = plansOf(K3S, "dns/Corefile")[0]?.files ?? [];
    expect(files.map(({ path }) => path)).toEqual([
      "dns/Corefile",
      "dns/NodeHosts",
      "dns/custom/log.override",
      "dns/custom/lab.server",
    ]);
    expect(files[0]?.text).toContain("hosts dns/NodeHosts {");
    expect(files[0]?.text).toContain("import custom/*.override");
  });
  it("additions alone get a Corefile that imports them", () => {
    const [plan] = plansOf("kind: ConfigMap\nmetadata: { name: coredns-custom }\ndata: { a.server: x }\n");
    expect(plan?.files.map(({ path, key }) => [path, key])).toEqual([
      ["Corefile", undefined],
      ["custom/a.server", "a.server"],
    ]);
  });
  it("a plan for each Corefile of several documents, JSON too", () => {
    const map = (name: string): string =>
      JSON.stringify({ kind: "ConfigMap", metadata: { name }, data: { Corefile: ". {\n}\n" } });
    const text = ["a", "b", "a"].map(map).join("\n---\n");
    expect(plansOf(text).map(({ name }) => name)).toEqual(["a", "b", "a (2)"]);
  });
  it("keys that are no file names make no files", () => {
    const text = JSON.stringify({
      kind: "ConfigMap",
      data: { Corefile: "", "..": "x", ".": "x", "a/b": "x", "../up": "x" },
    });
    expect(plansOf(text)[0]?.files.map(({ path }) => path)).toEqual(["Corefile"]);
  });
  it("none where there is nothing, and the place where it is no YAML", () => {
    expect(planImports("kind: ConfigMap\ndata: { a: b }\n", "Corefile")).toEqual({ kind: "none" });
    expect(planImports("kind: ConfigMap\ndata: {{ x\n", "Corefile")).toMatchObject({
      kind: "error",
      at: { line: expect.any(Number) },
    });
  });
});

it("only what looks like such a manifest is offered", () => {
  expect(mayBeImported(K3S)).toBe(true);
  expect(mayBeImported(". {\n    whoami\n}\n# kind: ConfigMap of Corefile\n")).toBe(false);
  expect(mayBeImported("kind: ConfigMap\ndata: { nginx: x }\n")).toBe(false);
});
