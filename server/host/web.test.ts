/** HTTP services that answer, break off, are not there, or want TLS; faults in Go's words. */

import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { WebRequest } from "../../lib/ports/web.ts";
import { systemWeb } from "./web.ts";

let server: Server | undefined;
let folder: string | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise<void>((closed) => (server === undefined ? closed() : server.close(() => closed())));
  server = undefined;
  if (folder !== undefined) rmSync(folder, { recursive: true });
  folder = undefined;
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Serves at a port, or at a socket; gives the address. */
async function listen(answer: Answer, socket?: string): Promise<string> {
  const opened = createServer(answer);
  server = opened;
  await new Promise<void>((listening) =>
    socket === undefined ? opened.listen(0, "127.0.0.1", listening) : opened.listen(socket, listening),
  );
  const address = opened.address();
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
}

const get = (url: string, more: Partial<WebRequest> = {}) =>
  systemWeb.ask({ method: "GET", url, headers: {}, ...more });

test("a reply comes with status, headers and body; the request has headers, login and body", async () => {
  const url = await listen((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      response.writeHead(418, { "X-Of": "server" });
      response.end(
        `${request.method} ${request.url} ${request.headers["x-token"]} ${request.headers.authorization} ${body}`,
      );
    });
  });
  const more = {
    method: "POST",
    headers: { "x-token": "t" },
    login: { user: "me", password: "a:b" },
    body: "ä",
  } as const;
  const reply = await get(`${url}/v1/x?y=z`, more);
  expect(reply).toMatchObject({ kind: "reply", status: 418, headers: { "x-of": "server" } });
  expect(reply).toHaveProperty("body", `POST /v1/x?y=z t Basic ${Buffer.from("me:a:b").toString("base64")} ä`);
});

test("a Unix socket is asked, and its absence is said", async () => {
  folder = mkdtempSync(join(tmpdir(), "web-"));
  const socket = join(folder, "s");
  await listen((_request, response) => response.end("here"), socket);
  expect(await get("http://127.0.0.1/x", { socket })).toMatchObject({ body: "here" });
  const away = join(folder, "away");
  expect(await get("http://127.0.0.1/x", { socket: away })).toMatchObject({
    kind: "fault",
    text: `Get "http://127.0.0.1/x": dial unix ${away}: connect: no such file or directory`,
  });
});

describe("a fault", () => {
  test("of a place where nobody listens", async () => {
    const url = await listen(() => undefined);
    await new Promise<void>((closed) => server?.close(() => closed()));
    server = undefined;
    const place = url.replace("http://", "");
    expect(await get(`${url}/a?b`)).toMatchObject({
      kind: "fault",
      text: `Get "${url}/a?b": dial tcp ${place}: connect: connection refused`,
    });
  });
  test("of a server that hangs up", async () => {
    const url = await listen((request) => request.socket.destroy());
    expect(await get(url)).toMatchObject({ kind: "fault", text: `Get "${url}": EOF` });
  });
  test("of a server that is slow", async () => {
    const url = await listen(() => undefined);
    expect(await get(url, { timeoutMs: 50 })).toMatchObject({
      kind: "fault",
      text: `Get "${url}": context deadline exceeded`,
    });
  });
  test.each([
    ["ftp://192.0.2.1/", 'unsupported protocol scheme "ftp"'],
    ["/v1/agent/self", 'unsupported protocol scheme ""'],
    ["http:///v1", "http: no Host in request URL"],
  ])("of %s", async (url, why) =>
    expect(await get(url)).toMatchObject({ kind: "fault", text: `Get "${url}": ${why}` }),
  );
});
