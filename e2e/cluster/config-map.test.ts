/** A ConfigMap that is seen, written, refused when it has changed meanwhile, and put back, in a real API server. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyChange, previewChange, readConfigMap, rollBack } from "../../server/kubernetes/config-map-change.ts";
import { type ClusterConnection, ClusterRefusal, connect } from "../../server/kubernetes/connection.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";

let plane: ControlPlane;
let connection: ClusterConnection;

beforeAll(async () => {
  plane = await startControlPlane();
  connection = await connect("tests", { environment: { KUBECONFIG: plane.kubeconfig } });
}, 180_000);

afterAll(async () => {
  await plane?.stop();
});

const NAMED = { namespace: "kube-system", name: "coredns" };
const BEFORE = { Corefile: ".:53 {\n    errors\n}\n", NodeHosts: "192.0.2.1 node\n" };
const AFTER = ".:53 {\n    errors\n    log\n}\n";
const change = { ...NAMED, data: { Corefile: AFTER }, replaces: false };
const stored = async (): Promise<unknown> => (await readConfigMap(connection, NAMED))?.data;

describe("a ConfigMap", () => {
  test("that is not there yet is made", async () => {
    const first = { ...NAMED, data: BEFORE, replaces: false };
    const seen = await previewChange(connection, first);
    expect(seen).toMatchObject({ resourceVersion: null, before: null, dryRun: { ok: true } });
    expect(await stored()).toBeUndefined();
    await applyChange(connection, first, { resourceVersion: null });
    expect(await stored()).toEqual(BEFORE);
  });

  test("is tried without being written, then written, and put back", async () => {
    const seen = await previewChange(connection, change);
    expect(seen.dryRun).toEqual({ ok: true, text: "The API server would take it." });
    expect(await stored()).toEqual(BEFORE);
    const kept: string[] = [];
    const keep = async (manifest: string): Promise<void> => void kept.push(manifest);
    const written = await applyChange(connection, change, { resourceVersion: seen.resourceVersion, keep });
    expect(await stored()).toEqual({ ...BEFORE, Corefile: AFTER });
    expect(kept).toEqual([written.before]);
    await rollBack(connection, { ...NAMED, before: BEFORE, resourceVersion: written.resourceVersion });
    expect(await stored()).toEqual(BEFORE);
  });

  test("that somebody else has changed since is not written", async () => {
    const { resourceVersion } = await previewChange(connection, change);
    await plane.request("PATCH", "/api/v1/namespaces/kube-system/configmaps/coredns", { data: { NodeHosts: "" } });
    const refused: unknown = await applyChange(connection, change, { resourceVersion }).catch((error) => error);
    expect(refused).toBeInstanceOf(ClusterRefusal);
    expect(refused).toMatchObject({ code: 409 });
    expect(await stored()).toEqual({ ...BEFORE, NodeHosts: "" });
  });

  test("that the API server would not take is told in its words", async () => {
    const wrong = { ...change, data: { "a/b": "" } };
    const { dryRun } = await previewChange(connection, wrong);
    expect(dryRun.ok).toBe(false);
    expect(dryRun.text).toContain('ConfigMap "coredns" is invalid: data[a/b]: Invalid value');
  });
});
