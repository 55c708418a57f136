import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { FakeApi } from "./_test/fake-api.ts";
import { applyChange, previewChange, rollBack } from "./config-map-change.ts";
import { type ClusterConnection, ClusterRefusal, connect } from "./connection.ts";

const COREFILE = ".:53 {\n    errors\n}\n";
const MAP = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "coredns", namespace: "kube-system", labels: { team: "dns" }, managedFields: [{ manager: "x" }] },
  data: { Corefile: COREFILE, NodeHosts: "192.0.2.1 node\n" },
};
const change = {
  namespace: "kube-system",
  name: "coredns",
  data: { Corefile: ".:53 {\n    errors\n    log\n}\n" },
  replaces: false,
};

let api: FakeApi;
let home: string;
let connection: ClusterConnection;

async function connected(timeoutMs?: number): Promise<ClusterConnection> {
  const KUBECONFIG = join(home, "config");
  writeFileSync(KUBECONFIG, api.kubeconfig());
  return connect("lab", { environment: { KUBECONFIG }, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
}

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "change-"));
  api = await FakeApi.start([MAP]);
  connection = await connected();
});
afterEach(async () => {
  await api.close();
  rmSync(home, { recursive: true, force: true });
});

const refusal = async (task: Promise<unknown>): Promise<ClusterRefusal> => {
  const thrown: unknown = await task.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof ClusterRefusal)) throw new Error(`no refusal: ${thrown}`);
  return thrown;
};

describe("a preview", () => {
  it("has the difference, the version, what stays, and the server's word; nothing is written", async () => {
    const seen = await previewChange(connection, change);
    expect(seen.diff).toBe("--- Corefile.orig\n+++ Corefile\n@@ -1,3 +1,4 @@\n .:53 {\n     errors\n+    log\n }\n");
    expect(seen).toMatchObject({
      resourceVersion: api.get("ConfigMap", "coredns")?.metadata.resourceVersion,
      before: MAP.data,
      dryRun: { ok: true },
      notes: ["Keys that stay as they are: NodeHosts."],
      owner: undefined,
    });
    expect(api.requests.filter((one) => !one.startsWith("GET"))).toEqual([
      "PUT /api/v1/namespaces/kube-system/configmaps/coredns?fieldManager=corefile-studio&fieldValidation=Strict&dryRun=All",
    ]);
    expect(api.get("ConfigMap", "coredns")?.data).toEqual(MAP.data);
  });

  it("says that a ConfigMap is created, and who will overwrite one", async () => {
    expect(await previewChange(connection, { ...change, name: "coredns-custom" })).toMatchObject({
      resourceVersion: null,
      before: null,
      notes: ["There is no ConfigMap kube-system/coredns-custom yet: it is created."],
    });
    api.put({ ...MAP, metadata: { ...MAP.metadata, labels: { "addonmanager.kubernetes.io/mode": "Reconcile" } } });
    expect((await previewChange(connection, change)).owner).toContain("will overwrite coredns");
  });

  it("passes on why the server would not take it, permissions included", async () => {
    api.forbidden.add("PUT configmaps");
    expect((await previewChange(connection, change)).dryRun).toEqual({
      ok: false,
      text: expect.stringMatching(
        /missing: update configmap coredns in kube-system.*kubectl --context lab -n kube-system apply -f FILE$/,
      ),
    });
    const large = { ...change, data: { Corefile: "# x\n".repeat(300_000) } };
    expect((await previewChange(connection, large)).dryRun.text).toContain("at most 1048576");
  });
});

describe("a change", () => {
  it("is written over the version that was seen, keeps all other fields, and what was there is kept first", async () => {
    const { resourceVersion } = await previewChange(connection, change);
    const kept: string[] = [];
    const keep = async (text: string): Promise<void> => {
      kept.push(text);
      expect(api.get("ConfigMap", "coredns")?.data).toEqual(MAP.data);
    };
    const written = await applyChange(connection, change, { resourceVersion, keep });
    const now = api.get("ConfigMap", "coredns");
    expect(now).toMatchObject({
      metadata: { labels: { team: "dns" }, resourceVersion: written.resourceVersion },
      data: { ...MAP.data, ...change.data },
    });
    expect(parse(kept[0] ?? "")).toEqual({
      ...MAP,
      metadata: { name: "coredns", namespace: "kube-system", labels: { team: "dns" } },
    });
    await rollBack(connection, { ...change, before: MAP.data, resourceVersion: written.resourceVersion });
    expect(api.get("ConfigMap", "coredns")?.data).toEqual(MAP.data);
  });

  it("is refused when somebody else was there first, before and between; nothing is overwritten", async () => {
    const { resourceVersion } = await previewChange(connection, change);
    const theirs = { ...MAP, data: { Corefile: "theirs" } };
    api.beforeWrite = () => void api.put(theirs);
    expect((await refusal(applyChange(connection, change, { resourceVersion }))).code).toBe(409);
    api.beforeWrite = () => undefined;
    const late = await refusal(applyChange(connection, change, { resourceVersion }));
    expect([late.code, late.message]).toEqual([409, expect.stringContaining("has changed since the preview")]);
    expect(api.get("ConfigMap", "coredns")?.data).toEqual(theirs.data);
  });

  it("is not written when what was there cannot be kept", async () => {
    const { resourceVersion } = await previewChange(connection, change);
    const keep = () => Promise.reject(new Error("disk full"));
    await expect(applyChange(connection, change, { resourceVersion, keep })).rejects.toThrow("disk full");
    expect(api.get("ConfigMap", "coredns")?.data).toEqual(MAP.data);
  });

  it("makes a ConfigMap that is not there, and rolling back deletes it unless it was changed since", async () => {
    const custom = { ...change, name: "coredns-custom", data: { "a.override": "log\n" } };
    const { resourceVersion } = await applyChange(connection, custom, { resourceVersion: null });
    const back = { namespace: "kube-system", name: "coredns-custom", before: null, resourceVersion };
    api.put({ kind: "ConfigMap", metadata: { name: "coredns-custom", namespace: "kube-system" }, data: {} });
    expect((await refusal(rollBack(connection, back))).code).toBe(409);
    const now = api.get("ConfigMap", "coredns-custom")?.metadata.resourceVersion ?? "";
    await rollBack(connection, { ...back, resourceVersion: now });
    expect(api.get("ConfigMap", "coredns-custom")).toBeUndefined();
  });
});

describe("a connection", () => {
  it("sends the user's token, and says when it is not taken", async () => {
    api.token = "secret";
    expect(await refusal(previewChange(connection, change))).toMatchObject({
      code: 401,
      message: expect.stringContaining("lab does not know who you are"),
    });
    expect((await previewChange(await connected(), change)).dryRun.ok).toBe(true);
  });

  it("waits no longer than it may, and can be cancelled", async () => {
    api.delayMs = 5_000;
    const slow = await refusal(previewChange(await connected(50), change));
    expect([slow.status, slow.message]).toEqual([502, expect.stringContaining("no reply within 0.05 s")]);
    const abort = new AbortController();
    const asked = previewChange(connection, change, abort.signal);
    abort.abort();
    await expect(asked).rejects.toThrow("aborted");
  });

  it("says when nobody is there, and which contexts there are not", async () => {
    await api.close();
    expect((await refusal(previewChange(connection, change))).message).toContain("cannot be asked: connection refused");
    const KUBECONFIG = join(home, "config");
    await expect(connect("prod", { environment: { KUBECONFIG } })).rejects.toThrow('no context "prod"');
  });

  it("runs the program that the kubeconfig names for credentials, and passes on what it says when it fails", async () => {
    const KUBECONFIG = join(home, "exec");
    const exec = {
      apiVersion: "client.authentication.k8s.io/v1",
      command: "/bin/sh",
      args: ["-c", "echo log in first >&2; exit 1"],
    };
    const config = { ...JSON.parse(api.kubeconfig()), users: [{ name: "me", user: { exec } }] };
    writeFileSync(KUBECONFIG, JSON.stringify(config));
    const failed = await refusal(previewChange(await connect("lab", { environment: { KUBECONFIG } }), change));
    expect(failed.message).toContain("log in first");
    api.token = "from-the-program";
    const credential = { apiVersion: exec.apiVersion, kind: "ExecCredential", status: { token: api.token } };
    exec.args = ["-c", `echo '${JSON.stringify(credential)}'`];
    writeFileSync(KUBECONFIG, JSON.stringify(config));
    const seen = await previewChange(await connect("lab", { environment: { KUBECONFIG } }), change);
    expect(seen.dryRun.ok).toBe(true);
  });
});
