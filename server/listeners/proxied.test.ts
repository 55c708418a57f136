/** Headers of proxies on real sockets: who asks, for whatever speaks behind them. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import type { ListenerProxies } from "../../lib/set-up/listeners.ts";
import type { Listener, ListenOptions } from "./listener.ts";
import { ProxyDatagrams } from "./proxy-datagrams.ts";
import { listenTcp } from "./tcp.ts";
import { DEFAULT_LIMITS } from "./tcp-connection.ts";
import { listenUdp } from "./udp.ts";

const opened: (Listener | Socket | { close(): unknown })[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await ("destroy" in one ? one.destroy() : one.close());
});

const warnings: string[] = [];
const reading = (changes: Partial<ListenerProxies> = {}): ListenerProxies => ({
  policyFor: () => "use",
  sessionMs: 0,
  maxSessions: 0,
  keepsFields: false,
  headerWithinMs: 400,
  warn: (text) => void warnings.push(text),
  ...changes,
});
const policy = (word: ReturnType<ListenerProxies["policyFor"]>): ListenerProxies => reading({ policyFor: () => word });

const SIGNATURE = "0d0a0d0a000d0a515549540a";
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");
const UDP4 = hex(`${SIGNATURE}2112000c c0000263 c0000201 3039 0035`);
const TCP4 = hex(`${SIGNATURE}2111000c c0000263 c0000201 3039 0035`);
const LOCAL = hex(`${SIGNATURE}20000000`);
const LINE = Buffer.from("PROXY TCP4 192.0.2.99 192.0.2.1 12345 53\r\n");
const FRAME = Buffer.from([0, 3, 1, 2, 3]);

/** A listener that replies with who asks, whom, over what and what. */
const options = (proxied: ListenerProxies | undefined): ListenOptions => ({
  place: { address: "127.0.0.1", port: 0 },
  server: "dns://:53",
  nowMs: () => performance.now(),
  failed: (error) => void warnings.push(String(error)),
  proxies: () => proxied,
  answer: (bytes, { client, local, transport, proxyFields }) => {
    const fields = proxyFields === undefined ? "" : ` ${Buffer.from(proxyFields).toString("hex")}`;
    const asked = Buffer.from(bytes).toString("hex");
    const port = client.port === 12_345 ? " 12345" : "";
    return Buffer.from(`${transport} ${client.address}${port} > ${local.address}: ${asked}${fields}`);
  },
});

/** What comes back over TCP for these pieces; `closed` when the server ends it without a word. */
async function overTcp(proxied: ListenerProxies | undefined, ...pieces: readonly Buffer[]): Promise<string> {
  const listener = await listenTcp(options(proxied), () => ({ ...DEFAULT_LIMITS, readTimeoutMs: 400 }));
  const socket = connect({ host: "127.0.0.1", port: listener.bound.port, noDelay: true });
  opened.push(socket, listener);
  const told = new Promise<string>((resolve) => {
    socket.on("data", (chunk: Buffer) => resolve(chunk.subarray(2).toString()));
    socket.on("close", () => resolve("closed"));
    socket.on("error", () => resolve("closed"));
  });
  for (const piece of pieces) {
    socket.write(piece);
    await sleep(20);
  }
  return told;
}

describe("over TCP", () => {
  const OWN = "tcp 127.0.0.1 > 127.0.0.1: 010203";
  const THEIRS = "tcp 192.0.2.99 12345 > 192.0.2.1: 010203";
  const cases: Readonly<Record<string, readonly [ListenerProxies, readonly Buffer[], string]>> = {
    "version 2": [reading(), [TCP4, FRAME], THEIRS],
    "version 1": [reading(), [LINE, FRAME], THEIRS],
    "a header and a query in one piece": [reading(), [Buffer.concat([TCP4, FRAME])], THEIRS],
    "a header in pieces": [
      reading(),
      [TCP4.subarray(0, 1), TCP4.subarray(1, 13), TCP4.subarray(13, 27), TCP4.subarray(27), FRAME],
      THEIRS,
    ],
    "a proxy that speaks for itself": [reading(), [LOCAL, FRAME], OWN],
    "no header": [reading(), [FRAME], OWN],
    "a header for UDP": [reading(), [UDP4, FRAME], "tcp 192.0.2.99 12345 > 192.0.2.1: 010203"],
    "a header that is not trusted": [policy("ignore"), [TCP4, FRAME], OWN],
    "a header that is refused": [policy("reject"), [TCP4, FRAME], "closed"],
    "no header where they are refused": [policy("reject"), [FRAME], OWN],
    "a broken header that is not trusted": [policy("ignore"), [hex(`${SIGNATURE}3111`), FRAME], "closed"],
    "version 1 in two pieces": [reading(), [LINE.subarray(0, 9), LINE.subarray(9), FRAME], "closed"],
    "half a header and no more": [reading(), [TCP4.subarray(0, 20)], "closed"],
    "nothing at all": [reading(), [], "closed"],
  };
  test.each(Object.entries(cases))("%s", async (_, [proxied, pieces, expected]) => {
    expect(await overTcp(proxied, ...pieces)).toBe(expected);
  });

  test("what looks like a header is read as a query where none is looked for", async () => {
    const long = Buffer.concat([TCP4, Buffer.alloc(0x0d0a + 2 - TCP4.length)]);
    expect(await overTcp(policy("skip"), long)).toMatch(/^tcp 127.0.0.1 > 127.0.0.1: 0d0a000d/);
    expect(await overTcp(undefined, long)).toMatch(/^tcp 127.0.0.1 > 127.0.0.1: 0d0a000d/);
  });

  test("the header's other fields are told where they are wanted", async () => {
    const header = hex(`${SIGNATURE}21110011 c0000263 c0000201 3039 0035 ea0002cafe`);
    expect(await overTcp(reading({ keepsFields: true }), header, FRAME)).toBe(`${THEIRS} ea0002cafe`);
    expect(await overTcp(reading(), header, FRAME)).toBe(THEIRS);
  });

  test("a listener that closes does not wait for a header", async () => {
    const listener = await listenTcp(options(reading()));
    const socket = connect({ host: "127.0.0.1", port: listener.bound.port });
    opened.push(socket);
    socket.on("error", () => undefined);
    await once(socket, "connect");
    socket.write(TCP4.subarray(0, 5));
    await sleep(30);
    const startedMs = performance.now();
    await listener.close();
    expect(performance.now() - startedMs).toBeLessThan(1000);
  });
});

describe("over UDP", () => {
  /** What comes back for each datagram; `nothing` in time. */
  async function overUdp(
    proxied: ListenerProxies | undefined,
    ...datagrams: readonly Buffer[]
  ): Promise<readonly string[]> {
    const listener = await listenUdp(options(proxied));
    const socket = createSocket("udp4");
    opened.push(listener, socket);
    const told: string[] = [];
    for (const datagram of datagrams) {
      const reply = new Promise<string>((resolve) => {
        socket.once("message", (message) => resolve(message.toString()));
        setTimeout(() => resolve("nothing"), 400);
      });
      socket.send(datagram, listener.bound.port, "127.0.0.1");
      told.push(await reply);
    }
    return told;
  }
  const QUERY = Buffer.from([1, 2, 3]);
  const asked = (header: Buffer): Buffer => Buffer.concat([header, QUERY]);
  const OWN = "udp 127.0.0.1 > 127.0.0.1: 010203";
  const THEIRS = "udp 192.0.2.99 12345 > 127.0.0.1: 010203";

  const cases: Readonly<Record<string, readonly [ListenerProxies, readonly Buffer[], readonly string[]]>> = {
    "a header": [reading(), [asked(UDP4), QUERY], [THEIRS, OWN]],
    "a header that is not trusted": [policy("ignore"), [asked(UDP4)], [OWN]],
    "a header that is refused": [policy("reject"), [asked(UDP4), QUERY], ["nothing", OWN]],
    "none is looked for": [
      policy("skip"),
      [asked(UDP4)],
      [`udp 127.0.0.1 > 127.0.0.1: ${asked(UDP4).toString("hex")}`],
    ],
    "a session": [reading({ sessionMs: 5000 }), [UDP4, QUERY, asked(LOCAL)], ["nothing", THEIRS, "nothing"]],
    "a session without tracking": [reading(), [UDP4, QUERY], ["udp 192.0.2.99 12345 > 127.0.0.1: ", OWN]],
  };
  test.each(Object.entries(cases))("%s", async (_, [proxied, datagrams, expected]) => {
    expect(await overUdp(proxied, ...datagrams)).toEqual(expected);
  });

  const broken: Readonly<Record<string, readonly [Buffer, string]>> = {
    "for TCP": [asked(TCP4), "PROXY Protocol header is not UDP type (transport protocol: 0x11)"],
    "for nobody": [asked(LOCAL), "PROXY Protocol header is not UDP type (transport protocol: 0x0)"],
    "of version 1": [asked(LINE), "unsupported Proxy Protocol version 1 (only v2 supported for UDP)"],
    "cut short": [
      UDP4.subarray(0, 20),
      "parsing Proxy Protocol header (packet size: 20): proxyproto: invalid address: unexpected EOF",
    ],
  };
  test.each(Object.entries(broken))("a header %s is dropped and logged", async (_, [datagram, why]) => {
    warnings.length = 0;
    expect(await overUdp(reading(), datagram)).toEqual(["nothing"]);
    expect(warnings).toEqual([
      expect.stringMatching(/^dropping invalid Proxy Protocol packet from 127\.0\.0\.1:\d+: /),
    ]);
    expect(warnings[0]?.endsWith(`: ${why}`)).toBe(true);
  });

  test("sessions end in time, each datagram makes them longer, and the longest unused goes first", () => {
    let nowMs = 0;
    const proxies = new ProxyDatagrams(() => nowMs);
    const proxied = reading({ sessionMs: 100, maxSessions: 2 });
    const from = (port: number, datagram: Buffer): string | undefined =>
      proxies.take(datagram, { address: "127.0.0.1", port }, proxied)?.client.address;
    for (const port of [1, 2]) expect(from(port, UDP4)).toBeUndefined();
    nowMs = 90;
    expect(from(1, QUERY)).toBe("192.0.2.99");
    nowMs = 180;
    expect([from(1, QUERY), from(2, QUERY)]).toEqual(["192.0.2.99", "127.0.0.1"]);
    for (const port of [3, 4]) expect(from(port, UDP4)).toBeUndefined();
    expect([from(1, QUERY), from(3, QUERY), from(4, QUERY)]).toEqual(["127.0.0.1", "192.0.2.99", "192.0.2.99"]);
    expect(proxies.take(QUERY, { address: "127.0.0.1", port: 3 }, { ...proxied })?.client.address).toBe("127.0.0.1");
  });
});
