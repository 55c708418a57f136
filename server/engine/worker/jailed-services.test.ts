import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FakeCloudZones } from "../../../lib/ports/_test/fake-cloud-zones.ts";
import { systemWeb } from "../../host/web.ts";
import { jailCloudZones, jailWeb } from "./jailed-services.ts";

let folder = "";
let server: Server | undefined;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "jail-")));
  mkdirSync(join(folder, "work"));
});
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise<void>((closed) => (server === undefined ? closed() : server.close(() => closed())));
  server = undefined;
  rmSync(folder, { recursive: true });
});

async function listen(socket: string): Promise<string> {
  const opened = createServer((_request, response) => response.end("here"));
  server = opened;
  await new Promise<void>((listening) => opened.listen(socket, listening));
  return socket;
}

const ask = (socket: string, allowed: readonly string[] = []) =>
  jailWeb(systemWeb, { root: join(folder, "work"), allowed }).ask({
    method: "GET",
    url: "http://127.0.0.1/",
    headers: {},
    socket,
  });

describe("a socket", () => {
  test("of the workspace is asked, by its relative path as well", async () => {
    await listen(join(folder, "work", "s"));
    expect(await ask("s")).toMatchObject({ body: "here" });
  });
  test("outside is not, unless the user allowed it", async () => {
    const socket = await listen(join(folder, "s"));
    expect(await ask(socket)).toMatchObject({
      text: `Get "http://127.0.0.1/": dial unix ${socket}: outside the workspace; allow it with COREFILE_STUDIO_ALLOW`,
    });
    expect(await ask(socket, [folder])).toMatchObject({ body: "here" });
  });
});

test("profiles of whoever runs the studio are not read", async () => {
  const cloudZones = new FakeCloudZones({ Z1: [] });
  const access = {
    region: "eu-west-1",
    endpoint: undefined,
    maxAttempts: 1,
    usesDualStack: false,
    usesFips: false,
    authorities: undefined,
    keys: { profile: "own" },
  };
  const service = await jailCloudZones(cloudZones).route53(access);
  expect(await service.listResourceRecordSets("Z1")).toMatchObject({ ok: false, failure: { kind: "keys" } });
});

test("credentials of Google that name files or programs are not used", async () => {
  const jailed = jailCloudZones(new FakeCloudZones({ "lab:z": [] }));
  const asked = async (credentials: unknown) => {
    const service = await jailed.cloudDns({ baseUrl: "http://192.0.2.1", credentials });
    return (await service.recordSets({ project: "lab", zone: "z" })).ok;
  };
  const external = { type: "external_account", credential_source: { file: "/etc/passwd" } };
  expect(await asked(external)).toBe(false);
  expect(await asked({ type: "impersonated_service_account", source_credentials: external })).toBe(false);
  for (const credentials of [undefined, { type: "service_account" }, { type: "authorized_user" }])
    expect(await asked(credentials)).toBe(true);
});
