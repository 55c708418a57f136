/** What is changed in a real API server shows in the answers of `serve` within a second. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiObject, change, create, namespace, remove, runPod, service, slice } from "./api-objects.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { brief, type NameServers, startNameServers } from "./name-servers.ts";

/** From the API server's reply to a change until our answer has it. */
const SHOWS_WITHIN_MS = 1000;

let plane: ControlPlane;
let servers: NameServers;

beforeAll(async () => {
  plane = await startControlPlane();
  await create(plane, namespace("shop"));
  servers = await startNameServers((port) =>
    [
      `.:${port} {`,
      "  bind 127.0.0.1",
      "  kubernetes cluster.local in-addr.arpa {",
      `    kubeconfig ${plane.kubeconfig}`,
      "    pods verified",
      "  }",
      "}",
    ].join("\n"),
  );
}, 180_000);

afterAll(async () => {
  await servers?.stop();
  await plane?.stop();
});

/** Waits for an answer of ours, no longer than a change may take; CoreDNS comes to the same one. */
async function shows(question: string, answer: string): Promise<void> {
  await expect
    .poll(async () => brief(await servers.ours.ask(question)), { timeout: SHOWS_WITHIN_MS, interval: 10 })
    .toBe(answer);
  await expect.poll(async () => brief(await servers.coredns.ask(question)), { timeout: 10_000 }).toBe(answer);
}

const WEB = "web.shop.svc.cluster.local.";
const web = service("web", "shop", { clusterIP: "10.96.0.20", ports: [{ name: "http", port: 80 }] });
const db = service("db", "shop", { clusterIP: "None", ports: [{ name: "pg", port: 5432 }] });
const dbSlice = slice(
  ["db-1", "db", "shop"],
  [{ addresses: ["192.0.2.21"], hostname: "db-0" }],
  [{ name: "pg", port: 5432 }],
);
const client: ApiObject = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "client", namespace: "shop" },
  spec: { containers: [{ name: "client", image: "example.org/client" }] },
};

describe("within a second", () => {
  test("a new Service has its address, and the address its name", async () => {
    await shows(`${WEB} A`, "NXDOMAIN");
    await create(plane, web);
    await shows(`${WEB} A`, "NOERROR A 10.96.0.20");
    await shows("20.0.96.10.in-addr.arpa. PTR", `NOERROR PTR ${WEB}`);
  });

  test("a changed port is in the SRV record", async () => {
    await change(plane, web, { spec: { ports: [{ name: "http", port: 8080 }] } });
    await shows(`_http._tcp.${WEB} SRV`, `NOERROR SRV 0 100 8080 ${WEB}`);
  });

  test("a Service that becomes an alias is one", async () => {
    await change(plane, web, { spec: { type: "ExternalName", externalName: "www.example.org", clusterIP: null } });
    await shows(`${WEB} CNAME`, "NOERROR CNAME www.example.org.");
  });

  test("a Service that is taken away has no name", async () => {
    await remove(plane, web);
    await shows(`${WEB} A`, "NXDOMAIN");
  });

  test("endpoints of a headless Service come and go", async () => {
    await create(plane, db);
    await create(plane, dbSlice);
    await shows("db.shop.svc.cluster.local. A", "NOERROR A 192.0.2.21");
    await change(plane, dbSlice, {
      endpoints: [{ addresses: ["192.0.2.22"] }, { addresses: ["192.0.2.23"], conditions: { ready: false } }],
    });
    await shows("db.shop.svc.cluster.local. A", "NOERROR A 192.0.2.22");
    await remove(plane, dbSlice);
    await shows("db.shop.svc.cluster.local. A", "NXDOMAIN");
  });

  test("a pod has its name from when it runs until it is gone", async () => {
    await create(plane, client);
    await shows("192-0-2-40.shop.pod.cluster.local. A", "NXDOMAIN");
    await runPod(plane, client, ["192.0.2.40"]);
    await shows("192-0-2-40.shop.pod.cluster.local. A", "NOERROR A 192.0.2.40");
    await remove(plane, client);
    await shows("192-0-2-40.shop.pod.cluster.local. A", "NXDOMAIN");
  });

  test("a new namespace is there", async () => {
    await shows("lab.svc.cluster.local. A", "NXDOMAIN");
    await create(plane, namespace("lab"));
    await shows("lab.svc.cluster.local. A", "NOERROR");
  });
});
