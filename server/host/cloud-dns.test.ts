/** Google's library against an API, a place for tokens and a machine's metadata on loopback. */
import { generateKeyPairSync } from "node:crypto";
import { createServer, type Server } from "node:http";
import { afterEach, describe, expect, test, vi } from "vitest";
import { cloudDnsService } from "./cloud-dns.ts";

let server: Server | undefined;
afterEach(async () => {
  vi.unstubAllEnvs();
  server?.closeAllConnections();
  await new Promise<void>((closed) => (server === undefined ? closed() : server.close(() => closed())));
  server = undefined;
});

type Page = readonly [status: number, body: unknown];

async function serve(pageOf: (path: string, authorization: string) => Page) {
  const asked: string[] = [];
  const opened = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(`${request.method} ${path.split("?")[0]}`);
    request.resume();
    const [status, body] = pageOf(path, request.headers.authorization ?? "");
    response.writeHead(status, { "content-type": "application/json", "metadata-flavor": "Google" });
    response.end(JSON.stringify(body));
  });
  server = opened;
  await new Promise<void>((listening) => opened.listen(0, "127.0.0.1", listening));
  const address = opened.address();
  return { asked, place: `127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}` };
}

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const account = (place: string) => ({
  type: "service_account",
  client_email: "dns@example.org",
  private_key: privateKey,
  token_uri: `http://${place}/token`,
});
const ZONE = { project: "lab", zone: "z1" };
const SET = { name: "www.example.org.", type: "A", ttl: 60, rrdatas: ["192.0.2.1"] };
const TOKEN: Page = [200, { access_token: "good", token_type: "Bearer", expires_in: 3600 }];

test("all pages are read with a service account's token, which is asked for once", async () => {
  const { asked, place } = await serve((path, authorization) => {
    if (path === "/token") return TOKEN;
    if (authorization !== "Bearer good") return [401, {}];
    return path.includes("pageToken=two") ? [200, { rrsets: [SET] }] : [200, { rrsets: [SET], nextPageToken: "two" }];
  });
  const service = cloudDnsService({ baseUrl: `http://${place}/dns/v1`, credentials: account(place) });
  expect(await service.managedZone(ZONE)).toEqual({ ok: true, value: undefined });
  const set = { name: "www.example.org.", type: "A", ttl: 60, values: ["192.0.2.1"] };
  expect(await service.recordSets(ZONE)).toEqual({ ok: true, value: [set, set] });
  const zone = "GET /dns/v1/projects/lab/managedZones/z1";
  expect(asked).toEqual(["POST /token", zone, `${zone}/rrsets`, `${zone}/rrsets`]);
});

test("a machine's token is that of its metadata", async () => {
  const { place } = await serve((path, authorization) => {
    if (path.includes("/token")) return TOKEN;
    if (path.startsWith("/computeMetadata")) return [200, "googleapis.com"];
    return authorization === "Bearer good" ? [200, { rrsets: [SET] }] : [401, {}];
  });
  vi.stubEnv("GCE_METADATA_HOST", place);
  const service = cloudDnsService({ baseUrl: `http://${place}/dns/v1`, credentials: undefined });
  expect(await service.recordSets(ZONE)).toMatchObject({ ok: true, value: [{ name: "www.example.org." }] });
});

describe("a failure", () => {
  test("of the API has its message and reason", async () => {
    const errors = [{ message: "not there", domain: "global", reason: "notFound" }];
    const { place } = await serve((path) =>
      path === "/token" ? TOKEN : [404, { error: { code: 404, message: "not there", errors } }],
    );
    const service = cloudDnsService({ baseUrl: `http://${place}/dns/v1`, credentials: account(place) });
    expect(await service.managedZone(ZONE)).toMatchObject({
      ok: false,
      failure: { kind: "refused", status: 404, message: "not there", errors: [{ reason: "notFound" }] },
    });
  });
  test("to get a token has the reply", async () => {
    const { asked, place } = await serve(() => [400, { error: "invalid_grant" }]);
    const service = cloudDnsService({ baseUrl: `http://${place}/dns/v1`, credentials: account(place) });
    expect(await service.managedZone(ZONE)).toEqual({
      ok: false,
      failure: { kind: "token", status: 400, body: '{"error":"invalid_grant"}' },
    });
    expect(asked).toEqual(["POST /token"]);
  });
  test("of a key that is none is told before anything is sent", async () => {
    const { asked, place } = await serve(() => TOKEN);
    const credentials = { ...account(place), private_key: "none" };
    const service = cloudDnsService({ baseUrl: `http://${place}/dns/v1`, credentials });
    expect(await service.managedZone(ZONE)).toMatchObject({ ok: false, failure: { kind: "credentials" } });
    expect(asked).toEqual([]);
  });
});
