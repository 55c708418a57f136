/** HTTP over TLS. */
import { once } from "node:events";
import { connect as connectHttp2, type IncomingHttpHeaders } from "node:http2";
import { get, type RequestOptions } from "node:https";
import { connect as connectTcp } from "node:net";
import { type ConnectionOptions, connect } from "node:tls";
import { afterEach, expect, it, test } from "vitest";
import type { HttpListening, HttpTls, SecureHttp } from "../../lib/ports/http.ts";
import { TestAuthority } from "../_test/key-pairs.ts";
import { systemHttp } from "./http.ts";

const authority = new TestAuthority();
const server = authority.signed("localhost");
const friend = authority.signed("friend.example");
const stranger = new TestAuthority("strangers").signed("friend.example");
const ca = authority.cert;

const TLS: HttpTls = {
  kind: "tls",
  material: { kind: "tls", pair: server.pair, authorities: [authority.der] },
  client: { isAsked: false, isRequired: false, isVerified: false },
  minVersion: "TLSv1.2",
  maxVersion: "TLSv1.3",
  cipherSuites: [],
  curves: [],
};

const opened: HttpListening[] = [];
afterEach(() => Promise.all(opened.splice(0).map((listening) => listening.close())));

async function listen(settings: SecureHttp["settings"], isHttp2 = true): Promise<HttpListening> {
  const listening = await systemHttp.listen(
    { text: "127.0.0.1:0", address: "127.0.0.1", port: 0 },
    ({ method, path, query, headers }) => ({
      status: 202,
      headers: { "X-Frame-Options": "deny" },
      body: `${method} ${path} ${query} ${headers.authorization}`,
    }),
    { secure: { isHttp2, settings } },
  );
  if ("kind" in listening) throw new Error(listening.text);
  opened.push(listening);
  return listening;
}

/** Status and body over HTTP/1.1; undefined when there is no reply. */
function ask({ bound: { port } }: HttpListening, options: RequestOptions = {}): Promise<string | undefined> {
  return new Promise((resolve) => {
    const request = get({ host: "localhost", port, path: "/a?b", ca, agent: false, ...options }, (response) => {
      let body = `${response.statusCode} ${response.headers["x-frame-options"]} `;
      response.on("data", (part: Buffer) => {
        body += part.toString();
      });
      response.once("end", () => resolve(body));
    });
    request.once("error", () => resolve(undefined));
  });
}

/** What TLS settles on with a client; undefined when it does not. */
async function settled({ bound: { port } }: HttpListening, options: ConnectionOptions = {}) {
  const socket = connect({ host: "localhost", port, ca, servername: "localhost", ...options });
  try {
    await once(socket, "secureConnect");
    const { version } = socket.getCipher();
    return {
      protocol: socket.getProtocol(),
      suite: socket.getCipher().standardName,
      version,
      alpn: socket.alpnProtocol,
    };
  } catch {
    return undefined;
  } finally {
    socket.destroy();
  }
}

it("serves over HTTP/1.1", async () =>
  expect(await ask(await listen(() => TLS), { auth: "a:b" })).toBe("202 deny GET /a b Basic YTpi"));

it("serves over HTTP/2, also those who want the head alone", async () => {
  const { bound } = await listen(() => TLS);
  const session = connectHttp2(`https://localhost:${bound.port}`, { ca });
  const replies = ["GET", "HEAD"].map(async (method) => {
    const stream = session.request({ ":path": "/a?b", ":method": method, authorization: "me" });
    const heads = once(stream, "response");
    const parts: Buffer[] = [];
    stream.on("data", (part: Buffer) => parts.push(part));
    const [head] = (await heads) as [IncomingHttpHeaders];
    await once(stream, "close");
    return [head[":status"], head["x-frame-options"], Buffer.concat(parts).toString()];
  });
  expect(await Promise.all(replies)).toEqual([
    [202, "deny", "GET /a b me"],
    [202, "deny", ""],
  ]);
  session.destroy();
});

it("offers HTTP/2 when it may", async () => {
  const ALPNProtocols = ["h2", "http/1.1"];
  expect(await settled(await listen(() => TLS), { ALPNProtocols })).toMatchObject({ alpn: "h2" });
  expect(await settled(await listen(() => TLS, false), { ALPNProtocols })).toMatchObject({ alpn: "http/1.1" });
});

it("asks itself over TLS, too", async () =>
  expect(await (await listen(() => TLS)).ask("/a", 2000)).toMatchObject({ status: 202, body: "GET /a  undefined" }));

it("tells who speaks in the clear", async () => {
  const { bound } = await listen(() => TLS);
  const socket = connectTcp(bound.port, "127.0.0.1", () => socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
  let text = "";
  socket.on("data", (part: Buffer) => {
    text += part.toString();
  });
  await once(socket, "close");
  expect(text).toBe("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n");
});

it("settles TLS with each client anew, or not at all", async () => {
  let now: HttpTls | undefined = TLS;
  const clients: string[] = [];
  const listening = await listen((client) => {
    clients.push(client);
    return now;
  });
  expect(await settled(listening)).toMatchObject({ protocol: "TLSv1.3" });
  now = { ...TLS, maxVersion: "TLSv1.2" };
  expect(await settled(listening)).toMatchObject({ protocol: "TLSv1.2" });
  now = undefined;
  expect(await settled(listening)).toBeUndefined();
  now = { ...TLS, minVersion: "TLSv1.3", maxVersion: "TLSv1.2" };
  expect(await settled(listening)).toBeUndefined();
  expect(clients).toHaveLength(4);
  expect(clients[0]).toMatch(/^127\.0\.0\.1:\d+$/);
});

test("versions and cipher suites are those that are wanted", async () => {
  const suite = "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA";
  const chosen = await listen(() => ({ ...TLS, cipherSuites: [suite], maxVersion: "TLSv1.2" }));
  expect(await settled(chosen)).toMatchObject({ suite });
  expect(await settled(chosen, { ciphers: "ECDHE-ECDSA-AES128-GCM-SHA256" })).toBeUndefined();
  const old = await listen(() => ({ ...TLS, minVersion: "TLSv1", maxVersion: "TLSv1.1" }));
  const oldest = { minVersion: "TLSv1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
  expect(await settled(old, oldest)).toMatchObject({ protocol: "TLSv1.1" });
  expect(await settled(await listen(() => TLS), { ...oldest, maxVersion: "TLSv1.1" })).toBeUndefined();
});

test("curves are those that are wanted", async () => {
  const listening = await listen(() => ({ ...TLS, curves: ["CurveP384"] }));
  expect(await settled(listening, { ecdhCurve: "P-384" })).toBeDefined();
  expect(await settled(listening, { ecdhCurve: "X25519" })).toBeUndefined();
});

test.each([
  { client: { isAsked: true, isRequired: false, isVerified: false }, welcome: ["nobody", "friend", "stranger"] },
  { client: { isAsked: true, isRequired: true, isVerified: false }, welcome: ["friend", "stranger"] },
  { client: { isAsked: true, isRequired: false, isVerified: true }, welcome: ["nobody", "friend"] },
  { client: { isAsked: true, isRequired: true, isVerified: true }, welcome: ["friend"] },
  { client: { isAsked: true, isRequired: true, isVerified: true, names: ["friend.example"] }, welcome: ["friend"] },
  { client: { isAsked: true, isRequired: false, isVerified: false, names: ["other.example"] }, welcome: [] },
  {
    client: { isAsked: false, isRequired: false, isVerified: false, names: ["x"] },
    welcome: ["nobody", "friend", "stranger"],
  },
])("clients: %j", async ({ client, welcome }) => {
  const listening = await listen(() => ({ ...TLS, client }));
  const shown = { nobody: {}, friend, stranger };
  const served: string[] = [];
  for (const [name, pair] of Object.entries(shown)) {
    const { cert, key } = { cert: undefined, key: undefined, ...pair };
    if ((await ask(listening, { cert, key })) !== undefined) served.push(name);
  }
  expect(served).toEqual(welcome);
});

it("lets go at its end of those who ask nothing", async () => {
  const listening = await listen(() => TLS);
  const { port } = listening.bound;
  const socket = connect({ host: "localhost", port, ca });
  await once(socket, "secureConnect");
  socket.on("error", () => undefined).resume();
  const startMs = performance.now();
  await Promise.all([once(socket, "close"), listening.close()]);
  expect(performance.now() - startMs).toBeLessThan(2000);
});

it("waits five seconds for whoever says nothing", { timeout: 12_000 }, async () => {
  const { bound } = await listen(() => TLS);
  const silent = connectTcp(bound.port, "127.0.0.1");
  const settledSilent = connect({ host: "localhost", port: bound.port, ca });
  for (const socket of [silent, settledSilent]) socket.on("error", () => undefined).resume();
  const startMs = performance.now();
  await Promise.all([once(silent, "close"), once(settledSilent, "close")]);
  expect(performance.now() - startMs).toBeGreaterThan(4000);
  expect(performance.now() - startMs).toBeLessThan(9000);
});
