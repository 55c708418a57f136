/** When the names of a cluster change: the serials of its zones (CoreDNS, kubernetes detectChanges). */
import { beforeEach, describe, expect, test } from "vitest";
import { FakeClock } from "../ports/_test/fake-clock.ts";
import { ClusterStore, type ClusterZones } from "./cluster-store.ts";
import { readObject } from "./read-object.ts";

let clock: FakeClock;
let store: ClusterStore;
beforeEach(() => {
  clock = new FakeClock(1_000_000);
  store = new ClusterStore(clock, ["Service", "Namespace"]);
});

/** Puts an object ten seconds later; gives the zones in which that shows. */
async function put(object: unknown): Promise<readonly ClusterZones[]> {
  const zones = ["internal", "external", "multicluster"] as const;
  const before = zones.map((zone) => store.modified(zone));
  await clock.pass(10_000);
  const reading = readObject(object);
  if (!reading.ok || reading.object === undefined) throw new Error("not an object");
  store.put(reading.object);
  return zones.filter((zone, index) => store.modified(zone) !== before[index]);
}

const service = (spec: object) => ({ kind: "Service", metadata: { name: "web", namespace: "shop" }, spec });
const PORTS = [{ name: "http", port: 80, protocol: "TCP" }];
const slice = (endpoint: object, labels: object = {}) => ({
  kind: "EndpointSlice",
  metadata: { name: "web-1", namespace: "shop", labels: { "kubernetes.io/service-name": "web", ...labels } },
  endpoints: [{ addresses: ["203.0.113.1"], ...endpoint }],
  ports: PORTS,
});
const pod = (ip: string, labels: object = {}) => ({
  kind: "Pod",
  metadata: { name: "web-1", namespace: "shop", labels },
  status: { podIPs: [{ ip }] },
});
const imported = { "multicluster.kubernetes.io/service-name": "web" };

describe("a change shows in the serial", () => {
  const cases: Readonly<
    Record<string, readonly [before: object | undefined, after: object, zones: readonly string[]]>
  > = {
    "of the cluster when a Service comes": [undefined, service({ clusterIP: "198.51.100.1" }), ["internal"]],
    "of none when a namespace comes": [undefined, { kind: "Namespace", metadata: { name: "shop" } }, []],
    "of none when a Service stays as it is": [service({ ports: PORTS }), service({ ports: PORTS }), []],
    "of both when ports change": [service({ ports: PORTS }), service({ ports: [] }), ["internal", "external"]],
    "of both when a port's protocol changes": [
      service({ ports: PORTS }),
      service({ ports: [{ name: "http", port: 80, protocol: "UDP" }] }),
      ["internal", "external"],
    ],
    "of the outside when external addresses change": [
      service({ ports: PORTS }),
      service({ ports: PORTS, externalIPs: ["192.0.2.1"] }),
      ["external"],
    ],
    "of the cluster when an alias changes": [
      service({ externalName: "a.example.org" }),
      service({ externalName: "b.example.org" }),
      ["internal"],
    ],
    "of none when nothing of endpoints that is shown changes": [slice({}), slice({ nodeName: "node-b" }), []],
    "of the cluster when an endpoint is ready no more": [
      slice({}),
      slice({ conditions: { ready: false } }),
      ["internal"],
    ],
    "of the cluster when an endpoint gets a name": [slice({}), slice({ hostname: "web-0" }), ["internal"]],
    "of the cluster when an endpoint changes its zone": [
      slice({ zone: "eu-1" }),
      slice({ zone: "EU-2" }),
      ["internal"],
    ],
    "of other clusters, too, when endpoints are imported": [
      slice({}, imported),
      slice({ hostname: "web-0" }, imported),
      ["internal", "multicluster"],
    ],
    "of none when a pod gets a label": [pod("203.0.113.1"), pod("203.0.113.1", { app: "web" }), []],
    "of the cluster when a pod gets another address": [pod("203.0.113.1"), pod("203.0.113.2"), ["internal"]],
  };
  test.each(Object.entries(cases))("%s", async (_, [before, after, zones]) => {
    if (before !== undefined) await put(before);
    expect(await put(after)).toEqual(zones);
  });
});

describe("a store", () => {
  test("is synchronised once each kind that is awaited was listed, an empty list as well", () => {
    store.replace("Service", []);
    expect(store.hasSynced()).toBe(false);
    store.replace("Namespace", []);
    expect(store.hasSynced()).toBe(true);
  });
  test("finds by address what has it now, and not what had it", async () => {
    await put(pod("203.0.113.1"));
    await put(pod("203.0.113.2"));
    expect([...store.podsOfAddress("203.0.113.1")]).toEqual([]);
    expect([...store.podsOfAddress("203.0.113.2")]).toMatchObject([{ name: "web-1" }]);
    store.remove("Pod", { namespace: "shop", name: "web-1" });
    expect([...store.podsOfAddress("203.0.113.2")]).toEqual([]);
  });
});
