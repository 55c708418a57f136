/** DNS over gRPC on real sockets: statuses in CoreDNS's words, limits, and clients that never finish. */
import { type ClientHttp2Session, connect, constants, type OutgoingHttpHeaders } from "node:http2";
import { connect as connectTcp, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it, test } from "vitest";
import { request } from "../../../lib/chain/_test/messages.ts";
import type { Arrival } from "../../../lib/chain/arrival.ts";
import { encodeMessage } from "../../../lib/dns/wire/encode.ts";
import type { ListenerSettings } from "../../../lib/set-up/listeners.ts";
import { TestAuthority } from "../../_test/key-pairs.ts";
import { framePacket } from "../../grpc/dns-packet.ts";
import { decodeGrpcMessage } from "../../grpc/status.ts";
import { SETTINGS } from "../_test/settings.ts";
import type { Answerer, Listener } from "../listener.ts";
import { listenGrpc } from "./grpc.ts";

const opened: Listener[] = [];
const sessions: ClientHttp2Session[] = [];
const sockets: Socket[] = [];
const failures: unknown[] = [];
afterEach(async () => {
  for (const session of sessions.splice(0)) session.destroy();
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(opened.splice(0).map((listener) => listener.close()));
  failures.length = 0;
});

const question = encodeMessage(request("www.example.org. A"));
const reverse: Answerer = (bytes) => bytes.slice().reverse();
const reversed = Buffer.from(question).reverse().toString("hex");

async function listen(answer: Answerer, settings: ListenerSettings = SETTINGS): Promise<number> {
  const options = {
    place: { address: "127.0.0.1", port: 0 },
    server: "grpc://:443",
    answer,
    failed: (error: unknown) => void failures.push(error),
    graceMs: 50,
    nowMs: () => performance.now(),
  };
  const listener = await listenGrpc(options, () => settings);
  opened.push(listener);
  return listener.bound.port;
}

function session(port: number): ClientHttp2Session {
  const opened = connect(`http://127.0.0.1:${port}`);
  opened.on("error", () => undefined);
  sessions.push(opened);
  return opened;
}

interface Ended {
  readonly http: unknown;
  readonly status: unknown;
  readonly text: string;
  readonly body: string;
}

const HEADERS = {
  ":method": "POST",
  ":path": "/coredns.dns.DnsService/Query",
  "content-type": "application/grpc",
  te: "trailers",
};

interface Call {
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: Uint8Array;
  /** Leaves the request open. */
  readonly isOpen?: boolean;
}

function call(client: ClientHttp2Session, { headers = {}, body, isOpen = false }: Call): Promise<Ended> {
  const stream = client.request({ ...HEADERS, ...headers });
  const chunks: Buffer[] = [];
  let seen: Record<string, unknown> = {};
  for (const event of ["response", "trailers"] as const) {
    stream.on(event, (more: Record<string, unknown>) => {
      seen = { ...seen, ...more };
    });
  }
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  stream.on("error", () => undefined);
  if (body !== undefined) stream.write(body);
  if (!isOpen) stream.end();
  return new Promise((resolve) =>
    stream.once("close", () =>
      resolve({
        http: seen[":status"],
        status: seen["grpc-status"],
        text: decodeGrpcMessage(String(seen["grpc-message"] ?? "")),
        body: Buffer.concat(chunks).subarray(7).toString("hex"),
      }),
    ),
  );
}

const frame = (packet: Uint8Array, format = 0): Buffer => {
  const head = Buffer.alloc(5);
  head[0] = format;
  head.writeUInt32BE(packet.length, 1);
  return Buffer.concat([head, packet]);
};
const whole = framePacket(question);
const cardinality = (text: string): string => `cardinality violation: ${text} for non-client-streaming RPC`;

/** What is sent, and what CoreDNS 1.15.0 makes of it: HTTP status, gRPC status, its sentence. */
const failing: Readonly<Record<string, readonly [Call, number, string, string]>> = {
  "two messages": [
    { body: Buffer.concat([whole, whole]) },
    200,
    "13",
    "cardinality violation: received multiple request messages for non-client-streaming RPC",
  ],
  "no message": [{}, 200, "13", cardinality("received no request message from").replace(" for ", " ")],
  "a prefix cut off": [{ body: whole.subarray(0, 3) }, 200, "13", "unexpected EOF"],
  "a message cut off": [{ body: whole.subarray(0, 20) }, 200, "13", "unexpected EOF"],
  "another method": [
    { headers: { ":path": "/coredns.dns.DnsService/Foo" } },
    200,
    "12",
    "unknown method Foo for service coredns.dns.DnsService",
  ],
  "another service": [{ headers: { ":path": "/x.y/Query" } }, 200, "12", "unknown service x.y"],
  "no service": [{ headers: { ":path": "/xyz" } }, 200, "12", 'malformed method name: "/xyz"'],
  GET: [
    { headers: { ":method": "GET" } },
    405,
    "13",
    'Received a HEADERS frame with :method "GET" which should be POST',
  ],
  "another type": [
    { headers: { "content-type": "text/plain" } },
    415,
    "3",
    'invalid gRPC request content-type "text/plain"',
  ],
  "a compressed message without an encoding": [
    { body: frame(whole.subarray(5), 1) },
    200,
    "13",
    "grpc: compressed flag set with identity or empty encoding",
  ],
  "an encoding": [
    { headers: { "grpc-encoding": "gzip" }, body: whole },
    200,
    "12",
    'grpc: Decompressor is not installed for grpc-encoding "gzip"',
  ],
  "an unknown format": [{ body: frame(whole.subarray(5), 2) }, 200, "13", "grpc: received unexpected payload format 2"],
  "a message that is too large": [
    { body: frame(Buffer.alloc(65_540)) },
    200,
    "8",
    "grpc: received message larger than max (65540 vs. 65539)",
  ],
  "the promise of one": [
    { body: Buffer.from("007fffffff", "hex"), isOpen: true },
    200,
    "8",
    "grpc: received message larger than max (2147483647 vs. 65539)",
  ],
  "what is no packet": [
    { body: frame(Buffer.from("ffff", "hex")) },
    200,
    "13",
    "grpc: failed to unmarshal the received message: proto: cannot parse invalid wire-format data",
  ],
  "an unknown unit of time": [
    { headers: { "grpc-timeout": "xx" } },
    400,
    "13",
    'malformed grpc-timeout: transport: timeout unit is not recognized: "xx"',
  ],
  "no time at all": [{ headers: { "grpc-timeout": "1n" }, body: whole }, 200, "4", "context deadline exceeded"],
};

/** What a server rejects, and the DNS library's words for it. */
const rejected: Readonly<Record<string, readonly [Uint8Array, string]>> = {
  "an empty message": [new Uint8Array(0), "dns: buffer size too small"],
  "a response": [Uint8Array.from(question, (octet, at) => (at === 2 ? octet | 0x80 : octet)), "dns request rejected"],
  "a question cut off": [question.subarray(0, 18), "bad question name: dns: buffer size too small"],
};

describe("a call", () => {
  test.each(Object.entries(failing))("with %s fails as in CoreDNS", async (_, [sent, http, status, text]) => {
    const client = session(await listen(reverse));
    expect(await call(client, sent)).toEqual({ http, status, text, body: "" });
    // The connection goes on.
    expect(await call(client, { body: whole })).toMatchObject({ status: "0", body: reversed });
  });

  test.each(Object.entries(rejected))("with %s says why", async (_, [bytes, text]) => {
    const reject: Answerer = (_bytes, _arrival, place) => void place.rejected?.();
    const client = session(await listen(reject));
    expect(await call(client, { body: framePacket(bytes) })).toMatchObject({ http: 200, status: "2", text });
  });

  it("says who asks, and over what", async () => {
    const arrivals: Arrival[] = [];
    const client = session(
      await listen((bytes, arrival) => {
        arrivals.push(arrival);
        return bytes.slice();
      }),
    );
    await call(client, { body: whole });
    expect(arrivals).toMatchObject([
      { transport: "grpc", tls: "none", server: "grpc://:443", client: { address: "127.0.0.1" } },
    ]);
  });

  it("without an answer gets its question back", async () => {
    const client = session(await listen(() => undefined));
    expect(await call(client, { body: whole })).toMatchObject({
      status: "0",
      body: Buffer.from(question).toString("hex"),
    });
  });

  it("gets the last message of a stream", async () => {
    const client = session(
      await listen(async (_bytes, _arrival, { sink }) => {
        await sink?.write(Uint8Array.of(1));
        await sink?.write(Uint8Array.of(2));
        return undefined;
      }),
    );
    expect(await call(client, { body: whole })).toMatchObject({ status: "0", body: "02" });
  });

  it("that breaks the server fails alone", async () => {
    const client = session(
      await listen(() => {
        throw new Error("broken");
      }),
    );
    expect(await call(client, { body: whole })).toMatchObject({ status: "13" });
    expect(failures).toEqual([new Error("broken")]);
  });
});

describe("a listener over gRPC", () => {
  it("takes as many calls at a time as a connection may have", async () => {
    const client = session(await listen(reverse, { ...SETTINGS, grpc: { maxConnections: 0, maxStreams: 3 } }));
    await new Promise((resolve) => client.once("remoteSettings", resolve));
    expect(client.remoteSettings.maxConcurrentStreams).toBe(3);
    const calls = await Promise.all(Array.from({ length: 20 }, () => call(client, { body: whole })));
    expect(calls.map(({ status }) => status)).toEqual(Array(20).fill("0"));
  });

  it("lets a connection wait that is too many, until another has gone", async () => {
    const port = await listen(reverse, { ...SETTINGS, grpc: { maxConnections: 1, maxStreams: 0 } });
    const first = session(port);
    await call(first, { body: whole });
    const second = call(session(port), { body: whole });
    expect(await Promise.race([second, sleep(100, "waits")])).toBe("waits");
    first.destroy();
    expect(await second).toMatchObject({ status: "0" });
  });

  it("outlives octets that are no HTTP/2, and calls that are reset", async () => {
    const port = await listen(() => sleep(20).then(() => Uint8Array.of(1)));
    const stranger = connectTcp({ port, host: "127.0.0.1" });
    sockets.push(stranger);
    stranger.on("error", () => undefined).resume();
    stranger.write(Buffer.from("GET / HTTP/1.1\r\n\r\n"));
    await new Promise((resolve) => stranger.once("close", resolve));
    const client = session(port);
    for (let count = 0; count < 50; count++) {
      const stream = client.request(HEADERS);
      stream.on("error", () => undefined);
      stream.end(whole);
      stream.close(constants.NGHTTP2_CANCEL);
    }
    expect(await call(client, { body: whole })).toMatchObject({ status: "0" });
    expect(failures).toEqual([]);
  });

  it("speaks over TLS where the block has it, and then not in the clear", async () => {
    const authority = new TestAuthority();
    const { pair } = authority.signed("localhost");
    const tls = { clientAuth: "nocert", material: { kind: "tls", pair } as const, acme: "" };
    const port = await listen(reverse, { ...SETTINGS, tls });
    const client = connect(`https://127.0.0.1:${port}`, { ca: authority.cert, servername: "localhost" });
    sessions.push(client);
    expect(await call(client, { body: whole })).toMatchObject({ status: "0", body: reversed });
    const clear = session(port);
    expect(await Promise.race([call(clear, { body: whole }), sleep(2000, "waits")])).toMatchObject({ body: "" });
  });
});
