/** Requests that a hostile page or program sends to the studio: hosts, origins, methods, paths, and bodies gone wrong. */
import { ROUTES } from "../lib/api/routes.ts";
import type { SeededRandom } from "./seeded-random.ts";

const METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "BREW", "get"];
const FOREIGN_HOSTS = ["evil.example.org", "127.0.0.1.evil.example.org", "127.1", "2130706433", "0.0.0.0", "a b", "]["];
const FOREIGN_ORIGINS = ["http://evil.example.org", "null", "http://127.0.0.1:1", "file://", "http://"];
const ODD_HEADERS = [
  "X-Forwarded-Host: evil.example.org",
  "X-Forwarded-For: 127.0.0.1",
  "X-Middleware-Subrequest: proxy:proxy:proxy:proxy:proxy",
  "X-Middleware-Rewrite: http://127.0.0.1:1/",
  "X-Matched-Path: /api/engine",
  "X-Nonce: guessed",
  "Content-Security-Policy: script-src 'nonce-guessed'",
  "Content-Security-Policy: script-src 'nonce-\"><script>'",
  "RSC: 1",
  "Next-Router-State-Tree: %zz{",
  "Next-Action: 00",
  "Range: bytes=5-1,a",
  "Expect: 200-ok",
  "Upgrade: websocket\r\nConnection: Upgrade",
  "Cookie: corefile-studio-token=; corefile-studio-token",
  `X-Long: ${"a".repeat(20_000)}`,
  "Content-Type: text/plain",
  "Content-Length: 9",
  "Transfer-Encoding: chunked",
  "Accept-Language: ../../..",
];
const ODD_TARGETS = [
  "/",
  "//evil.example.org/",
  "/\\evil.example.org",
  "http://evil.example.org/api/engine",
  "*",
  "127.0.0.1:22",
  "/%",
  "/%ff%00",
  "/_next/static/../../package.json",
  "/_next/static/..%2f..%2fpackage.json",
  "/_next/image?url=http%3A%2F%2F127.0.0.1%2F&w=64&q=75",
  "/api/../api/engine",
  "/api/%65ngine",
  "/api/engine/",
  "/api/constructor",
  `/${"a".repeat(8000)}`,
];

/** The head of a request, and whether somebody from outside sent it, who must get nothing of the API. */
export interface MadeRequest {
  readonly text: string;
  readonly isForeign: boolean;
}

/** Makes a request with anything in its head. */
export function makeRequest(random: SeededRandom, port: number): MadeRequest {
  const target = random.chance(50) ? random.pick(Object.values(ROUTES)) : random.pick(ODD_TARGETS);
  const hostIsForeign = random.chance(30);
  const host = hostIsForeign ? random.pick(FOREIGN_HOSTS) : random.pick([`127.0.0.1:${port}`, `localhost:${port}`]);
  const originIsForeign = random.chance(30);
  const lines = [`${random.pick(METHODS)} ${target} HTTP/1.${random.chance(95) ? 1 : 0}`, `Host: ${host}`];
  if (originIsForeign) lines.push(`Origin: ${random.pick(FOREIGN_ORIGINS)}`);
  if (random.chance(10)) lines.push("Host: 127.0.0.1");
  const count = random.below(4);
  for (let index = 0; index < count; index++) lines.push(random.pick(ODD_HEADERS));
  if (random.chance(60)) lines.push("Connection: close");
  return { text: `${lines.join("\r\n")}\r\n\r\n`, isForeign: hostIsForeign || originIsForeign };
}

/** Ways out of a folder, to a file that stands `depth` folders above with this name, or at this absolute path. */
export function waysOut(name: string, absolute: string): readonly string[] {
  return [
    `../${name}`,
    `../../${name}`,
    `zones/../../${name}`,
    `./../${name}`,
    `..\\${name}`,
    `..%2f${name}`,
    `%2e%2e/${name}`,
    `....//${name}`,
    `zones//../../${name}`,
    `../${name}\0.txt`,
    absolute,
    `/${absolute}`,
    `file://${absolute}`,
    "link",
    "linked-folder/secret.txt",
    `linked-folder/../${name}`,
  ];
}

/** A valid body for each route that takes one. */
export const BODIES: readonly (readonly [method: string, path: string, body: unknown])[] = [
  ["PUT", ROUTES.file, { path: "zones/a", text: "; text\n", baseRevision: null }],
  ["POST", ROUTES.rename, { from: "zones/a", to: "zones/b" }],
  ["POST", ROUTES.open, { kind: "corefile", path: "Corefile" }],
  ["POST", ROUTES.open, { kind: "home" }],
  ["POST", ROUTES.check, { drafts: { Corefile: ".:1053 {\n    whoami\n}\n" }, corefile: "Corefile" }],
  ["POST", ROUTES.advice, { drafts: { Corefile: ".:1053 {\n    whoami\n}\n" } }],
  ["POST", ROUTES.apply, { drafts: { Corefile: ".:1053 {\n    whoami\n}\n", "zones/a": "@ A 192.0.2.1\n" } }],
  [
    "POST",
    ROUTES.ask,
    {
      id: "1",
      name: "a.example.org",
      type: "A",
      class: "IN",
      transport: "udp",
      edns: { size: 1232, dnssecOk: false },
      flags: { recursionDesired: true },
      clientAddress: "192.0.2.1",
      listener: "dns://:1053",
      retryOverTcp: true,
      timeoutMs: 500,
    },
  ],
  ["POST", ROUTES.control, { action: "cancel", askId: "1" }],
  ["POST", ROUTES.control, { action: "restart" }],
];

const JUNK: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  "",
  "\0",
  "\ud800",
  "a".repeat(100_000),
  "../secret.txt",
  "__proto__",
  "constructor",
  [],
  {},
  [[[[[[[[[[]]]]]]]]]],
  { toString: 1 },
];

const ODD_KEYS = ["", "__proto__", "constructor", "toString", "../secret.txt", "\0", "0"];

/** The same body with one part replaced, left out or put in; deeper parts too. */
export function mutate(random: SeededRandom, body: unknown): unknown {
  if (typeof body !== "object" || body === null || random.chance(10)) return random.pick(JUNK);
  const entries = Object.entries(body);
  if (entries.length === 0 || random.chance(10)) return { ...body, [random.pick(ODD_KEYS)]: random.pick(JUNK) };
  const [key, value] = random.pick(entries);
  if (random.chance(15)) return Object.fromEntries(entries.filter(([name]) => name !== key));
  return { ...body, [key]: mutate(random, value) };
}
