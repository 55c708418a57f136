/** What a hostile client does to listeners for DNS over TLS and HTTPS, while somebody honest asks. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../server/_test/free-port.ts";
import type { Attack, AttackResult } from "./attack.ts";
import { HonestClient } from "./honest-client.ts";
import { SeededRandom } from "./seeded-random.ts";
import { question } from "./stream-client.ts";
import { ours, startTarget } from "./target.ts";
import { frame, type Ground, greeting, post, TlsClient } from "./tls-client.ts";

/** Longer than the time-outs of a stream and of its connection, one after the other. */
const SETTLE_MS = 20_000;
/** The honest client lives in this process, and has its turn. */
const HONEST_TURN_MS = 50;
const SLOWEST_MS = 3000;
const MOST_MIB = 512;

interface Aim {
  readonly tls: number;
  readonly https: number;
  readonly random: SeededRandom;
}

/** What one part of the attack did, and what it missed. */
interface Phase {
  readonly did: string;
  readonly missed?: string | undefined;
}

const PHASES: Readonly<Record<string, (aim: Aim) => Promise<Phase>>> = {
  "half-open": halfOpen,
  "no ClientHello": garbage,
  "slow heads and bodies": slowly,
  "huge heads": hugeHeads,
  "streams that are reset": rapidReset,
  "frames without end": frames,
  "replies unread": unread,
  churn,
};

export const encrypted: Attack = {
  name: "encrypted",
  about:
    "TLS and HTTPS: no ClientHello, half of one, slow heads, huge heads, floods of HTTP/2, and connections by the thousand",
  async run(context) {
    return await attack(ours, new SeededRandom(context.random.below(1_000_000)));
  },
};

async function attack(command: readonly string[], random: SeededRandom): Promise<AttackResult> {
  const [plain, tls, https] = [await freePort(), await freePort(), await freePort()];
  const corefile = `.:${plain} tls://.:${tls} https://.:${https} {
    tls cert.pem key.pem
    whoami
}
`;
  const target = await startTarget({ command, corefile, files: certificate(), port: plain });
  const honest = new HonestClient(plain, "small.example.org");
  const figures: Record<string, string | number> = {};
  const faults: string[] = [];
  try {
    await sleep(1000);
    await honest.tell();
    const before = target.holding();
    for (const [name, phase] of Object.entries(PHASES)) {
      const { did, missed } = await phase({ tls, https, random });
      const { asked, answered, slowestMs } = await honest.tell();
      const { rssMiB } = target.holding();
      figures[name] = `${did}; honest: ${answered} of ${asked}, slowest ${slowestMs} ms; RSS ${rssMiB} MiB`;
      if (missed !== undefined) faults.push(`${name}: ${missed}`);
      if (answered < asked) faults.push(`${name}: an honest client got ${answered} of ${asked} answers`);
      if (slowestMs > SLOWEST_MS) faults.push(`${name}: an honest client waited ${slowestMs} ms`);
      if (rssMiB > MOST_MIB) faults.push(`${name}: ${rssMiB} MiB`);
    }
    await sleep(SETTLE_MS);
    await honest.stop();
    const after = target.holding();
    figures.RSS = `${before.rssMiB} MiB before, ${after.rssMiB} MiB after`;
    figures.handles = `${before.handles} before, ${after.handles} after`;
    if (!(await answersTls(tls))) faults.push("afterwards nothing answers over TLS");
    if (!target.isAlive()) faults.push(`it ended:\n${target.output()}`);
    if (target.output().includes("Recovered from panic")) faults.push(`a panic:\n${target.output()}`);
    if (after.handles > before.handles) faults.push(`${after.handles} handles are open; there were ${before.handles}`);
  } finally {
    await honest.stop();
    await target.stop();
  }
  return { faults, figures };
}

function certificate(): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "attack-"));
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const request = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost".split(" ");
  execFileSync("openssl", [...request, "-keyout", key, "-out", cert], { stdio: "ignore" });
  const files = { "cert.pem": readFileSync(cert, "utf8"), "key.pem": readFileSync(key, "utf8") };
  rmSync(folder, { recursive: true });
  return files;
}

async function answersTls(port: number): Promise<boolean> {
  const client = new TlsClient(port, "dns");
  client.socket.write(question("small.example.org", 7));
  await client.over(1500);
  drop([client]);
  return client.octets > 0;
}

async function halfOpen({ tls, https, random }: Aim): Promise<Phase> {
  const hello = Buffer.from("16030100ff010000fb0303", "hex");
  const clients = [...open(150, tls, "before TLS"), ...open(150, https, "before TLS")];
  for (const { socket } of clients) if (random.chance(50)) socket.write(hello.subarray(0, 1 + random.below(10)));
  return allOver(clients, 8000);
}

async function garbage({ tls, https, random }: Aim): Promise<Phase> {
  const clients = [...open(150, tls, "before TLS"), ...open(150, https, "before TLS")];
  for (const { socket } of clients) {
    for (let chunk = random.below(5); chunk >= 0; chunk--) socket.write(random.octets(1 + random.below(2000)));
  }
  return allOver(clients, 8000);
}

async function slowly({ tls, https, random }: Aim): Promise<Phase> {
  const clients = [...open(60, https, "http/1.1"), ...open(60, tls, "dns")];
  const heads = [
    "POST /dns-query HTTP/1.1\r\nHost: x\r\nX: ",
    "POST /dns-query HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n",
  ];
  for (const [at, { socket }] of clients.entries()) {
    socket.write(at < 60 ? (heads[at % 2] ?? "") : Uint8Array.of(1, 0));
  }
  for (let round = 0; round < 80 && clients.some(({ isOver }) => !isOver); round++) {
    for (const { socket } of clients) if (socket.writable) socket.write(Buffer.alloc(1, 97 + random.below(26)));
    await sleep(100);
  }
  return allOver(clients, 3000);
}

async function hugeHeads({ https }: Aim): Promise<Phase> {
  const clients = open(20, https, "http/1.1");
  for (const { socket } of clients) socket.write(`GET / HTTP/1.1\r\nHost: x\r\nX: ${"y".repeat(4 << 20)}\r\n\r\n`);
  return allOver(clients, 10_000);
}

async function rapidReset({ https, random }: Aim): Promise<Phase> {
  const clients = open(10, https, "h2");
  for (const { socket } of clients) {
    socket.write(greeting());
    for (let stream = 1; stream < 6000; stream += 2) {
      const reset = frame({ type: 3, stream }, Uint8Array.of(0, 0, 0, 8));
      socket.write(Buffer.concat([post(stream, random.chance(50) ? 0x5 : 0x4), reset]));
    }
    await sleep(HONEST_TURN_MS);
  }
  await sleep(4000);
  drop(clients);
  return { did: "10 connections with 3000 streams each" };
}

async function frames({ https, random }: Aim): Promise<Phase> {
  const clients = open(30, https, "h2");
  const kinds = [
    (): Buffer => frame({ type: 4 }),
    (): Buffer => frame({ type: 6 }, random.octets(8)),
    (): Buffer => frame({ type: 9, stream: 1 }, random.octets(100)),
    (): Buffer => frame({ type: 2, stream: 1 }, Uint8Array.of(0, 0, 0, 0, 1)),
    (): Buffer => {
      const head = { type: random.below(12), flags: random.below(256), stream: random.below(9) };
      return frame(head, random.octets(random.below(60)));
    },
  ];
  for (const [at, { socket }] of clients.entries()) {
    const kind = kinds[at % kinds.length];
    socket.write(greeting());
    // CONTINUATION follows HEADERS that have no end.
    if (at % kinds.length === 2) socket.write(post(1, 0));
    for (let count = 0; count < 20_000 && kind !== undefined; count += 200) {
      socket.write(Buffer.concat(Array.from({ length: 200 }, kind)));
    }
    await sleep(HONEST_TURN_MS);
  }
  await sleep(4000);
  drop(clients);
  return { did: "30 connections with 20,000 frames each" };
}

async function unread({ https }: Aim): Promise<Phase> {
  const clients = open(20, https, "h2");
  for (const { socket } of clients) {
    socket.write(greeting());
    socket.pause();
    for (let stream = 1; stream < 4000; stream += 2) {
      const body = frame({ type: 0, flags: 1, stream }, question("small.example.org", 7).subarray(2));
      socket.write(Buffer.concat([post(stream), body]));
    }
    await sleep(HONEST_TURN_MS);
  }
  await sleep(8000);
  drop(clients);
  return { did: "20 connections that ask 2000 times and read nothing" };
}

async function churn({ tls, https, random }: Aim): Promise<Phase> {
  for (let round = 0; round < 3; round++) {
    const clients = [...open(150, tls, "dns"), ...open(150, https, "h2")];
    await sleep(random.below(700));
    for (const { socket } of clients) socket.destroy();
  }
  return { did: "3 times 300 handshakes that are broken off" };
}

function open(count: number, port: number, ground: Ground): readonly TlsClient[] {
  return Array.from({ length: count }, () => new TlsClient(port, ground));
}

async function allOver(clients: readonly TlsClient[], ms: number): Promise<Phase> {
  await Promise.all(clients.map((client) => client.over(ms)));
  const left = clients.filter(({ isOver }) => !isOver).length;
  drop(clients);
  const did = `${clients.length - left} of ${clients.length} closed`;
  return { did, missed: left > 0 ? `${left} stay open` : undefined };
}

function drop(clients: readonly TlsClient[]): void {
  for (const { socket } of clients) socket.destroy();
}
