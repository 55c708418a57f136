/** Upstreams over gRPC: calls side by side on one connection, and failures in the words of grpc-go. */
import {
  constants,
  createSecureServer,
  createServer,
  type Http2SecureServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import { createServer as createTcpServer, type Socket, type Server as TcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, test } from "vitest";
import { RpcError, type UpstreamConnection, type UpstreamTls } from "../../lib/ports/exchange.ts";
import { TestAuthority } from "../_test/key-pairs.ts";
import { framePacket } from "../grpc/dns-packet.ts";
import { systemExchange } from "./exchange.ts";

const QUERY = Uint8Array.of(0x12, 0x34, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
const OK = { ":status": 200, "content-type": "application/grpc" };

type AnyServer = Http2Server | Http2SecureServer | TcpServer;
type Play = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void;

const servers: AnyServer[] = [];
const sessions = new Set<ServerHttp2Session>();
const sockets: Socket[] = [];
const connections: UpstreamConnection[] = [];
afterEach(async () => {
  for (const connection of connections.splice(0)) connection.close();
  for (const session of sessions) session.destroy();
  for (const socket of sockets.splice(0)) socket.destroy();
  sessions.clear();
  await Promise.all(servers.splice(0).map((one) => new Promise((done) => one.close(done))));
});

async function listening(one: AnyServer): Promise<number> {
  servers.push(one);
  await new Promise<void>((done) => one.listen(0, "127.0.0.1", done));
  const address = one.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function upstream(play: Play, one: Http2Server | Http2SecureServer = createServer()): Promise<number> {
  one.on("session", (session) => sessions.add(session));
  one.on("stream", (stream, headers) => {
    stream.on("error", () => undefined);
    play(stream, headers);
  });
  return listening(one);
}

/** Ends a call with this frame, or none, and these trailers. */
function ends(stream: ServerHttp2Stream, frame: Uint8Array, trailers: Record<string, string>): void {
  stream.respond(OK, { waitForTrailers: true });
  stream.once("wantTrailers", () => stream.sendTrailers(trailers));
  stream.end(frame);
}

const echo: Play = (stream) => {
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  stream.on("end", () => ends(stream, Buffer.concat(chunks), { "grpc-status": "0" }));
};

async function connected(port: number, tls?: UpstreamTls): Promise<UpstreamConnection> {
  const endpoint = { transport: "grpc", address: "127.0.0.1", port, ...(tls === undefined ? {} : { tls }) } as const;
  const connection = await systemExchange.connect(endpoint, 500);
  connections.push(connection);
  return connection;
}

async function failure(port: number, timeoutMs = 2000): Promise<string> {
  const connection = await connected(port);
  return connection.exchange(QUERY, { timeoutMs }).then(
    () => "a reply",
    (error: Error) => error.message,
  );
}

describe("a call", () => {
  it("brings what the upstream sends, many at a time on one connection", async () => {
    let count = 0;
    const waiting: (() => void)[] = [];
    const port = await upstream((stream) => {
      waiting.push(() => echo(stream, {}));
      if (++count === 20) for (const go of waiting.reverse()) go();
    });
    const connection = await connected(port);
    const messages = Array.from({ length: 20 }, (_, at) => QUERY.with(1, at));
    const replies = await Promise.all(messages.map((message) => connection.exchange(message, { timeoutMs: 2000 })));
    expect(replies.map((reply) => reply[1])).toEqual(messages.map((message) => message[1]));
    expect(sessions.size).toBe(1);
    expect(connection.usable).toBe(true);
  });

  it("goes to CoreDNS's service, and says how long it may take", async () => {
    let came: IncomingHttpHeaders = {};
    const port = await upstream((stream, headers) => {
      came = headers;
      echo(stream, headers);
    });
    await failure(port, 1500);
    expect(came).toMatchObject({
      ":method": "POST",
      ":path": "/coredns.dns.DnsService/Query",
      "content-type": "application/grpc",
      te: "trailers",
      "grpc-timeout": "1500m",
    });
  });

  const none = Buffer.alloc(0);
  const endings: Readonly<Record<string, readonly [Play, string]>> = {
    "with a status and words": [
      (stream) => ends(stream, none, { "grpc-status": "2", "grpc-message": "100%25 broken" }),
      "code = Unknown desc = 100% broken",
    ],
    "with a status that has no name": [
      (stream) => ends(stream, none, { "grpc-status": "99" }),
      "code = Code(99) desc = ",
    ],
    "at once": [
      (stream) => stream.respond({ ...OK, "grpc-status": "8", "grpc-message": "busy" }, { endStream: true }),
      "code = ResourceExhausted desc = busy",
    ],
    "well, without a message": [
      (stream) => ends(stream, none, { "grpc-status": "0" }),
      "code = Internal desc = cardinality violation: received no response message from non-server-streaming RPC",
    ],
    "without trailers": [
      (stream) => {
        stream.respond(OK);
        stream.end(framePacket(QUERY));
      },
      "code = Internal desc = server closed the stream without sending trailers",
    ],
    "with what is no packet": [
      (stream) => ends(stream, Uint8Array.of(0, 0, 0, 0, 1, 0xff), { "grpc-status": "0" }),
      "code = Internal desc = grpc: failed to unmarshal the received message: proto: cannot parse invalid wire-format data",
    ],
    "with too long a message": [
      (stream) => ends(stream, Uint8Array.of(0, 1, 0, 0, 0), { "grpc-status": "0" }),
      "code = ResourceExhausted desc = grpc: received message larger than max (16777216 vs. 65539)",
    ],
    "as a page of the Web": [
      (stream) => {
        stream.respond({ ":status": 404, "content-type": "text/html" });
        stream.end("no");
      },
      'code = Unimplemented desc = unexpected HTTP status code received from server: 404 (Not Found); transport: received unexpected content-type "text/html"',
    ],
    "with a reset": [
      (stream) => stream.close(constants.NGHTTP2_REFUSED_STREAM),
      "code = Unavailable desc = stream terminated by RST_STREAM with error code: REFUSED_STREAM",
    ],
    "with the connection": [
      (stream) => stream.session?.destroy(),
      "code = Unavailable desc = error reading from server: EOF",
    ],
  };
  test.each(Object.entries(endings))("that ends %s fails", async (_, [play, text]) =>
    expect(await failure(await upstream(play))).toBe(`rpc error: ${text}`),
  );

  it("that takes too long is given up, and the upstream is told", async () => {
    let reset: number | undefined;
    const port = await upstream((stream) => {
      stream.on("close", () => {
        reset = stream.rstCode;
      });
    });
    expect(await failure(port, 50)).toBe("rpc error: code = DeadlineExceeded desc = context deadline exceeded");
    await expect.poll(() => reset).toBe(constants.NGHTTP2_CANCEL);
  });

  it("tells its code to whoever asked", async () => {
    const connection = await connected(await upstream((stream) => ends(stream, none, { "grpc-status": "5" })));
    const failed = await connection.exchange(QUERY, { timeoutMs: 2000 }).catch((error: unknown) => error);
    expect(failed instanceof RpcError && failed.code).toBe("NotFound");
  });
});

test("a connection that is to end takes no new calls, and finishes what is under way", async () => {
  const port = await upstream((stream) => {
    stream.session?.goaway();
    setTimeout(() => ends(stream, framePacket(QUERY), { "grpc-status": "0" }), 50);
  });
  const connection = await connected(port);
  const reply = connection.exchange(QUERY, { timeoutMs: 2000 });
  await expect.poll(() => connection.usable).toBe(false);
  expect([...(await reply)]).toEqual([...QUERY]);
});

describe("a server that", () => {
  const authority = new TestAuthority();
  const { cert, key } = authority.signed("dns.example.org");
  const trusting = (serverName: string): UpstreamTls => ({
    serverName,
    material: { kind: "tls", authorities: [authority.der] },
  });
  const dialled = async (port: number, tls?: UpstreamTls): Promise<string> =>
    connected(port, tls).then(
      () => "connected",
      (error: Error) => error.message,
    );

  it("has the right certificate is asked", async () => {
    const connection = await connected(
      await upstream(echo, createSecureServer({ cert, key })),
      trusting("dns.example.org"),
    );
    expect([...(await connection.exchange(QUERY, { timeoutMs: 2000 }))]).toEqual([...QUERY]);
  });
  it("has another name is not", async () =>
    expect(await dialled(await upstream(echo, createSecureServer({ cert, key })), trusting("x.test"))).toBe(
      'connection error: desc = "transport: authentication handshake failed: tls: failed to verify certificate: x509: certificate is valid for dns.example.org, not x.test"',
    ));
  it.each([
    ["hangs up", (socket: Socket) => socket.end(), "error reading server preface: EOF"],
    ["says nothing", () => undefined, "error reading server preface: context deadline exceeded"],
  ])("%s is no upstream", async (_, greet, text) => {
    const port = await listening(
      createTcpServer((socket) => {
        sockets.push(socket);
        socket.on("error", () => undefined).resume();
        greet(socket);
      }),
    );
    expect(await dialled(port)).toBe(`connection error: desc = "${text}"`);
  });
  it("is not there refuses", async () =>
    expect(await dialled(1)).toBe(
      'connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:1: connect: connection refused"',
    ));
});

describe("a Unix socket", () => {
  const path = join(tmpdir(), `upstream-grpc-${process.pid}.sock`);
  const endpoint = { transport: "grpc", address: "", port: 0, path } as const;
  it("is asked like any other upstream", async () => {
    const server = createServer();
    server.on("stream", (stream: ServerHttp2Stream) => echo(stream, {}));
    servers.push(server);
    await new Promise<void>((done) => server.listen(path, done));
    const connection = await systemExchange.connect(endpoint, 500);
    connections.push(connection);
    expect([...(await connection.exchange(QUERY, { timeoutMs: 2000 }))]).toEqual([...QUERY]);
  });
  it("that is not there is told by its path", async () =>
    await expect(systemExchange.connect(endpoint, 500)).rejects.toThrow(
      `connection error: desc = "transport: Error while dialing: dial unix ${path}: connect: no such file or directory"`,
    ));
});
