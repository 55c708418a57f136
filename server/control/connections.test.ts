/** A workspace without a cluster is connected to one of the user's own, which is only read; one that is silent costs no time. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type KubernetesApi, serveKubernetesApi } from "../../conformance/kubernetes-api.ts";
import { askRequestSchema } from "../../lib/api/ask.ts";
import { freePort } from "../_test/free-port.ts";
import { Studio } from "./studio.ts";

const COREFILE = `.:53 {
    kubernetes cluster.local
}
`;
const OBJECTS = [
  { kind: "Namespace", metadata: { name: "shop" } },
  {
    kind: "Service",
    metadata: { name: "web", namespace: "shop" },
    spec: { clusterIP: "198.51.100.7", ports: [{ port: 80 }] },
  },
];

let home: string;
let studio: Studio;
let api: KubernetesApi;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "connections-"));
  mkdirSync(join(home, "dns"));
  writeFileSync(join(home, "dns", "Corefile"), COREFILE);
  api = await serveKubernetesApi(OBJECTS);
  vi.stubEnv("KUBECONFIG", join(home, "config"));
  writeFileSync(join(home, "config"), kubeconfig({ lab: api.url, silent: `http://127.0.0.1:${await freePort()}` }));
  studio = new Studio({ folder: join(home, "dns"), home });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await studio.close();
  await api.close();
  rmSync(home, { recursive: true, force: true });
});

function kubeconfig(servers: Readonly<Record<string, string>>): string {
  const names = Object.keys(servers);
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: names.map((name) => ({ name, cluster: { server: servers[name] } })),
    users: [{ name: "me", user: { token: "t" } }],
    contexts: names.map((name) => ({ name, context: { cluster: name, user: "me" } })),
  });
}

async function ask(name: string): Promise<string | undefined> {
  const { received } = await studio.window("").ask(askRequestSchema.parse({ name, type: "A", timeoutMs: 4000 }));
  return received.kind === "reply" ? (received.message.answer[0]?.rdata ?? received.message.rcode) : received.because;
}

const apply = () => studio.window("").apply({ drafts: { Corefile: COREFILE } });

it("answers from the context, tells so, and writes nothing into the folder", async () => {
  expect((await apply()).applied).toBe(false);
  await studio.control({ action: "connect", context: "lab" }, "");
  const { applied, engine, problems } = await apply();
  expect(problems.map(({ message }) => message)).toEqual([]);
  expect([applied, engine.connectedTo]).toEqual([true, "lab"]);
  expect(engine.clusters).toEqual([
    { kind: "api", server: api.url, context: "lab", synced: true, failure: "", services: 1, namespaces: 1 },
  ]);
  expect(await ask("web.shop.svc.cluster.local")).toBe("198.51.100.7");
  expect(studio.workspace().files.map(({ path }) => path)).toEqual(["Corefile"]);
  await studio.control({ action: "disconnect" }, "");
  const after = await apply();
  expect([after.applied, after.engine.connectedTo]).toEqual([false, undefined]);
});

it("takes up what the same context has since, while nothing else changed", async () => {
  await studio.control({ action: "connect", context: "lab" }, "");
  expect((await apply()).engine.generation).toBe((await apply()).engine.generation);
  expect(await ask("web.shop.svc.cluster.local")).toBe("198.51.100.7");
  const moved = await serveKubernetesApi([{ kind: "Namespace", metadata: { name: "shop" } }]);
  writeFileSync(join(home, "config"), kubeconfig({ lab: moved.url }));
  await studio.control({ action: "connect", context: "lab" }, "");
  expect((await apply()).engine.clusters).toMatchObject([{ server: moved.url, context: "lab" }]);
  expect(await ask("web.shop.svc.cluster.local")).toBe("NXDOMAIN");
  await moved.close();
});

it("goes on at once when the cluster does not answer, says so, and answers SERVFAIL", async () => {
  await studio.control({ action: "connect", context: "silent" }, "");
  await apply();
  const startedMs = performance.now();
  const { applied, engine } = await apply();
  expect(performance.now() - startedMs).toBeLessThan(4500);
  expect(applied).toBe(true);
  expect(engine.clusters).toMatchObject([{ context: "silent", synced: false }]);
  expect(await ask("web.shop.svc.cluster.local")).toBe("SERVFAIL");
});

it("refuses a context that there is not", async () => {
  await expect(studio.control({ action: "connect", context: "gone" }, "")).rejects.toThrow("no context gone");
});
