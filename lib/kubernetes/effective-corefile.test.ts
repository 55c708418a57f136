import { describe, expect, it } from "vitest";
import { effectiveCorefile, type OriginText } from "./effective-corefile.ts";
import { planImports } from "./import-plan.ts";

const text = (path: string, body: string): OriginText => ({ path, text: body, object: "o", key: path });
const lines = (corefile: string, ...others: readonly OriginText[]): readonly string[] =>
  effectiveCorefile(text("Corefile", corefile), others).map(({ text: line, key, line: at }) => `${key}:${at} ${line}`);

describe("the effective Corefile", () => {
  it("has imported texts in the place of the import, in the order of their names, and theirs in turn", () => {
    expect(
      lines(
        ". {\n    import custom/*.override\n    log\n}\n",
        text("custom/b.override", "import more\n"),
        text("custom/a.override", "errors\n"),
        text("custom/more", "whoami\n"),
        text("custom/x.server", "no\n"),
      ),
    ).toEqual([
      "Corefile:1 . {",
      "custom/a.override:1 errors",
      "custom/more:1 whoami",
      "Corefile:3     log",
      "Corefile:4 }",
    ]);
  });

  it("leaves imports of snippets and of what is not there, and words that only look like one", () => {
    const corefile = "(s) {\n    log\n}\n. {\n    import s\n    import none/*.x\n    hosts import custom/a\n}";
    expect(lines(corefile, text("custom/a", "errors"))).toEqual(
      corefile.split("\n").map((line, index) => `Corefile:${index + 1} ${line}`),
    );
  });

  it("ends where texts import each other", () => {
    expect(lines("import a\n", text("a", "import b\n"), text("b", "import a\nlog\n")).length).toBeLessThan(20);
  });
});

const map = (name: string, corefile: string): string =>
  JSON.stringify({ kind: "ConfigMap", metadata: { name, namespace: "kube-system" }, data: { Corefile: corefile } });
const disagreements = (...texts: readonly string[]): readonly string[] => {
  const planned = planImports(texts.join("\n---\n"), "Corefile");
  return planned.kind === "plans" ? planned.disagreements : [];
};

describe("two Corefiles of one CoreDNS", () => {
  it("that disagree are told with the first difference; white space is none", () => {
    expect(disagreements(map("a", ". {\n  log\n}"), map("b", ".   {\n\n    errors\n}"))).toEqual([
      'ConfigMap kube-system/a and ConfigMap kube-system/b disagree: the first has "log" where the other has "errors".',
    ]);
    expect(disagreements(map("a", ". {\n  log\n}"), map("b", ". {\n\n\tlog\n}"))).toEqual([]);
  });

  it("are not NodeLocal DNSCache's and the cluster's", () => {
    expect(disagreements(map("coredns", ". {\n  log\n}"), map("node-local-dns", "other"))).toEqual([]);
  });
});

describe("NodeLocal DNSCache", () => {
  const node = map(
    "node-local-dns",
    "__PILLAR__DNS__DOMAIN__:53 {\n    bind __PILLAR__LOCAL__DNS__\n    forward . __PILLAR__UPSTREAM__SERVERS__\n}\n",
  );
  it("has its marks filled in with the usual values, or with those that are said, and no additions", () => {
    const custom = JSON.stringify({
      kind: "ConfigMap",
      metadata: { name: "coredns-custom", namespace: "kube-system" },
      data: { "a.server": "x" },
    });
    const planned = planImports(`${node}\n---\n${custom}`, "Corefile", { __PILLAR__LOCAL__DNS__: "192.0.2.9" });
    const [plan] = planned.kind === "plans" ? planned.plans : [];
    expect(plan?.files).toMatchObject([
      { path: "Corefile", text: "cluster.local:53 {\n    bind 192.0.2.9\n    forward . /etc/resolv.conf\n}\n" },
    ]);
    expect(plan?.marks.map(({ mark }) => mark)).toEqual([
      "__PILLAR__DNS__DOMAIN__",
      "__PILLAR__LOCAL__DNS__",
      "__PILLAR__UPSTREAM__SERVERS__",
    ]);
  });
});
