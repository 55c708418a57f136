/** Configurations come and go; what they follow is followed once. */
import { expect, it } from "vitest";
import { FakeClusters } from "../../../lib/ports/_test/fake-clusters.ts";
import type { ClusterAccess } from "../../../lib/ports/clusters.ts";
import { KeptClusters } from "./kept-clusters.ts";

const SERVICES = { path: "api/v1/services", labelSelector: "", fieldSelector: "" };
const access = (token: string): ClusterAccess => ({
  server: "https://192.0.2.1:6443",
  serverName: "",
  insecure: false,
  authority: undefined,
  certificate: undefined,
  key: undefined,
  authorization: () => token,
});
const service = (name: string) => ({
  kind: "Service",
  metadata: { name, namespace: "shop", managedFields: [{ manager: "kubectl" }] },
});
const nameOf = (object: unknown): string => JSON.stringify(object).replace(/.*"name":"(\w+)".*/, "$1");

/** Who keeps the names of what it follows. */
function following(clusters: KeptClusters, token = "t") {
  const names: string[] = [];
  const stop = clusters.follow(access(token), SERVICES, {
    read: nameOf,
    listed: (kept) => void names.splice(0, names.length, ...kept),
    put: (object) => void names.push(nameOf(object)),
    removed: (object) => void names.splice(names.indexOf(nameOf(object)), 1),
    failed: (text) => void names.push(text),
  });
  return { names, stop };
}

it("tells a second one at once what is known, changes included, and asks no second time", () => {
  const base = new FakeClusters({ [SERVICES.path]: [service("web"), service("api")] });
  const clusters = new KeptClusters(base);
  const first = following(clusters);
  base.tell(SERVICES.path, (follower) => {
    follower.put(service("db"));
    follower.removed(service("api"));
  });
  const second = following(clusters);
  expect([first.names, second.names]).toEqual([
    ["web", "db"],
    ["web", "db"],
  ]);
  expect(base.followings.size).toBe(1);
});

it("goes on while one of them is left, and ends with the last", () => {
  const base = new FakeClusters({ [SERVICES.path]: [service("web")] });
  const clusters = new KeptClusters(base);
  const first = following(clusters);
  const second = following(clusters);
  first.stop();
  base.tell(SERVICES.path, (follower) => follower.put(service("db")));
  expect([first.names, second.names]).toEqual([["web"], ["web", "db"]]);
  second.stop();
  expect(base.followings.size).toBe(0);
});

it("asks for each who identifies differently", () => {
  const base = new FakeClusters({ [SERVICES.path]: [] });
  const clusters = new KeptClusters(base);
  following(clusters, "one");
  following(clusters, "other");
  expect(base.followings.size).toBe(2);
});

it("lets nobody wait again for what has not answered", async () => {
  const clusters = new KeptClusters(new FakeClusters());
  const firstWait = clusters.startWithinMs;
  expect(firstWait).toBeGreaterThan(0);
  expect(following(clusters).names).toEqual(["connection refused"]);
  await new Promise((done) => setTimeout(done, firstWait + 50));
  expect(clusters.startWithinMs).toBe(0);
});
