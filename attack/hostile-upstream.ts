/** An upstream over UDP, TCP, TLS, HTTPS and QUIC at once, which does to a question what its name says. */
import { createSocket } from "node:dgram";
import { createSecureServer, type ServerHttp2Stream } from "node:http2";
import { createServer as createTcp, type Server, type Socket } from "node:net";
import { createServer as createTls } from "node:tls";
import { freePort } from "../server/_test/free-port.ts";
import type { TestPair } from "../server/_test/key-pairs.ts";
import { doqServer } from "../server/host/_test/doq-server.ts";
import type { QuicConnection } from "../server/quic/quic-connection.ts";
import { lengthOf } from "./asker.ts";
import { behave, type Saying } from "./hostile-behaviours.ts";

/** Where it is asked. */
export interface HostileUpstream {
  readonly ports: Readonly<Record<"dns" | "tls" | "https" | "quic", number>>;
  close(): void;
}

type Ask = (question: Buffer, saying: Saying) => void;

/** Starts on ports of 127.0.0.1. */
export async function hostileUpstream(pair: TestPair): Promise<HostileUpstream> {
  const times = new Map<string, number>();
  const ask: Ask = (question, saying) => {
    const name = question.toString("latin1", 12);
    const count = (times.get(name) ?? 0) + 1;
    times.set(name, count);
    behave(question, saying, count);
  };
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy()).once("close", () => sockets.delete(socket));
  };
  const dns = await freePort();
  const udp = await overUdp(dns, ask);
  const tcp = createTcp((socket) => overStream(socket, ask));
  const tls = createTls({ cert: pair.cert, key: pair.key }, (socket) => overStream(socket, ask));
  const https = createSecureServer({ cert: pair.cert, key: pair.key }, undefined);
  https.on("stream", (stream) => overHttp2(stream, ask));
  https.on("sessionError", () => undefined);
  for (const server of [tcp, tls, https]) server.on("connection", keep);
  const quic = await doqServer({
    pair,
    play: (connection, stream, question) => overQuic(ask, question, { connection, stream }),
  });
  const ports = { dns, tls: await freePort(), https: await freePort(), quic: quic.port };
  await Promise.all([listening(tcp, dns), listening(tls, ports.tls), listening(https, ports.https)]);
  let isClosed = false;
  const close = (): void => {
    if (isClosed) return;
    isClosed = true;
    udp.close();
    quic.close();
    for (const server of [tcp, tls, https]) server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { ports, close };
}

function listening(server: Pick<Server, "once" | "listen">, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(port, "127.0.0.1", done);
  });
}

async function overUdp(port: number, ask: Ask): Promise<{ close(): void }> {
  const socket = createSocket("udp4");
  const other = createSocket("udp4");
  socket.on("message", (question, from) => {
    const send =
      (by: typeof socket) =>
      (octets: Buffer): void =>
        by.send(octets, from.port, from.address);
    ask(question, { reply: send(socket), elsewhere: send(other), hangUp: () => undefined });
  });
  await new Promise<void>((done) => socket.bind(port, "127.0.0.1", done));
  return {
    close: () => {
      socket.close();
      other.close();
    },
  };
}

/** Over TCP, and over TLS on top of it. */
function overStream(socket: Socket, ask: Ask): void {
  let received = Buffer.alloc(0);
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
      const end = 2 + received.readUInt16BE(0);
      ask(received.subarray(2, end), {
        reply: (octets) => void socket.write(Buffer.concat([lengthOf(octets), octets])),
        hangUp: () => socket.destroy(),
      });
      received = received.subarray(end);
    }
  });
}

function overHttp2(stream: ServerHttp2Stream, ask: Ask): void {
  const chunks: Buffer[] = [];
  stream.on("error", () => undefined);
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  stream.on("end", () => {
    const reply = (octets: Buffer): void => {
      if (stream.destroyed) return;
      stream.respond({ ":status": 200, "content-type": "application/dns-message" });
      stream.end(octets);
    };
    const hangUp = (): void => void stream.session?.socket.destroy();
    ask(Buffer.concat(chunks), { reply, hangUp, odd: (kind, octets) => oddly(stream, kind, octets) });
  });
}

function oddly(stream: ServerHttp2Stream, kind: string, octets: Buffer): void {
  const respond = (status: number, type = "application/dns-message"): void =>
    stream.respond({ ":status": status, "content-type": type });
  if (kind === "status-500") {
    respond(500);
    stream.end(octets);
  } else if (kind === "not-found") {
    respond(404, "text/plain");
    stream.end("404 page not found\n");
  } else if (kind === "other-type") {
    respond(200, "text/html");
    stream.end(octets);
  } else if (kind === "no-end") {
    respond(200);
    stream.write(octets.subarray(0, 20));
  } else if (kind === "reset") {
    stream.close(2);
  } else if (kind === "too-large") {
    respond(200);
    stream.end(Buffer.concat([octets], 70_000));
  } else if (kind === "goaway") {
    respond(200);
    stream.end(octets);
    stream.session?.goaway(0);
  }
}

function overQuic(
  ask: Ask,
  question: Buffer,
  { connection, stream }: { readonly connection: QuicConnection; readonly stream: number },
): void {
  const write = (octets: Buffer, isLast = true): void => connection.write(stream, octets, isLast);
  const framed = (octets: Buffer): Buffer => Buffer.concat([lengthOf(octets), octets]);
  const odd = (kind: string, octets: Buffer): void => {
    if (kind === "reset") connection.reset(stream, 5);
    else if (kind === "no-end") write(framed(octets), false);
    else if (kind === "two") write(Buffer.concat([framed(octets), framed(octets)]));
    else if (kind === "half") write(framed(octets).subarray(0, 20));
    else if (kind === "half-length") write(Buffer.of(0));
    else if (kind === "app-error") connection.close(4, "no more");
  };
  ask(question, { reply: (octets) => write(framed(octets)), hangUp: () => connection.close(0), odd });
}
