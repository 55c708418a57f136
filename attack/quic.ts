/** What a hostile client does to listeners over QUIC, HTTP/3 and gRPC, while somebody honest asks over UDP and TCP. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type ClientHttp2Session, connect as connectHttp2, constants } from "node:http2";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { askGrpc } from "../conformance/ask-grpc.ts";
import { askHttp3, askQuic } from "../conformance/ask-quic.ts";
import { freePort } from "../server/_test/free-port.ts";
import { type Dialled, dialQuic } from "../server/quic/dial.ts";
import type { Attack, AttackResult } from "./attack.ts";
import { HonestClient } from "./honest-client.ts";
import { QuicAttacker } from "./quic-datagrams.ts";
import type { SeededRandom } from "./seeded-random.ts";
import { question } from "./stream-client.ts";
import { ours, startTarget, type Target } from "./target.ts";

/** Longer than any time-out of the server. */
const SETTLE_MS = 14_000;
const SLOWEST_MS = 3000;
const MOST_MIB = 512;
/** V8's heap grows until it is as large as the work wants it: that takes two storms, and a third may add this. */
const STORMS = 3;
const LEAK_MIB = 64;

interface Aim {
  readonly quic: number;
  readonly https3: number;
  readonly grpc: number;
  readonly random: SeededRandom;
}

const PHASES: Readonly<Record<string, (aim: Aim) => Promise<string>>> = {
  noise,
  greetings,
  "half-open streams": halfOpen,
  "streams that are reset": resets,
  "octets on streams": garbage,
  "calls that are reset": grpcResets,
  "calls without end": grpcHalfOpen,
  churn,
};

export const quic: Attack = {
  name: "quic",
  about:
    "QUIC, HTTP/3 and gRPC: noise, greetings without end, half-open and reset streams, and connections by the hundred",
  async run({ random }) {
    const ports = { quic: await freePort(), https3: await freePort(), grpc: await freePort() };
    const plain = await freePort();
    const corefile = `.:${plain} quic://.:${ports.quic} https3://.:${ports.https3} {
    tls cert.pem key.pem
    whoami
}
grpc://.:${ports.grpc} {
    whoami
}
`;
    const target = await startTarget({ command: ours, corefile, files: certificate(), port: plain });
    const honest = new HonestClient(plain, "small.example.org");
    try {
      return await attack({ ...ports, random }, target, honest);
    } finally {
      await honest.stop();
      await target.stop();
    }
  },
};

async function attack(aim: Aim, target: Target, honest: HonestClient): Promise<AttackResult> {
  const figures: Record<string, string | number> = {};
  const faults: string[] = [];
  await sleep(1000);
  // Whatever is loaded when it is used is there before anything is measured.
  await answered(aim);
  await honest.tell();
  const before = target.holding();
  const held: number[] = [];
  for (let count = 0; count < STORMS; count++) {
    await storm({ aim, target, honest, figures, faults });
    held.push(target.holding().rssMiB);
  }
  await sleep(SETTLE_MS);
  await honest.stop();
  const after = target.holding();
  const growth = after.rssMiB - Math.max(...held.slice(0, -1));
  figures.RSS = `${before.rssMiB} MiB before, ${held.join(", ")} MiB after the storms, ${after.rssMiB} MiB later`;
  figures.handles = `${before.handles} before, ${after.handles} after`;
  if (!target.isAlive()) faults.push(`it ended:\n${target.output()}`);
  if (target.output().includes("Recovered from panic")) faults.push(`a panic:\n${target.output()}`);
  if (growth > LEAK_MIB) faults.push(`the last storm has left ${growth} MiB`);
  if (after.handles > before.handles) faults.push(`${after.handles} handles are open; there were ${before.handles}`);
  return { faults, figures };
}

interface Storm {
  readonly aim: Aim;
  readonly target: Target;
  readonly honest: HonestClient;
  readonly figures: Record<string, string | number>;
  readonly faults: string[];
}

async function storm({ aim, target, honest, figures, faults }: Storm): Promise<void> {
  for (const [name, phase] of Object.entries(PHASES)) {
    const did = await phase(aim);
    const { asked, answered: replies, slowestMs } = await honest.tell();
    const { rssMiB } = target.holding();
    figures[name] = `${did}; honest: ${replies} of ${asked}, slowest ${slowestMs} ms; RSS ${rssMiB} MiB`;
    if (replies < asked) faults.push(`${name}: an honest client got ${replies} of ${asked} answers`);
    if (slowestMs > SLOWEST_MS) faults.push(`${name}: an honest client waited ${slowestMs} ms`);
    if (rssMiB > MOST_MIB) faults.push(`${name}: ${rssMiB} MiB`);
    const silent = await answered(aim);
    if (silent.length > 0) faults.push(`${name}: nothing answers over ${silent.join(", ")}`);
  }
}

function certificate(): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "attack-"));
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const request = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1".split(" ");
  execFileSync("openssl", [...request, ...subject, "-keyout", key, "-out", cert], { stdio: "ignore" });
  const files = { "cert.pem": readFileSync(cert, "utf8"), "key.pem": readFileSync(key, "utf8") };
  rmSync(folder, { recursive: true });
  authority = Buffer.from(files["cert.pem"]);
  return files;
}

/** What an honest client trusts. */
let authority: Buffer | undefined;

/** Transports over which nobody answers an honest question. */
async function answered({ quic, https3, grpc }: Aim): Promise<readonly string[]> {
  const message = Buffer.from(question("small.example.org", 0).subarray(2));
  const to = (port: number) => ({ host: "127.0.0.1", port, timeoutMs: 5000, authorities: authority });
  const asks = {
    QUIC: askQuic(message, to(quic)),
    "HTTP/3": askHttp3(message, to(https3)),
    gRPC: askGrpc(message, { ...to(grpc), authorities: undefined }),
  };
  const silent: string[] = [];
  for (const [name, ask] of Object.entries(asks)) {
    const answer = await ask.catch((error: unknown) => ({ kind: String(error) }));
    if (answer.kind !== "message") silent.push(`${name} (${answer.kind})`);
  }
  return silent;
}

async function noise({ quic, https3, random }: Aim): Promise<string> {
  let sent = 0;
  for (const port of [quic, https3]) {
    const attacker = new QuicAttacker(port, random);
    for (const kind of ["noise", "bent", "short"] as const) await attacker.flood(kind, 4000);
    sent += attacker.sent;
    attacker.close();
  }
  return `${sent} datagrams`;
}

async function greetings({ quic, https3, random }: Aim): Promise<string> {
  let sent = 0;
  for (const port of [quic, https3]) {
    const attacker = new QuicAttacker(port, random);
    await attacker.flood("greeting", 6000);
    sent += attacker.sent;
    attacker.close();
  }
  return `${sent} clients that say hello and nothing else`;
}

/** Connections that have agreed on TLS; what comes on them is not looked at. */
async function connections(port: number, protocol: "doq" | "h3", count: number): Promise<readonly Dialled[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const nothing = (): void => undefined;
      const events = { mayRead: () => true, received: nothing, wasReset: nothing };
      const how = { protocol, serverName: "localhost", insecure: true, idleTimeoutMs: 30_000 };
      const dialled = await dialQuic(
        { ...how, to: { address: "127.0.0.1", port } },
        { ...events, established: resolve, closed: resolve },
      );
      await promise;
      return dialled;
    }),
  );
}

async function halfOpen({ quic, https3, random }: Aim): Promise<string> {
  const doq = await connections(quic, "doq", 20);
  const h3 = await connections(https3, "h3", 20);
  for (const { connection } of [...doq, ...h3]) {
    for (let stream = 0; stream < 200; stream += 4) connection.write(stream, random.octets(1 + random.below(2)), false);
  }
  await sleep(4000);
  for (const one of [...doq, ...h3]) one.close(0);
  return "40 connections with 50 streams each";
}

async function resets({ quic, https3, random }: Aim): Promise<string> {
  const all = [...(await connections(quic, "doq", 10)), ...(await connections(https3, "h3", 10))];
  for (let stream = 0; stream < 4000; stream += 4) {
    for (const { connection } of all) {
      connection.write(stream, question("small.example.org", 0).subarray(0, 1 + random.below(20)), false);
      connection.reset(stream, 5);
      if (random.chance(50)) connection.stopReading(stream, 5);
    }
    if (stream % 200 === 0) await sleep(5);
  }
  for (const one of all) one.close(0);
  return "20 connections with 1000 streams each";
}

async function garbage({ quic, https3, random }: Aim): Promise<string> {
  for (let round = 0; round < 60; round++) {
    const port = round % 2 === 0 ? quic : https3;
    for (const one of await connections(port, round % 2 === 0 ? "doq" : "h3", 2)) {
      for (let stream = 0; stream < 20; stream++) {
        if ((stream & 1) === 0) one.connection.write(stream, random.octets(1 + random.below(3000)), random.chance(50));
      }
      await sleep(5);
      one.close(0);
    }
  }
  return "120 connections with random octets on 10 streams each";
}

function grpcSessions(port: number, count: number): readonly ClientHttp2Session[] {
  return Array.from({ length: count }, () => {
    const session = connectHttp2(`http://127.0.0.1:${port}`);
    session.on("error", () => undefined);
    return session;
  });
}

const CALL = {
  ":method": "POST",
  ":path": "/coredns.dns.DnsService/Query",
  "content-type": "application/grpc",
  te: "trailers",
};

async function grpcResets({ grpc, random }: Aim): Promise<string> {
  const sessions = grpcSessions(grpc, 10);
  for (let call = 0; call < 500; call++) {
    for (const session of sessions) {
      if (session.destroyed) continue;
      const stream = session.request(CALL);
      stream.on("error", () => undefined);
      stream.write(random.octets(1 + random.below(80)));
      stream.close(constants.NGHTTP2_CANCEL);
    }
    if (call % 20 === 0) await sleep(5);
  }
  await sleep(500);
  for (const session of sessions) session.destroy();
  return "10 connections with 500 calls each";
}

async function grpcHalfOpen({ grpc, random }: Aim): Promise<string> {
  const sessions = grpcSessions(grpc, 20);
  for (const session of sessions) {
    for (let call = 0; call < 50; call++) {
      const stream = session.request(CALL);
      stream.on("error", () => undefined);
      stream.write(random.octets(4 + random.below(60_000)));
    }
    await sleep(20);
  }
  await sleep(2000);
  for (const session of sessions) session.destroy();
  return "20 connections with 50 calls each that never end";
}

async function churn({ quic, https3 }: Aim): Promise<string> {
  for (let round = 0; round < 20; round++) {
    for (const one of await connections(quic, "doq", 10)) one.close(0);
    // These go without a word.
    for (const { connection } of await connections(https3, "h3", 5)) connection.abandon();
  }
  return "300 connections";
}
