import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type ByteStream, StreamError, type StreamPlace } from "../../lib/ports/stream.ts";
import { freePort } from "../_test/free-port.ts";
import { jailStreams } from "../engine/worker/jailed-streams.ts";
import { streamsOf } from "./streams.ts";

const WITHIN_MS = 10_000;

let folder = "";
const servers: Server[] = [];
const streams: ByteStream[] = [];
const accepted: Socket[] = [];

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "streams-")));
});
afterEach(() => {
  for (const stream of streams.splice(0)) stream.close();
  for (const socket of accepted.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function listen(server: Server, at: { readonly path: string } | { readonly port: number }): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen({ ...at, host: "127.0.0.1" }, resolve));
  const own: AddressInfo | string | null = server.address();
  return typeof own === "object" && own !== null ? own.port : 0;
}

/** Sends back what comes, and ends when the client does. */
function echo(socket: Socket): void {
  accepted.push(socket);
  socket.on("error", () => undefined);
  socket.pipe(socket);
}

async function connect(place: StreamPlace): Promise<ByteStream> {
  const stream = await streamsOf(process.cwd()).connect(place, WITHIN_MS);
  streams.push(stream);
  return stream;
}

/** So many octets as a text. */
async function readText(stream: ByteStream, length: number): Promise<string> {
  let text = "";
  while (text.length < length) {
    const octets = await stream.read();
    if (octets === undefined) break;
    text += Buffer.from(octets).toString();
  }
  return text;
}

describe("a stream", () => {
  it("over TCP takes octets there and back, and ends with its other side", async () => {
    const port = await listen(createServer(echo), { port: 0 });
    const stream = await connect({ network: "tcp", address: "127.0.0.1", port });
    await stream.write(Buffer.from("one "));
    await stream.write(Buffer.from("two"));
    expect(await readText(stream, 7)).toBe("one two");
    accepted[0]?.end();
    expect(await stream.read()).toBeUndefined();
  });
  it("goes over a Unix socket", async () => {
    const path = join(folder, "socket");
    await listen(createServer(echo), { path });
    const stream = await connect({ network: "unix", path });
    await stream.write(Buffer.from("one"));
    expect(await readText(stream, 3)).toBe("one");
  });
  it("over TLS knows the other side by its authority and its name", async () => {
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const request = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=x".split(" ");
    const names = ["-addext", "subjectAltName=DNS:collector.example.org"];
    execFileSync("openssl", [...request, ...names, "-keyout", key, "-out", cert], { stdio: "ignore" });
    const pem = readFileSync(cert, "utf8");
    const port = await listen(createTlsServer({ key: readFileSync(key), cert: pem }, echo), { port: 0 });
    const authority = Buffer.from(pem.replace(/-----.*-----|\s/g, ""), "base64");
    const material = { kind: "tls", authorities: [authority] } as const;
    const place = { network: "tls", address: "127.0.0.1", port, serverName: "collector.example.org" } as const;
    const stream = await connect({ ...place, material });
    await stream.write(Buffer.from("one"));
    expect(await readText(stream, 3)).toBe("one");
    await expect(connect(place)).rejects.toThrow(StreamError);
    await expect(connect({ ...place, material, serverName: "other.example.org" })).rejects.toThrow(StreamError);
    await connect({ ...place, insecure: true });
  });
  it("keeps a writer waiting while nobody reads", async () => {
    const reader = Promise.withResolvers<Socket>();
    const port = await listen(
      createServer((socket) => {
        accepted.push(socket);
        reader.resolve(socket);
        socket.on("error", () => undefined);
        socket.pause();
      }),
      { port: 0 },
    );
    const stream = await connect({ network: "tcp", address: "127.0.0.1", port });
    const piece = new Uint8Array(4 * 1024 * 1024);
    let written = 0;
    const writing = (async () => {
      for (let count = 0; count < 8; count++, written++) await stream.write(piece);
    })();
    await new Promise((done) => setTimeout(done, 300));
    const early = written;
    expect(early).toBeLessThan(8);
    let taken = 0;
    const socket = await reader.promise;
    socket.on("data", (chunk: Buffer) => {
      taken += chunk.length;
    });
    socket.resume();
    await writing;
    await vi.waitFor(() => expect(taken).toBe(8 * piece.length), { timeout: WITHIN_MS });
  });
  it("does not take from the network what nobody asks for", async () => {
    const sent = 32 * 1024 * 1024;
    let isSent = false;
    const port = await listen(
      createServer((socket) => {
        accepted.push(socket);
        socket.on("error", () => undefined);
        socket.end(new Uint8Array(sent), () => {
          isSent = true;
        });
      }),
      { port: 0 },
    );
    const stream = await connect({ network: "tcp", address: "127.0.0.1", port });
    await new Promise((done) => setTimeout(done, 300));
    expect(isSent).toBe(false);
    let taken = 0;
    for (let octets = await stream.read(); octets !== undefined; octets = await stream.read()) taken += octets.length;
    expect(taken).toBe(sent);
  });
  it("says in Go's words why there is none", async () => {
    const port = await freePort();
    const text = `dial tcp 127.0.0.1:${port}: connect: connection refused`;
    await expect(connect({ network: "tcp", address: "127.0.0.1", port })).rejects.toMatchObject({
      kind: "refused",
      message: text,
    });
    const path = join(folder, "none");
    await expect(connect({ network: "unix", path })).rejects.toMatchObject({
      message: `dial unix ${path}: connect: no such file or directory`,
    });
    await expect(connect({ network: "tcp", address: "collector.example.org", port })).rejects.toMatchObject({
      message: `dial tcp collector.example.org:${port}: lookup collector.example.org: no such host`,
    });
  });
  it("that was closed takes nothing more", async () => {
    const port = await listen(createServer(echo), { port: 0 });
    const stream = await connect({ network: "tcp", address: "127.0.0.1", port });
    stream.close();
    await expect(stream.write(Buffer.from("late"))).rejects.toMatchObject({ kind: "closed" });
  });
});

describe("streams in the jail", () => {
  it("reach sockets of the workspace and what is allowed, and listeners of the configuration where they are", async () => {
    const path = join(folder, "socket");
    await listen(createServer(echo), { path });
    const port = await listen(createServer(echo), { port: 0 });
    const ports = { find: () => ({ address: "127.0.0.1", port }), preference: "same" as const };
    const jail = (root: string, allowed: readonly string[]) =>
      jailStreams(streamsOf(process.cwd()), { root, allowed, ports });
    streams.push(await jail(folder, []).connect({ network: "unix", path: "socket" }, WITHIN_MS));
    streams.push(await jail("/nowhere", [folder]).connect({ network: "unix", path }, WITHIN_MS));
    await expect(jail("/nowhere", []).connect({ network: "unix", path }, WITHIN_MS)).rejects.toMatchObject({
      message: `dial unix ${path}: outside the workspace; allow it with COREFILE_STUDIO_ALLOW`,
    });
    streams.push(await jail(folder, []).connect({ network: "tcp", address: "127.0.0.1", port: 1 }, WITHIN_MS));
  });
});
