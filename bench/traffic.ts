/**
 * How long a million lines of CoreDNS's log take to read, and how much memory: must stay under 60 s and 500 MB.
 * `node bench/traffic.ts [LINES]`: half of the names are asked again and again, the others once.
 */

import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTrafficFile, trafficLength } from "../server/traffic/read-traffic.ts";

const LINES = Number(process.argv[2] ?? 1_000_000);
const MOST_SECONDS = 60;
const MOST_OCTETS = 500_000_000;
const TYPES = ["A", "AAAA", "HTTPS", "SRV", "PTR"];

const folder = mkdtempSync(join(tmpdir(), "corefile-studio-traffic-"));
try {
  const path = join(folder, "coredns.log");
  await writeLog(path);
  console.log(`${LINES} lines, ${megabytes(statSync(path).size)}`);
  await measure("from disk", path);
} finally {
  rmSync(folder, { recursive: true });
}

async function measure(label: string, path: string): Promise<void> {
  const whole = trafficLength(path) ?? 0;
  let told = 0;
  let most = 0;
  const start = performance.now();
  const { traffic, damage } = await readTrafficFile(path, {
    source: "the log",
    onProgress: (octets) => {
      told = octets;
      most = Math.max(most, process.memoryUsage.rss());
    },
  });
  const seconds = (performance.now() - start) / 1000;
  const { questions } = traffic;
  const listed = questions.list().length;
  most = Math.max(most, process.memoryUsage.rss());
  console.log(`${label}: ${seconds.toFixed(1)} s, at most ${megabytes(most)} resident`);
  console.log(`  ${questions.asked} queries, ${listed} questions kept, ${questions.dropped} queries of others dropped`);
  const isRight = questions.asked + traffic.messages === LINES && told === whole && damage === undefined;
  if (!isRight) fail("not all lines were read");
  if (seconds > MOST_SECONDS) fail(`slower than ${MOST_SECONDS} s`);
  if (most > MOST_OCTETS) fail(`more than ${megabytes(MOST_OCTETS)}`);
}

async function writeLog(path: string): Promise<void> {
  const file = createWriteStream(path);
  for (let at = 0; at < LINES; ) {
    let piece = "";
    for (const end = Math.min(at + 5000, LINES); at < end; at++) piece += lineAt(at);
    if (!file.write(piece)) await once(file, "drain");
  }
  file.end();
  await once(file, "close");
}

function lineAt(at: number): string {
  const name = at % 2 === 0 ? `service-${at % 997}.prod.svc.cluster.local.` : `${at}.cdn.example.net.`;
  const client = `10.244.${at % 16}.${(at * 7) % 250}`;
  const type = TYPES[at % TYPES.length];
  if (at % 100 === 99)
    return `[ERROR] plugin/errors: 2 ${name} ${type}: read udp ${client}:4->192.0.2.53:53: i/o timeout\n`;
  return `2026-11-29T05:41:11.123456789Z [INFO] ${client}:${20_000 + (at % 40_000)} - ${at % 65_536} "${type} IN ${name} udp 56 false 1232" NOERROR qr,aa,rd 110 0.000${at % 1000}s\n`;
}

function megabytes(octets: number): string {
  return `${Math.round(octets / 1e6)} MB`;
}

function fail(why: string): void {
  console.error(`  ${why}`);
  process.exitCode = 1;
}
