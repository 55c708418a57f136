/** Azure's libraries against an API and a place for tokens on loopback. */
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { certificates } from "../../conformance/certificates.ts";
import type { AzureAccess } from "../../lib/ports/cloud-zones.ts";
import { azureService } from "./azure.ts";

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise<void>((closed) => (server === undefined ? closed() : server.close(() => closed())));
  server = undefined;
});

type Page = readonly [status: number, body: unknown];

/** Serves pages by path; tokens for tenant `t` are "good". */
async function serve(pageOf: (path: string, authorization: string, origin: string) => Page) {
  const read = (name: string): Buffer => readFileSync(join(certificates(), name));
  const asked: string[] = [];
  const opened = createServer({ cert: read("cert.pem"), key: read("key.pem") }, (request, response) => {
    const path = request.url ?? "";
    asked.push(path.split("?")[0] ?? "");
    request.resume();
    const [status, body] = tokenPage(path, origin()) ?? pageOf(path, request.headers.authorization ?? "", origin());
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  const origin = (): string => {
    const address = opened.address();
    return `https://localhost:${typeof address === "object" && address !== null ? address.port : 0}`;
  };
  server = opened;
  await new Promise<void>((listening) => opened.listen(0, "127.0.0.1", listening));
  const access: AzureAccess = {
    subscription: "sub",
    identity: { kind: "client", authority: `${origin()}/`, tenant: "t", client: "c", secret: "s" },
    resource: "https://management.azure.com/",
    endpoint: origin(),
    authorities: read("ca.pem"),
  };
  return { asked, access };
}

function tokenPage(path: string, origin: string): Page | undefined {
  if (path.includes("openid-configuration")) {
    const issuer = `${origin}/t/v2.0`;
    const at = (name: string): string => `${origin}/t/oauth2/v2.0/${name}`;
    return [
      200,
      { issuer, token_endpoint: at("token"), authorization_endpoint: at("authorize"), jwks_uri: at("keys") },
    ];
  }
  if (path.includes("/t/oauth2/v2.0/token"))
    return [200, { token_type: "Bearer", expires_in: 3600, access_token: "good" }];
  return path.includes("/oauth2/v2.0/token")
    ? [401, { error: "invalid_client", error_description: "AADSTS7000215" }]
    : undefined;
}

const LIST = "/subscriptions/sub/resourceGroups/lab/providers/Microsoft.Network";
const set = (address: string) => ({
  name: "www",
  type: "A",
  properties: { fqdn: "www.example.org.", TTL: 60, ARecords: [{ ipv4Address: address }] },
});
const privateSet = {
  name: "db",
  properties: { fqdn: "db.example.org.", ttl: 30, aRecords: [{ ipv4Address: "192.0.2.3" }] },
};

test("all pages of a public zone are read with the client's token", async () => {
  const { access, asked } = await serve((path, authorization, origin) => {
    if (authorization !== "Bearer good") return [401, { error: { code: "NoToken", message: "none" } }];
    return path.includes("page=2")
      ? [200, { value: [set("192.0.2.2")] }]
      : [200, { value: [set("192.0.2.1")], nextLink: `${origin}${LIST}/dnsZones/example.org/recordsets?page=2` }];
  });
  const place = { resourceGroup: "lab", zone: "example.org", isPrivate: false };
  expect(await azureService(access).recordSets(place, 20_000)).toMatchObject({
    ok: true,
    value: [
      { fqdn: "www.example.org.", ttl: 60, aRecords: [{ ipv4Address: "192.0.2.1" }] },
      { aRecords: [{ ipv4Address: "192.0.2.2" }] },
    ],
  });
  expect(asked.filter((path) => path.endsWith("recordsets"))).toEqual(
    Array(2).fill(`${LIST}/dnsZones/example.org/recordsets`),
  );
});

test("a private zone is read, and what the API refuses has its code", async () => {
  const { access } = await serve((path) =>
    path.includes("/privateDnsZones/example.org/")
      ? [200, { value: [privateSet] }]
      : [404, { error: { code: "ResourceNotFound", message: "not there" } }],
  );
  const service = azureService(access);
  const place = { resourceGroup: "lab", zone: "example.org", isPrivate: true };
  expect(await service.recordSets(place, 20_000)).toMatchObject({
    ok: true,
    value: [{ fqdn: "db.example.org.", ttl: 30, aRecords: [{ ipv4Address: "192.0.2.3" }] }],
  });
  expect(await service.recordSets({ ...place, isPrivate: false }, 20_000)).toEqual({
    ok: false,
    failure: { kind: "refused", status: 404, code: "ResourceNotFound", message: "not there" },
  });
});

test("a client without a token is told so", async () => {
  const { access, asked } = await serve(() => [200, { value: [] }]);
  const identity = {
    kind: "client",
    authority: `${access.endpoint}/`,
    tenant: "other",
    client: "c",
    secret: "s",
  } as const;
  const place = { resourceGroup: "lab", zone: "example.org", isPrivate: false };
  const found = await azureService({ ...access, identity }).recordSets(place, 20_000);
  expect(found).toMatchObject({ ok: false, failure: { kind: "token" } });
  expect(JSON.stringify(found)).toContain("AADSTS7000215");
  expect(asked.some((path) => path.endsWith("recordsets"))).toBe(false);
});
