import { createSocket } from "node:dgram";
import { createServer, type Server } from "node:net";
import { afterEach, describe, expect, it, test } from "vitest";
import type { KeyTransport } from "../../lib/set-up/setup.ts";
import { missingQuic } from "../quic/quiche.ts";
import { SETTINGS } from "./_test/settings.ts";
import type { Listener } from "./listener.ts";
import { networksOf, openAll, whyUnserved } from "./openers.ts";

const opened: Listener[] = [];

async function open(transport: KeyTransport, port = 0) {
  const options = {
    place: { address: "127.0.0.1", port },
    server: "dns://:53",
    answer: () => undefined,
    failed: () => undefined,
    nowMs: () => 0,
  };
  const result = await openAll({ transport, options, settings: () => SETTINGS });
  if (!("error" in result)) opened.push(...result);
  return result;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((listener) => listener.close()));
});

/** Listens on TCP alone; rejects when the port is taken. */
async function listenTcpAlone(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host: "127.0.0.1", exclusive: true }, resolve);
  });
  return server;
}

test.each([
  ["dns", ["tcp", "udp"]],
  ["tls", ["tcp"]],
  ["https", ["tcp"]],
  ["grpc", ["tcp"]],
  ["quic", ["udp"]],
  ["https3", ["udp"]],
] as const)("%s listens on %j", async (transport, networks) => {
  expect([networksOf(transport), whyUnserved(transport)]).toEqual([networks, undefined]);
  const result = await open(transport);
  const transports = transport === "dns" ? networks : [transport];
  expect("error" in result ? result : result.map((listener) => listener.transport)).toEqual(transports);
});

test("a machine without a QUIC library says so", () =>
  expect([missingQuic("linux-arm64"), missingQuic("linux-x64")]).toEqual([
    "there is no QUIC library for linux-arm64",
    process.platform === "linux" && process.arch === "x64" ? undefined : expect.any(String),
  ]));

describe("the sockets of a listener", () => {
  it("share the port that the first got", async () => {
    const result = await open("dns");
    const ports = "error" in result ? [] : result.map(({ bound }) => bound.port);
    expect(ports[0]).toBeGreaterThan(0);
    expect(ports[1]).toBe(ports[0]);
  });
  it("are opened all or none, and who failed is told", async () => {
    const taken = createSocket("udp4");
    await new Promise<void>((resolve) => taken.bind({ port: 0, address: "127.0.0.1", exclusive: true }, resolve));
    const { port } = taken.address();
    try {
      expect(await open("dns", port)).toMatchObject({ network: "udp", method: "ListenPacket" });
      const free = await listenTcpAlone(port);
      free.close();
    } finally {
      taken.close();
    }
  });
  it("that are TCP's leave the error to Listen", async () => {
    const taken = await listenTcpAlone(0);
    const own = taken.address();
    try {
      const port = typeof own === "object" && own !== null ? own.port : 0;
      expect(await open("tls", port)).toMatchObject({ network: "tcp", method: "Listen" });
    } finally {
      taken.close();
    }
  });
});
