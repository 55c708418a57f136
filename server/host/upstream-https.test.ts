/** Upstreams over HTTPS on loopback: what they see, which connections are kept, and errors as Go prints them. */
import {
  createSecureServer,
  type Http2SecureServer,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import { createServer as createHttps, type Server as HttpsServer } from "node:https";
import type { Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { HttpsAsking, UpstreamConnection } from "../../lib/ports/exchange.ts";
import { freePort } from "../_test/free-port.ts";
import { TestAuthority } from "../_test/key-pairs.ts";
import { systemExchange } from "./exchange.ts";

const authority = new TestAuthority();
const server = authority.signed("dns.example.org");
const tls = {
  serverName: "dns.example.org",
  material: { kind: "tls", authorities: [authority.der] },
} as const;
const QUERY = Uint8Array.of(0, 0, 1, 0, 0, 1);
const POST: HttpsAsking = { method: "POST", maxIdle: 2 };

const closers: (() => void)[] = [];
const sockets = new Set<Socket>();
const sessions: ServerHttp2Session[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  sessions.length = 0;
});

type Play = (stream: ServerHttp2Stream, headers: Readonly<Record<string, unknown>>, body: Buffer) => void;

const echo: Play = (stream, _, body) => {
  stream.respond({ ":status": 200 });
  stream.end(body);
};

async function listening(one: Http2SecureServer | HttpsServer): Promise<number> {
  one.on("secureConnection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((done) => one.listen(0, "127.0.0.1", done));
  closers.push(() => one.close());
  const address = one.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** A server of HTTP/2. */
function http2(play: Play): Promise<number> {
  const one = createSecureServer({ cert: server.cert, key: server.key });
  one.on("session", (session) => void sessions.push(session));
  one.on("stream", (stream, headers) => {
    stream.on("error", () => undefined);
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => play(stream, headers, Buffer.concat(chunks)));
  });
  return listening(one);
}

function client(port: number, https = POST, serverName: string = tls.serverName): Promise<UpstreamConnection> {
  const endpoint = { transport: "https", address: "127.0.0.1", port, https, tls: { ...tls, serverName } } as const;
  return systemExchange.connect(endpoint, 1000).then((connection) => {
    closers.push(() => connection.close());
    return connection;
  });
}

const ask = async (connection: UpstreamConnection, timeoutMs = 2000): Promise<string> =>
  Buffer.from(await connection.exchange(QUERY, { timeoutMs })).toString("hex");
const ASKED = Buffer.from(QUERY).toString("hex");

async function failure(port: number, { timeoutMs = 2000, serverName = "dns.example.org" } = {}): Promise<string> {
  const connection = await client(port, POST, serverName);
  return ask(connection, timeoutMs).catch((error: Error) => error.message.replaceAll(String(port), "PORT"));
}

describe("over HTTP/2", () => {
  test.each([
    ["POST", {}, { ":path": "/dns-query", ":authority": "127.0.0.1:PORT", body: ASKED }],
    ["GET", {}, { ":path": "/dns-query?dns=AAABAAAB", ":authority": "127.0.0.1:PORT", body: "" }],
    ["POST", { host: "dns.example.org" }, { ":authority": "dns.example.org", body: ASKED }],
  ] as const)("%s %j", async (method, parts, expected) => {
    const seen: object[] = [];
    const port = await http2((stream, headers, body) => {
      seen.push({ ...headers, body: body.toString("hex") });
      // CoreDNS takes what comes with any status.
      stream.respond({ ":status": 500 });
      stream.end("reply");
    });
    const connection = await client(port, { method, maxIdle: 2, ...parts });
    expect(Buffer.from(await connection.exchange(QUERY, { timeoutMs: 2000 })).toString()).toBe("reply");
    const told = JSON.parse(JSON.stringify(expected).replace("PORT", String(port)));
    const mime = "application/dns-message";
    expect(seen).toMatchObject([{ ":method": method, "content-type": mime, accept: mime, ...told }]);
  });

  test("questions go side by side on one connection, also those that come while it is dialled", async () => {
    const held: (() => void)[] = [];
    const port = await http2((stream, headers, body) => {
      held.push(() => echo(stream, headers, body));
      if (held.length === 3) for (const go of held.splice(0)) go();
    });
    const connection = await client(port);
    expect(connection.local).toBeUndefined();
    expect(await Promise.all([ask(connection), ask(connection), ask(connection)])).toEqual([ASKED, ASKED, ASKED]);
    expect(sessions).toHaveLength(1);
    expect(connection.local).toMatchObject({ address: "127.0.0.1" });
  });

  test("a connection that the other side has closed is dialled again", async () => {
    const port = await http2(echo);
    const connection = await client(port);
    await ask(connection);
    for (const session of sessions) session.close();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await ask(connection)).toBe(ASKED);
    expect(sessions).toHaveLength(2);
  });

  test("a close lets what is under way come to its end", async () => {
    const port = await http2((stream, headers, body) => setTimeout(() => echo(stream, headers, body), 100));
    const connection = await client(port);
    const asked = ask(connection);
    await new Promise((resolve) => setTimeout(resolve, 50));
    connection.close();
    expect(await asked).toBe(ASKED);
    expect(connection.usable).toBe(false);
    await expect(ask(connection)).rejects.toThrow("client is closed");
  });

  const PREFIX = 'Post "https://127.0.0.1:PORT/dns-query": ';
  const head = { ":status": 200 };
  const faults: Readonly<Record<string, readonly [Play, string]>> = {
    "says nothing": [
      () => undefined,
      `${PREFIX}context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
    ],
    "says nothing after the head": [
      (stream) => stream.respond(head),
      "context deadline exceeded (Client.Timeout or context cancellation while reading body)",
    ],
    "gives the stream up": [
      (stream) => stream.close(2),
      `${PREFIX}stream error: stream ID 1; INTERNAL_ERROR; received from peer`,
    ],
    "gives the stream up after the head": [
      (stream) => {
        stream.respond(head);
        stream.write("half");
        setTimeout(() => stream.destroy(new Error("no more")), 30);
      },
      "stream error: stream ID 1; INTERNAL_ERROR; received from peer",
    ],
    "hangs up": [(stream) => stream.session?.socket.destroy(), `${PREFIX}unexpected EOF`],
    "hangs up after the head": [
      (stream) => {
        stream.respond(head);
        stream.write("half");
        setTimeout(() => stream.session?.socket.destroy(), 30);
      },
      "unexpected EOF",
    ],
    "says too much": [
      (stream) => {
        stream.respond(head);
        stream.end(Buffer.alloc(65_537));
      },
      "http: request body too large",
    ],
  };
  test.each(Object.entries(faults))("an upstream that %s", async (_, [play, text]) => {
    const timeoutMs = text.includes("deadline") ? 1500 : 20_000;
    expect(await failure(await http2(play), { timeoutMs })).toBe(text);
  });

  test("a certificate with another name is told in front of whoever asked", async () => {
    expect(await failure(await http2(echo), { serverName: "x.test" })).toBe(
      `${PREFIX}tls: failed to verify certificate: x509: certificate is valid for dns.example.org, not x.test`,
    );
  });

  test("nobody listens", async () => {
    expect(await failure(await freePort())).toBe(`${PREFIX}dial tcp 127.0.0.1:PORT: connect: connection refused`);
  });

  test("one whole reply may have 65536 octets", async () => {
    const port = await http2((stream) => {
      stream.respond(head);
      stream.end(Buffer.alloc(65_536));
    });
    expect(await (await client(port)).exchange(QUERY, { timeoutMs: 2000 })).toHaveLength(65_536);
  });
});

describe("over HTTP/1.1", () => {
  function http1(delayMs: number): Promise<number> {
    const one = createHttps(
      { cert: server.cert, key: server.key, ALPNProtocols: ["http/1.1"] },
      (request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => setTimeout(() => response.end(Buffer.concat(chunks)), delayMs));
      },
    );
    return listening(one);
  }

  test("each connection carries one question at a time, and as many are kept as may be", async () => {
    const port = await http1(100);
    const connection = await client(port);
    await ask(connection);
    expect(await Promise.all([1, 2, 3, 4].map(() => ask(connection)))).toEqual([ASKED, ASKED, ASKED, ASKED]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(sockets.size).toBe(2);
    const kept = new Set(sockets);
    await Promise.all([ask(connection), ask(connection)]);
    expect(new Set(sockets)).toEqual(kept);
  });

  test("one that says nothing ends with the time, and is not used again", async () => {
    const port = await http1(600);
    const connection = await client(port);
    await expect(ask(connection, 200)).rejects.toMatchObject({ kind: "timeout" });
    expect(await ask(connection)).toBe(ASKED);
  });
});
