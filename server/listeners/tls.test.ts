/** DNS over TLS on real sockets: who is let in, what plugins are told, new certificates, and clients that never finish. */
import { once } from "node:events";
import { connect as connectTcp, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type ConnectionOptions, connect, type TLSSocket } from "node:tls";
import { afterEach, describe, expect, it, test } from "vitest";
import type { Arrival } from "../../lib/chain/arrival.ts";
import { framed } from "../../lib/dns/wire/message-stream.ts";
import type { ListenerSettings } from "../../lib/set-up/listeners.ts";
import { TestAuthority, type TestPair } from "../_test/key-pairs.ts";
import { SETTINGS } from "./_test/settings.ts";
import type { Answerer, Listener } from "./listener.ts";
import { listenTls } from "./tls.ts";

const authority = new TestAuthority();
const other = new TestAuthority("others");
const server = authority.signed("dns.example.org");
const friend = authority.signed("friend.example.org");
const stranger = other.signed("stranger.example.org");
const CLIENT = { ca: authority.cert, servername: "dns.example.org" };

const opened: Listener[] = [];
const sockets: Socket[] = [];
const arrivals: Arrival[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(opened.splice(0).map((listener) => listener.close()));
  arrivals.length = 0;
});

function settings(clientAuth = "nocert", { pair }: TestPair = server): ListenerSettings {
  const material = { kind: "tls", pair, authorities: [authority.der] } as const;
  return {
    ...SETTINGS,
    limits: { ...SETTINGS.limits, readTimeoutMs: 300 },
    tls: { clientAuth, material, acme: "" },
  };
}

const echo: Answerer = (bytes, arrival) => {
  arrivals.push(arrival);
  return bytes.slice();
};

async function listen(current: () => ListenerSettings, answer = echo): Promise<number> {
  const place = { address: "127.0.0.1", port: 0 };
  const options = { place, server: "tls://:853", answer, failed: () => undefined, graceMs: 50, nowMs: () => 0 };
  const proxies = (): ListenerSettings["proxies"] => current().proxies;
  const listener = await listenTls({ ...options, proxies }, current);
  opened.push(listener);
  return listener.bound.port;
}

/** What comes back for a message; `closed` when the server ends the connection instead. */
async function asked(socket: Socket): Promise<string> {
  sockets.push(socket);
  socket.write(framed(Uint8Array.of(1, 2, 3)));
  return new Promise((resolve) => {
    socket.once("data", (chunk: Buffer) => resolve(chunk.toString("hex")));
    socket.on("error", () => undefined);
    socket.once("close", () => resolve("closed"));
  });
}

function ask(port: number, options: ConnectionOptions = {}): Promise<string> {
  return asked(connect({ port, host: "127.0.0.1", ...CLIENT, ...options }));
}

const ANSWERED = "0003010203";

describe("client_auth", () => {
  const clients: Readonly<Record<string, ConnectionOptions>> = {
    "without a certificate": {},
    "with ours": friend,
    "with a stranger's": stranger,
  };
  test.each([
    ["nocert", [ANSWERED, ANSWERED, ANSWERED], false],
    ["request", [ANSWERED, ANSWERED, ANSWERED], true],
    ["require", ["closed", ANSWERED, ANSWERED], true],
    ["verify_if_given", [ANSWERED, ANSWERED, "closed"], true],
    ["require_and_verify", ["closed", ANSWERED, "closed"], true],
  ] as const)("%s", async (word, wanted, isSeen) => {
    const one = settings(word);
    const port = await listen(() => one);
    const replies = [];
    for (const client of Object.values(clients)) replies.push(await ask(port, client));
    expect(replies).toEqual(wanted);
    const shown = arrivals.map((arrival) => ("tls" in arrival && arrival.tls !== "none" ? arrival.tls : undefined));
    expect(shown.every((session) => session?.serverName === "dns.example.org")).toBe(true);
    const seen = shown.some((session) => session?.clientCertificate?.length === friend.pair.chain[0]?.length);
    expect(seen).toBe(isSeen);
  });
});

describe("a listener", () => {
  it("takes up another certificate, and connections that are there stay", async () => {
    let current = settings();
    const port = await listen(() => current);
    const first = connect({ port, host: "127.0.0.1", ...CLIENT });
    expect(await asked(first)).toBe(ANSWERED);
    current = settings("nocert", authority.signed("new.example.org"));
    const second = connect({ port, host: "127.0.0.1", ...CLIENT, servername: "new.example.org" });
    expect(await asked(second)).toBe(ANSWERED);
    expect(nameOf(second)).toBe("new.example.org");
    expect(await asked(first)).toBe(ANSWERED);
    expect(nameOf(first)).toBe("dns.example.org");
  });
  it("speaks in the clear without TLS", async () => {
    const clear = { ...settings(), tls: undefined };
    const port = await listen(() => clear);
    expect(await asked(connectTcp(port, "127.0.0.1"))).toBe(ANSWERED);
    expect(arrivals).toMatchObject([{ transport: "tls", tls: "none", server: "tls://:853" }]);
  });
  it("takes no TLS older than 1.2", async () => {
    const one = settings();
    const port = await listen(() => one);
    const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
    expect(await ask(port, old)).toBe("closed");
    expect(await ask(port, { minVersion: "TLSv1.2", maxVersion: "TLSv1.2" })).toBe(ANSWERED);
  });
  it.each([
    ["says nothing", Buffer.of()],
    ["says a part of a ClientHello", Buffer.from("16030100ff010000fb0303", "hex")],
    ["says garbage", Buffer.alloc(600, "GET / HTTP/1.1\r\n")],
  ])("ends a connection that %s", async (_, bytes) => {
    const one = settings();
    const port = await listen(() => one);
    const socket = connectTcp(port, "127.0.0.1");
    sockets.push(socket);
    socket.on("error", () => undefined).resume();
    socket.write(bytes);
    const startedMs = performance.now();
    await once(socket, "close");
    expect(performance.now() - startedMs).toBeLessThan(2000);
    expect(await ask(port)).toBe(ANSWERED);
  });
  it("closes with connections on which TLS is not settled", async () => {
    const one = { ...settings(), limits: { ...SETTINGS.limits, readTimeoutMs: 60_000 } };
    const port = await listen(() => one);
    const socket = connectTcp(port, "127.0.0.1");
    sockets.push(socket);
    await once(socket, "connect");
    expect(await ask(port)).toBe(ANSWERED);
    const startedMs = performance.now();
    await opened.pop()?.close();
    expect(performance.now() - startedMs).toBeLessThan(1000);
  });
  it("closes when what is under way is answered", async () => {
    const one = settings();
    const answers: ((bytes: Uint8Array) => void)[] = [];
    const port = await listen(
      () => one,
      () => new Promise((resolve) => answers.push(resolve)),
    );
    const reply = ask(port);
    while (answers.length === 0) await sleep(5);
    const closed = opened.pop()?.close();
    answers[0]?.(Uint8Array.of(1, 2, 3));
    expect(await reply).toBe(ANSWERED);
    await closed;
  });
});

function nameOf(socket: TLSSocket): string | undefined {
  return /DNS:(.*)/.exec(socket.getPeerX509Certificate()?.subjectAltName ?? "")?.[1];
}

test("a proxy's header comes before TLS, and names who asks", async () => {
  const proxies = {
    policyFor: () => "use" as const,
    sessionMs: 0,
    maxSessions: 0,
    keepsFields: true,
    warn: () => undefined,
    headerWithinMs: 300,
  };
  const port = await listen(() => ({ ...settings(), proxies }));
  const header = Buffer.from("0d0a0d0a000d0a515549540a21110011c0000263c000020130390035ea0002cafe", "hex");
  const socket = connectTcp({ port, host: "127.0.0.1" });
  sockets.push(socket);
  await once(socket, "connect");
  socket.write(header);
  expect(await asked(connect({ socket, ...CLIENT }))).toBe(ANSWERED);
  expect(await ask(port)).toBe(ANSWERED);
  const [proxied, plain] = arrivals;
  expect(proxied).toMatchObject({
    transport: "tls",
    client: { address: "192.0.2.99", port: 12_345 },
    local: { address: "192.0.2.1", port: 53 },
    proxyFields: Uint8Array.of(0xea, 0, 2, 0xca, 0xfe),
    tls: { serverName: "dns.example.org" },
  });
  expect(plain?.client.address).toBe("127.0.0.1");
});

test("the secrets of a connection are told when somebody wants them", async () => {
  const lines: string[] = [];
  const { tls, ...rest } = settings();
  if (tls === undefined) throw new Error("no TLS");
  const port = await listen(() => ({
    ...rest,
    tls: { ...tls, keyLog: (line) => void lines.push(new TextDecoder().decode(line)) },
  }));
  await asked(connect({ ...CLIENT, host: "127.0.0.1", port }));
  expect(lines.join("")).toMatch(/^[A-Z_0-9]+ [0-9a-f]{64} [0-9a-f]+\n/);
});
