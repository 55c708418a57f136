/** What is kept of the API's objects, and what is said of those that are none. */
import { describe, expect, test } from "vitest";
import { readObject } from "./read-object.ts";

const metadata = { name: "web", namespace: "shop" };

describe("an object that is not what it should be is refused with its place", () => {
  test.each<readonly [object: unknown, error: string]>([
    [null, "an object has a kind"],
    [[], "an object has a kind"],
    [{ kind: 5 }, "an object has a kind"],
    [{ kind: "Service" }, "Service: metadata.name: not a string"],
    [{ kind: "Service", metadata: [] }, "Service: metadata: not an object"],
    [{ kind: "Service", metadata: { name: 5 } }, "Service: metadata.name: not a string"],
    [
      { kind: "Namespace", metadata: { name: "shop", labels: { a: "b", c: 5 } } },
      "Namespace: metadata.labels.c: not a string",
    ],
    [{ kind: "Service", metadata, spec: 5 }, "Service: spec: not an object"],
    [{ kind: "Service", metadata, spec: { ports: {} } }, "Service: spec.ports: not a list"],
    [
      { kind: "Service", metadata, spec: { ports: [{}, { port: "80" }] } },
      "Service: spec.ports.1.port: not a whole number",
    ],
    [{ kind: "Service", metadata, spec: { ports: [{ port: 1.5 }] } }, "Service: spec.ports.0.port: not a whole number"],
    [{ kind: "Service", metadata, spec: { clusterIPs: ["192.0.2.1", 5] } }, "Service: spec.clusterIPs.1: not a string"],
    [
      { kind: "Service", metadata, status: { loadBalancer: { ingress: [{ ip: 5 }] } } },
      "Service: status.loadBalancer.ingress.0.ip: not a string",
    ],
    [{ kind: "EndpointSlice", metadata, endpoints: [5] }, "EndpointSlice: endpoints.0: not an object"],
    [
      { kind: "EndpointSlice", metadata, endpoints: [{ conditions: { ready: "no" } }] },
      "EndpointSlice: endpoints.0.conditions.ready: not a boolean",
    ],
    [{ kind: "Pod", metadata, status: { podIPs: [{ ip: 5 }] } }, "Pod: status.podIPs.0.ip: not a string"],
  ])("%j", (object, error) => {
    expect(readObject(object)).toEqual({ ok: false, error });
  });
});

describe("an object is read", () => {
  test("with nothing where nothing is said, or null", () => {
    const bare = readObject({ kind: "Service", metadata: { name: "web", namespace: null }, spec: null });
    expect(bare).toMatchObject({
      ok: true,
      name: { namespace: "", name: "web" },
      object: { type: "", clusterIps: [""], externalName: "", externalIps: [], ports: [{ port: -1 }] },
    });
  });

  test("with the addresses of its load balancers among those from outside", () => {
    const ingress = [{ ip: "192.0.2.2" }, { hostname: "lb.example.org" }];
    const service = {
      kind: "Service",
      metadata,
      spec: { externalIPs: ["192.0.2.1"] },
      status: { loadBalancer: { ingress } },
    };
    expect(readObject(service)).toMatchObject({
      object: { externalIps: ["192.0.2.1", "192.0.2.2", "lb.example.org"] },
    });
  });

  test("with the endpoints that are ready, or of which nothing is said", () => {
    const slice = {
      kind: "EndpointSlice",
      metadata: { ...metadata, labels: { "kubernetes.io/service-name": "web" } },
      endpoints: [
        { addresses: ["192.0.2.1"], conditions: { ready: true }, zone: "Zone-A", targetRef: { name: "web-0" } },
        { addresses: ["192.0.2.2"], conditions: { ready: false } },
        { addresses: ["192.0.2.3"], conditions: { ready: null }, hostname: "db", targetRef: { name: "x".repeat(64) } },
      ],
      ports: [{ name: "http", port: 80, protocol: "TCP" }],
    };
    expect(readObject(slice)).toMatchObject({
      object: {
        service: "web",
        addresses: [
          { ip: "192.0.2.1", hostname: "", podName: "web-0", zone: "zone-a" },
          { ip: "192.0.2.3", hostname: "db", podName: "", zone: "" },
        ],
        ports: [{ name: "http", port: 80, protocol: "TCP" }],
      },
    });
  });

  test.each([{ phase: "Failed" }, { phase: "Succeeded" }, { phase: "Unknown" }])(
    "as nothing of a pod of %j",
    (status) => {
      expect(readObject({ kind: "Pod", metadata, status })).toMatchObject({ ok: true, object: undefined });
    },
  );
});
