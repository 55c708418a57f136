/** Upstreams over QUIC on loopback: streams, certificates, and errors as CoreDNS prints them. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import type { UpstreamConnection, UpstreamTls } from "../../lib/ports/exchange.ts";
import { TestAuthority } from "../_test/key-pairs.ts";
import { missingQuic } from "../quic/quiche.ts";
import { type DoqServer, type DoqServerOptions, doqServer, type PlayDoq, reply } from "./_test/doq-server.ts";
import { systemExchange } from "./exchange.ts";

const authority = new TestAuthority();
const pair = authority.signed("dns.example.org");
const material = { kind: "tls", authorities: [authority.der] } as const;
const NAMED: UpstreamTls = { serverName: "dns.example.org", material };
const QUERY = Uint8Array.of(0, 0, 1, 0, 0, 1);
const ASKED = Buffer.from(QUERY).toString("hex");

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0).reverse()) close();
});

const echo: PlayDoq = (connection, stream, question) => reply(connection, stream, question);

async function upstream(play: PlayDoq, parts: Partial<DoqServerOptions> = {}): Promise<DoqServer> {
  const server = await doqServer({ pair, play, ...parts });
  closers.push(() => server.close());
  return server;
}

async function connect(port: number, tls = NAMED, timeoutMs = 2000): Promise<UpstreamConnection> {
  const connection = await systemExchange.connect({ transport: "quic", address: "127.0.0.1", port, tls }, timeoutMs);
  closers.push(() => connection.close());
  return connection;
}

const ask = async (connection: UpstreamConnection, timeoutMs = 2000): Promise<string> =>
  Buffer.from(await connection.exchange(QUERY, { timeoutMs })).toString("hex");
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100));

describe.skipIf(missingQuic() !== undefined)("over QUIC", () => {
  test("questions go side by side on one connection, each on a stream of its own", async () => {
    const streams: number[] = [];
    const server = await upstream((connection, stream, question) => {
      streams.push(stream);
      setTimeout(() => reply(connection, stream, Buffer.concat([question, Uint8Array.of(stream)])), 50 - stream);
    });
    const connection = await connect(server.port);
    expect(await Promise.all([1, 2, 3].map(() => ask(connection)))).toEqual(
      ["00", "04", "08"].map((one) => ASKED + one),
    );
    expect(streams).toEqual([0, 4, 8]);
    expect(server.connections).toHaveLength(1);
    expect(connection.local).toMatchObject({ address: expect.stringMatching(/^(0\.0\.0\.0|127\.0\.0\.1)$/) });
  });

  test("more questions than streams wait for their turn", async () => {
    const server = await upstream(echo, { streams: 2 });
    const connection = await connect(server.port);
    const asked = Array.from({ length: 20 }, () => ask(connection));
    expect(new Set(await Promise.all(asked))).toEqual(new Set([ASKED]));
  });

  test("the largest message comes through in pieces", async () => {
    const server = await upstream((connection, stream) => reply(connection, stream, new Uint8Array(65_535)));
    expect(await (await connect(server.port)).exchange(QUERY, { timeoutMs: 5000 })).toHaveLength(65_535);
  });

  test("silence is the end of one question, and of no other", async () => {
    let isQuiet = true;
    const server = await upstream((...asked) => {
      if (!isQuiet) echo(...asked);
    });
    const connection = await connect(server.port);
    await expect(ask(connection, 100)).rejects.toMatchObject({ kind: "timeout", message: "context deadline exceeded" });
    isQuiet = false;
    expect(connection.usable).toBe(true);
    expect(await ask(connection)).toBe(ASKED);
  });

  const PROTOCOL = "DNS-over-QUIC protocol error: ";
  const raw =
    (octets: readonly number[]): PlayDoq =>
    (connection, stream) =>
      connection.write(stream, Uint8Array.from(octets), true);
  const broken: Readonly<Record<string, readonly [PlayDoq, string]>> = {
    "nothing at all": [raw([]), "incomplete message length"],
    "half a length": [raw([0]), "incomplete message length"],
    "no message": [raw([0, 0]), "zero-length DNS message"],
    "half a message": [raw([0, 9, 1, 2]), "message ended before 9 bytes"],
    "two messages": [raw([0, 1, 7, 0, 1, 7]), "multiple responses on one query stream"],
  };
  test.each(Object.entries(broken))("%s ends the connection with an error of the protocol", async (_, [play, text]) => {
    const server = await upstream(play);
    const connection = await connect(server.port);
    await expect(ask(connection)).rejects.toThrow(`${PROTOCOL}${text}`);
    expect(connection.usable).toBe(false);
    await soon();
    expect(server.ended).toEqual([`2: ${PROTOCOL}${text}`]);
  });

  test("a stream that is given up is the end of one question only", async () => {
    let first = true;
    const server = await upstream((connection, stream, question) => {
      if (first) connection.reset(stream, 7);
      else reply(connection, stream, question);
      first = false;
    });
    const connection = await connect(server.port);
    await expect(ask(connection)).rejects.toThrow("stream 0 canceled by remote");
    expect(await ask(connection)).toBe(ASKED);
  });

  test("a connection that the other side ends is told with its reason", async () => {
    const server = await upstream((connection) => connection.close(5, "too busy"));
    const connection = await connect(server.port);
    await expect(ask(connection)).rejects.toThrow("Application error 0x5 (remote): too busy");
    expect(connection.usable).toBe(false);
    await expect(ask(connection)).rejects.toThrow("Application error 0x5");
  });

  test("who closes tells the other side, with a code if there is one", async () => {
    const server = await upstream(echo);
    const [one, other] = [await connect(server.port), await connect(server.port)];
    one.close();
    other.close(2);
    await soon();
    expect([...server.ended].sort()).toEqual(["0: ", "2: "]);
  });

  const FAULT = "CRYPTO_ERROR 0x12a (local): tls: failed to verify certificate: x509: ";
  test.each([
    [
      "another name",
      { ...NAMED, serverName: "x.test" },
      `${FAULT}certificate is valid for dns.example.org, not x.test`,
    ],
    [
      "no address",
      { material },
      `${FAULT}cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs`,
    ],
    [
      "an unknown authority",
      { ...NAMED, material: { kind: "tls" } as const },
      `${FAULT}certificate signed by unknown authority`,
    ],
  ])("a certificate for %s is refused", async (_, tls, text) => {
    const server = await upstream(echo);
    await expect(connect(server.port, tls)).rejects.toMatchObject({ message: text });
  });

  test("a server of another protocol is none", async () => {
    const server = await upstream(echo, { protocol: "h3" });
    await expect(connect(server.port)).rejects.toThrow("CRYPTO_ERROR 0x178 (remote): tls: no application protocol");
  });

  test.each(["nobody listens", "nobody answers"])("where %s the time ends it", async (who) => {
    const socket = createSocket("udp4");
    socket.bind(0, "127.0.0.1");
    await once(socket, "listening");
    const { port } = socket.address();
    if (who === "nobody listens") socket.close();
    else closers.push(() => socket.close());
    const startMs = performance.now();
    await expect(connect(port, NAMED, 300)).rejects.toMatchObject({ message: "context deadline exceeded" });
    expect(performance.now() - startMs).toBeGreaterThan(250);
  });
});
