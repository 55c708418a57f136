/** What is counted of a real API server, beside the real CoreDNS. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../server/_test/free-port.ts";
import { create, namespace, service, slice } from "./api-objects.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { brief, type NameServers, startNameServers } from "./name-servers.ts";

let plane: ControlPlane;
let servers: NameServers;
/** Where metrics are told: by the port that is asked. */
const metricsPorts: number[] = [];

beforeAll(async () => {
  plane = await startControlPlane();
  await create(plane, namespace("shop"));
  await create(plane, service("db", "shop", { clusterIP: "None" }));
  metricsPorts.push(await freePort(), await freePort());
  let started = 0;
  servers = await startNameServers((port) =>
    [
      `.:${port} {`,
      "  bind 127.0.0.1",
      "  kubernetes cluster.local {",
      `    kubeconfig ${plane.kubeconfig}`,
      "  }",
      `  prometheus 127.0.0.1:${metricsPorts[started++]}`,
      "}",
    ].join("\n"),
  );
}, 180_000);

afterAll(async () => {
  await servers?.stop();
  await plane?.stop();
});

/** The lines of kubernetes, without the values of what takes time. */
async function counted(port: number | undefined): Promise<readonly string[]> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return text
    .split("\n")
    .filter((line) => line.startsWith("coredns_kubernetes_"))
    .map((line) => line.replace(/(_sum.*|_bucket.*) \S+$/, "$1 ?"))
    .sort();
}

test("requests and programming times have CoreDNS's names, labels and counts", async () => {
  const annotations = { "endpoints.kubernetes.io/last-change-trigger-time": new Date().toISOString() };
  const endpoints = slice(["db-1", "db", "shop"], [{ addresses: ["192.0.2.21"] }], []);
  await create(plane, { ...endpoints, metadata: { ...endpoints.metadata, annotations } });
  for (const { ask } of [servers.ours, servers.coredns])
    await expect
      .poll(async () => brief(await ask("db.shop.svc.cluster.local. A")), { timeout: 10_000 })
      .toBe("NOERROR A 192.0.2.21");
  const [own, real] = [await counted(metricsPorts[0]), await counted(metricsPorts[1])];
  expect(real.length).toBeGreaterThan(10);
  expect(own).toEqual(real);
});
