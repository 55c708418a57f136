/** What a hostile client does over TCP, one thing after the other, while somebody honest asks. */

import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../server/_test/free-port.ts";
import type { Attack, AttackResult } from "./attack.ts";
import { HonestClient } from "./honest-client.ts";
import { SeededRandom } from "./seeded-random.ts";
import { question, questions, StreamClient } from "./stream-client.ts";
import { type Holding, ours, startTarget, type Target } from "./target.ts";

const LIMIT = 5;
/** Longer than any time-out of the server. */
const SETTLE_MS = 13_000;
const SLOWEST_MS = 3000;
const MOST_MIB = 512;
const BIG_OCTETS = 56_000;

const ZONE = [
  "$ORIGIN example.org.",
  "@ 60 IN SOA ns hostmaster 1 2 3 4 5",
  "@ 60 IN NS ns",
  "ns 60 IN A 192.0.2.1",
  'small 60 IN TXT "small"',
  ...Array.from({ length: 220 }, (_, at) => `big 60 IN TXT "${String(at).padEnd(242, "x")}"`),
  "",
].join("\n");

const corefile = (port: number, limited: number): string => `
slow.example.org:${port} {
    bind 127.0.0.1
    erratic {
        drop 0
        truncate 0
        delay 1 20ms
    }
}
example.org:${port} {
    bind 127.0.0.1
    file db.example.org
}
example.org:${limited} {
    bind 127.0.0.1
    timeouts {
        maxtcpqueries ${LIMIT}
    }
    file db.example.org
}
`;

interface Aim {
  readonly port: number;
  readonly limited: number;
  readonly random: SeededRandom;
}

/** What one part of the attack did, and what it missed. */
interface Phase {
  readonly did: string;
  readonly missed?: string | undefined;
}

const PHASES: Readonly<Record<string, (aim: Aim) => Promise<Phase>>> = {
  "half-open": halfOpen,
  dripping: drip,
  pipelined: pipeline,
  unread,
  "slow readers": readSlowly,
  "behind the limit": flood,
  garbage,
  churn,
};

export const tcp: Attack = {
  name: "tcp",
  about: "connections that are half open, drip, pipeline, do not read, flood, send garbage and come by the thousand",
  async run(context) {
    // Both suffer the same.
    const seed = context.random.below(1_000_000);
    const own = await attack(ours, new SeededRandom(seed));
    if (context.coredns === undefined) return own;
    const theirs = await attack([context.coredns], new SeededRandom(seed));
    const figures = Object.entries(theirs.figures).map(([what, figure]) => [`CoreDNS: ${what}`, figure] as const);
    const faults = theirs.faults.map((fault) => `CoreDNS does no better: ${fault}`);
    for (const fault of faults) context.say(fault);
    return { faults: own.faults, figures: { ...own.figures, ...Object.fromEntries(figures) } };
  },
};

async function attack(command: readonly string[], random: SeededRandom): Promise<AttackResult> {
  const aim: Aim = { port: await freePort(), limited: await freePort(), random };
  const files = { "db.example.org": ZONE };
  const target = await startTarget({ command, corefile: corefile(aim.port, aim.limited), files, port: aim.port });
  const honest = new HonestClient(aim.port, "small.example.org");
  const figures: Record<string, string | number> = {};
  const faults: string[] = [];
  try {
    await sleep(1000);
    const { slowestMs: quietMs } = await honest.tell();
    const before = target.holding();
    for (const [name, phase] of Object.entries(PHASES)) {
      const { did, missed } = await phase(aim);
      const { asked, answered, slowestMs } = await honest.tell();
      const { rssMiB } = target.holding();
      figures[name] = `${did}; honest: ${answered} of ${asked}, slowest ${slowestMs} ms; RSS ${rssMiB} MiB`;
      if (missed !== undefined) faults.push(`${name}: ${missed}`);
      if (answered < asked) faults.push(`${name}: an honest client got ${answered} of ${asked} answers`);
      if (slowestMs > SLOWEST_MS) faults.push(`${name}: an honest client waited ${slowestMs} ms`);
      if (rssMiB > MOST_MIB) faults.push(`${name}: ${rssMiB} MiB`);
    }
    await sleep(SETTLE_MS);
    const { asked, answered } = await honest.tell();
    if (asked === 0 || answered < asked) faults.push(`afterwards an honest client got ${answered} of ${asked} answers`);
    await honest.stop();
    faults.push(...judge(target, before));
    const after = target.holding();
    figures["honest in quiet"] = `slowest ${quietMs} ms`;
    figures.RSS = `${before.rssMiB} MiB before, ${after.rssMiB} MiB after`;
    figures.handles = `${before.handles} before, ${after.handles} after`;
  } finally {
    await honest.stop();
    await target.stop();
  }
  return { faults, figures };
}

/** What is wrong when all is over. The honest client holds a handle or two while `before` is looked at. */
function judge(target: Target, before: Holding): readonly string[] {
  if (!target.isAlive()) return [`it ended:\n${target.output()}`];
  const { handles } = target.holding();
  return [
    ...(handles > before.handles ? [`${handles} handles are open; there were ${before.handles}`] : []),
    ...(target.output().includes("Recovered from panic") ? [`a panic:\n${target.output()}`] : []),
  ];
}

async function halfOpen({ port, random }: Aim): Promise<Phase> {
  const clients = open(400, port);
  for (const { socket } of clients) if (random.chance(50)) socket.write(Uint8Array.of(0xff, 0xff, ...random.octets(9)));
  await Promise.all(clients.map((client) => client.over(6000)));
  const closed = clients.filter(({ ending }) => ending !== "open").length;
  drop(clients);
  return { did: `${closed} of 400 closed within 6 s`, missed: closed < 400 ? `${400 - closed} stay open` : undefined };
}

async function drip({ port, random }: Aim): Promise<Phase> {
  const clients = open(200, port);
  const drips = clients.map((client) => ({ client, octets: questions("small.example.org", 3), at: 0 }));
  while (drips.some(({ at, octets }) => at < octets.length)) {
    for (const one of drips) {
      const to = one.at + random.below(4);
      if (one.client.socket.writable) one.client.socket.write(one.octets.subarray(one.at, to));
      one.at = to;
    }
    await sleep(50);
  }
  await sleep(500);
  const replies = clients.reduce((sum, client) => sum + client.replies, 0);
  drop(clients);
  return { did: `200 connections, ${replies} replies`, missed: replies === 600 ? undefined : "600 were due" };
}

async function pipeline({ port, random }: Aim): Promise<Phase> {
  const wanted = [200, 1000, 1000, ...Array.from({ length: 37 }, () => 1 + random.below(1000))];
  const clients = open(wanted.length, port);
  for (const [at, { socket }] of clients.entries()) {
    const name = at % 2 === 0 ? "small.example.org" : "www.slow.example.org";
    // CoreDNS serves one query of a connection after the other, so what is slow is short.
    const count = at % 2 === 0 ? (wanted[at] ?? 0) : (wanted[at] ?? 0) % 200;
    wanted[at] = count;
    socket.end(questions(name, count));
  }
  await Promise.all(clients.map((client) => client.over(20_000)));
  const due = wanted.reduce((sum, count) => sum + count, 0);
  const short = clients.filter(({ replies }, at) => replies !== wanted[at]).length;
  const replies = clients.reduce((sum, client) => sum + client.replies, 0);
  drop(clients);
  return {
    did: `${replies} of ${due} replies behind a half-close`,
    missed: short > 0 ? `${short} of ${clients.length} connections got too few` : undefined,
  };
}

async function unread({ port }: Aim): Promise<Phase> {
  // With many more the system's own memory for TCP is full, whatever the server does.
  const clients = open(40, port);
  for (const { socket } of clients) {
    socket.pause();
    socket.write(questions("big.example.org", 300));
  }
  await sleep(8000);
  drop(clients);
  return { did: "40 connections that leave 300 large replies unread for 8 s" };
}

async function readSlowly({ port }: Aim): Promise<Phase> {
  const clients = open(3, port);
  for (const client of clients) {
    client.sip(65_536, 50);
    client.socket.end(questions("big.example.org", 300));
  }
  await Promise.all(clients.map((client) => client.over(60_000)));
  const replies = clients.map((client) => client.replies);
  drop(clients);
  const isShort = replies.some((count) => count < 300);
  return {
    did: `${replies.join(", ")} of 300 replies of ${BIG_OCTETS / 1000} kB`,
    missed: isShort ? "too few" : undefined,
  };
}

async function flood({ limited }: Aim): Promise<Phase> {
  const clients = Array.from({ length: 20 }, () => new StreamClient(limited, { isStubborn: true }));
  const much = questions("small.example.org", 5000);
  const untilMs = performance.now() + 8000;
  while (performance.now() < untilMs) {
    for (const { socket } of clients) if (socket.writable && socket.writableLength === 0) socket.write(much);
    await sleep(5);
  }
  const sent = clients.reduce((sum, { socket }) => sum + socket.bytesWritten - socket.writableLength, 0);
  const listened = clients.filter(({ socket }) => !socket.destroyed).length;
  drop(clients);
  return {
    did: `20 connections got rid of ${Math.round(sent / 1024)} KiB`,
    missed: listened > 0 ? `${listened} connections are still listened to` : undefined,
  };
}

async function garbage({ port, random }: Aim): Promise<Phase> {
  const clients = open(300, port);
  for (const { socket } of clients) {
    for (let chunk = random.below(6); chunk >= 0; chunk--) socket.write(random.octets(random.below(3000)));
    if (random.chance(30)) socket.end();
  }
  await sleep(3000);
  drop(clients);
  return { did: "300 connections" };
}

async function churn({ port, random }: Aim): Promise<Phase> {
  const whole = question("small.example.org", 7);
  for (let round = 0; round < 3; round++) {
    const clients = open(1200, port);
    for (const { socket } of clients)
      if (random.chance(70)) socket.write(whole.subarray(0, random.below(whole.length + 1)));
    await sleep(1500);
    for (const { socket } of clients) {
      if (random.chance(50)) socket.resetAndDestroy();
      else socket.destroy();
    }
  }
  return { did: "3 times 1200 connections" };
}

function open(count: number, port: number): readonly StreamClient[] {
  return Array.from({ length: count }, () => new StreamClient(port));
}

function drop(clients: readonly StreamClient[]): void {
  for (const { socket } of clients) socket.destroy();
}
