/** Upstreams over TLS: certificates that hold, those that do not in Go's words, and sessions that are resumed. */
import { createServer as createTcpServer, type Socket, type Server as TcpServer } from "node:net";
import { createServer, type Server, type TlsOptions } from "node:tls";
import { afterEach, describe, expect, it, test } from "vitest";
import type { UpstreamTls } from "../../lib/ports/exchange.ts";
import { TestAuthority } from "../_test/key-pairs.ts";
import { systemExchange } from "./exchange.ts";

const authority = new TestAuthority();
const server = authority.signed("dns.example.org");
const client = authority.signed("client.example.org");
const TRUSTED = { kind: "tls", authorities: [authority.der] } as const;
const NAMED: UpstreamTls = { serverName: "dns.example.org", material: TRUSTED };
const QUERY = Uint8Array.of(0x12, 0x34, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0);

const servers: (Server | TcpServer)[] = [];
const accepted: Socket[] = [];
const resumed: boolean[] = [];
afterEach(async () => {
  for (const socket of accepted.splice(0)) socket.destroy();
  await Promise.all(servers.splice(0).map((one) => new Promise((done) => one.close(done))));
  resumed.length = 0;
});

async function listening(one: Server | TcpServer): Promise<number> {
  servers.push(one);
  await new Promise<void>((done) => one.listen(0, "127.0.0.1", done));
  const address = one.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Sends back what comes. */
function upstream(options: TlsOptions = {}): Promise<number> {
  const one = createServer({ cert: server.cert, key: server.key, ...options }, (socket) => {
    accepted.push(socket);
    resumed.push(socket.isSessionReused());
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => void socket.write(chunk));
  });
  return listening(one);
}

async function asked(port: number, tls: UpstreamTls): Promise<string> {
  const endpoint = { transport: "tls", address: "127.0.0.1", port, tls } as const;
  const connection = await systemExchange.connect(endpoint, 2000);
  try {
    return Buffer.from(await connection.exchange(QUERY, { timeoutMs: 2000 })).toString("hex");
  } finally {
    connection.close();
  }
}

const ECHOED = Buffer.from(QUERY).toString("hex");

describe("a certificate", () => {
  it("that holds lets the question through, and the next connection resumes", async () => {
    const port = await upstream();
    expect(await asked(port, NAMED)).toBe(ECHOED);
    expect(await asked(port, NAMED)).toBe(ECHOED);
    expect(resumed).toEqual([false, true]);
    expect(await asked(port, { ...NAMED })).toBe(ECHOED);
    expect(resumed).toEqual([false, true, false]);
  });
  const X509 = "tls: failed to verify certificate: x509: ";
  test.each([
    ["another name", { ...NAMED, serverName: "x.test" }, `${X509}certificate is valid for dns.example.org, not x.test`],
    [
      "no address",
      { material: TRUSTED },
      `${X509}cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs`,
    ],
    ["an unknown authority", { ...NAMED, material: { kind: "tls" } }, `${X509}certificate signed by unknown authority`],
  ] as const)("for %s is refused", async (_, tls, text) => {
    const port = await upstream();
    await expect(asked(port, tls)).rejects.toMatchObject({ message: text });
  });
  it("of this side is shown to who asks for one", async () => {
    const port = await upstream({ requestCert: true, ca: authority.cert, rejectUnauthorized: true });
    expect(await asked(port, { ...NAMED, material: { ...TRUSTED, pair: client.pair } })).toBe(ECHOED);
    await expect(asked(port, NAMED)).rejects.toThrow();
  });
});

test.each([
  ["hangs up", (socket: Socket) => socket.end(), "EOF"],
  [
    "speaks no TLS",
    (socket: Socket) => socket.end("hello, this is not TLS"),
    "tls: first record does not look like a TLS handshake",
  ],
  ["says nothing", () => undefined, /^dial tcp 127\.0\.0\.1:\d+: i\/o timeout$/],
] as const)("a server that %s is no upstream", async (_, greet, message) => {
  const port = await listening(
    createTcpServer((socket) => {
      accepted.push(socket);
      socket.on("error", () => undefined).resume();
      greet(socket);
    }),
  );
  const endpoint = { transport: "tls", address: "127.0.0.1", port, tls: NAMED } as const;
  const failure = systemExchange.connect(endpoint, 300).catch((error: Error) => error.message);
  expect(await failure).toEqual(typeof message === "string" ? message : expect.stringMatching(message));
});
