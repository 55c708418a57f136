/** import and export: from files and from a cluster into a folder, and out again. */
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { FakeApi } from "../server/kubernetes/_test/fake-api.ts";

const LAUNCHER = resolve(import.meta.dirname, "../bin/corefile-studio");
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "import-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(command: string, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return new Promise((done) => {
    const child = execFile(
      LAUNCHER,
      command.split(" "),
      { cwd: folder, env: { ...process.env, ...env } },
      (_, out, err) => {
        done({ code: child.exitCode ?? -1, out, err });
      },
    );
  });
}

const read = (path: string): string => readFileSync(join(folder, path), "utf8");
const map = (name: string, data: object): object => ({
  kind: "ConfigMap",
  metadata: { name, namespace: "kube-system" },
  data,
});
const MAPS = [
  map("coredns", { Corefile: ".:53 {\n    import custom/*.override\n    reload\n}\n", NodeHosts: "192.0.2.1 node\n" }),
  map("coredns-custom", { "log.override": "log\n" }),
];

it("makes a folder out of a manifest, and the same ConfigMaps out of the folder", async () => {
  writeFileSync(join(folder, "in.yaml"), JSON.stringify({ kind: "List", items: MAPS }));
  expect(await run("import in.yaml dns")).toEqual({
    code: 0,
    out: "Corefile  from ConfigMap kube-system/coredns, Corefile\nNodeHosts  from ConfigMap kube-system/coredns, NodeHosts\ncustom/log.override  from ConfigMap kube-system/coredns-custom, log.override\n",
    err: "",
  });
  expect(read("dns/custom/log.override")).toBe("log\n");
  const { code, out, err } = await run("export dns");
  expect([code, err]).toEqual([0, ""]);
  expect(out).toContain("name: coredns-custom\n  namespace: kube-system\ndata:\n  log.override: |\n    log\n");
  expect((await run("export dns --manifests --cluster-ip 192.0.2.53")).out).toContain("clusterIP: 192.0.2.53\n");
  writeFileSync(join(folder, "dns/Corefile"), "mine\n");
  expect(await run("import in.yaml dns")).toMatchObject({
    code: 2,
    err: "corefile-studio import: Corefile exists and differs; --force replaces it.\n",
  });
  expect(read("dns/Corefile")).toBe("mine\n");
  expect((await run("import in.yaml dns --force")).code).toBe(0);
  expect(read("dns/Corefile")).toContain("import custom/*.override");
});

it("shows where each line comes from, and which Corefile of several", async () => {
  writeFileSync(
    join(folder, "in.yaml"),
    [...MAPS, map("other", { Corefile: ". {\n}\n" })].map((one) => JSON.stringify(one)).join("\n---\n"),
  );
  const { out, err } = await run("import in.yaml --show");
  expect(out).toMatch(/^log {2,}# ConfigMap kube-system\/coredns-custom, log\.override:1$/m);
  expect(err).toContain("ConfigMap kube-system/coredns and ConfigMap kube-system/other disagree");
  expect(err).toContain("kube-system/coredns is taken; there are kube-system/coredns, kube-system/other (--which)");
  expect(existsSync(join(folder, "Corefile"))).toBe(false);
  expect((await run("import in.yaml --show --which other")).out).toMatch(
    /^\. \{ +# ConfigMap kube-system\/other, Corefile:1\n/,
  );
});

it("reads a cluster by the context that is said, and only that", async () => {
  const service = { kind: "Service", metadata: { name: "web", namespace: "shop" }, spec: { clusterIP: "10.96.0.9" } };
  const api = await FakeApi.start([...MAPS, service]);
  const env = { KUBECONFIG: join(folder, "config") };
  writeFileSync(env.KUBECONFIG, api.kubeconfig());
  api.forbidden.add("GET pods");
  const { code, out, err } = await run("import --context lab dns --snapshot", env);
  const none = await run("import --context prod dns", env);
  await api.close();
  expect([code, out]).toEqual([
    0,
    expect.stringContaining("cluster/  0 Namespace, 1 Service, 0 EndpointSlice, 0 Pod\n"),
  ]);
  expect(err).toContain("missing: list pods in all namespaces. Run: kubectl --context lab get pods -A -o yaml");
  expect(read("dns/cluster/shop.yaml")).toContain("clusterIP: 10.96.0.9");
  expect(api.requests.every((request) => request.startsWith("GET "))).toBe(true);
  expect(none).toMatchObject({ code: 2, err: expect.stringContaining('the kubeconfig has no context "prod"') });
  expect(await run("import dns --context lab", env)).toMatchObject({
    code: 2,
    err: expect.stringContaining("cannot be asked: connection refused"),
  });
});

it("says what is wrong in one line", async () => {
  writeFileSync(join(folder, "x.yaml"), "kind: Pod\n");
  const cases: Readonly<Record<string, string>> = {
    import: "say which file, or which --context.",
    "import none.yaml": "none.yaml: no such file or directory.",
    "import x.yaml": "there is no Corefile in it.",
    "import x.yaml --snap": "unknown option --snap, did you mean --snapshot? See corefile-studio import --help",
    export: "Corefile cannot be read",
    "export a b": "one folder at a time, and b is another; see corefile-studio export --help",
  };
  for (const [command, said] of Object.entries(cases)) {
    const { code, err } = await run(command);
    expect([command, code, err]).toEqual([command, 2, `corefile-studio ${command.split(" ")[0]}: ${said}\n`]);
  }
});
