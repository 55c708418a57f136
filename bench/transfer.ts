/**
 * A large zone on its way: out over AXFR, into a secondary, and read again under load, side by side with CoreDNS in one run:
 * `npm run bench:transfer [-- --records 100000] [--rate 10000] [--seconds 15]`. The client of the first is dig.
 */
import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs, promisify } from "node:util";
import { hasDnsperf, runLoad } from "./load.ts";
import { cpuMicros, memoryMiB } from "./process-use.ts";

const { values } = parseArgs({
  options: {
    records: { type: "string", default: "100000" },
    rate: { type: "string", default: "10000" },
    seconds: { type: "string", default: "15" },
  },
});
const RECORDS = Number(values.records);
const PATIENCE_MS = 120_000;
const run = promisify(execFile);

interface Contender {
  readonly name: string;
  readonly command: readonly string[];
}

/** One server on a port of its own. */
interface Server {
  readonly process: ChildProcess;
  readonly port: number;
  readonly folder: string;
  stop(): Promise<void>;
}

const contenders: readonly Contender[] = [
  ...coredns(),
  { name: "ours", command: [process.execPath, join(import.meta.dirname, "serve.ts")] },
];
if (!hasDnsperf()) throw new Error("The load comes from dnsperf, which is not installed (Debian: dnsperf).");
console.log(`${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores; a zone of ${RECORDS} records\n`);
console.log(
  "| server | AXFR to dig, ms | CPU ms | into a secondary, ms | CPU ms | MiB at most | q/s in a reload | lost |",
);
console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
for (const contender of contenders) console.log(await measure(contender));

function coredns(): readonly Contender[] {
  const binary = process.env.COREDNS_BIN ?? "coredns";
  try {
    const version = execFileSync(binary, ["-version"], { encoding: "utf8" }).split("\n", 1)[0] ?? "CoreDNS";
    return [{ name: version.trim(), command: [binary] }];
  } catch {
    console.error("No CoreDNS found (COREDNS_BIN or PATH): measuring ours alone.");
    return [];
  }
}

async function measure(contender: Contender): Promise<string> {
  const primary = start(
    contender,
    (port) => `.:${port} {
    bind 127.0.0.1
    file db example.org {
      reload 1s
    }
    transfer {
      to *
    }
  }`,
  );
  try {
    await untilServed(primary.port, 1);
    const out = await transferOut(primary);
    const within = await transferIn(contender, primary);
    const reload = await reloadUnderLoad(primary);
    const cells = [
      contender.name,
      ...[out.ms, out.cpuMs, within.ms, within.cpuMs, within.peakMiB].map(Math.round),
      Math.round(reload.queriesPerSecond),
      reload.lost,
    ];
    return `| ${cells.join(" | ")} |`;
  } finally {
    await primary.stop();
  }
}

/** Starts a server in a folder with the zone. */
function start({ command }: Contender, corefile: (port: number) => string): Server {
  const folder = mkdtempSync(join(tmpdir(), "bench-transfer-"));
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  writeZone(folder, 1);
  writeFileSync(join(folder, "Corefile"), corefile(port));
  const [program = "", ...first] = command;
  const server = spawn(program, [...first, "-conf", "Corefile", "-dns.port", String(port)], {
    cwd: folder,
    stdio: "ignore",
  });
  return {
    process: server,
    port,
    folder,
    async stop() {
      server.kill("SIGTERM");
      if (server.exitCode === null) await new Promise((resolve) => server.once("exit", resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A zone in which all addresses tell the serial; put in its place at once, as who writes zones should. */
function writeZone(folder: string, serial: number): void {
  const lines = ["$ORIGIN example.org.", `@ 300 IN SOA ns hostmaster ${serial} 3600 600 86400 60`, "@ 300 IN NS ns"];
  for (let index = 0; lines.length <= RECORDS; index++) lines.push(`host${index} 300 IN A 192.0.2.${serial}`);
  writeFileSync(join(folder, "db.new"), `${lines.join("\n")}\n`);
  renameSync(join(folder, "db.new"), join(folder, "db"));
}

async function dig(port: number, ...question: readonly string[]): Promise<string> {
  const options = { maxBuffer: 1024 * 1024 * 1024 };
  const { stdout } = await run("dig", ["@127.0.0.1", "-p", String(port), "+time=5", "+tries=1", ...question], options);
  return stdout;
}

/** Waits until the last name of the zone has the address of a serial; gives how long that took. */
async function untilServed(port: number, serial: number): Promise<number> {
  const startedMs = performance.now();
  while (performance.now() - startedMs < PATIENCE_MS) {
    const answer = await dig(port, "+short", "+timeout=1", `host${RECORDS - 4}.example.org`, "A").catch(() => "");
    if (answer.trim() === `192.0.2.${serial}`) return performance.now() - startedMs;
    await sleep(20);
  }
  throw new Error(`serial ${serial} is not served on port ${port}`);
}

async function transferOut({
  port,
  process: server,
}: Server): Promise<{ readonly ms: number; readonly cpuMs: number }> {
  const [startedMs, before] = [performance.now(), cpuMicros(server)];
  const printed = await dig(port, "+noall", "+answer", "example.org", "AXFR");
  const [ms, cpuMs] = [performance.now() - startedMs, (cpuMicros(server) - before) / 1000];
  const lines = printed.split("\n").filter((line) => line !== "" && !line.startsWith(";"));
  // The SOA record stands at both ends.
  if (lines.length !== RECORDS + 1 || new Set(lines).size !== RECORDS)
    throw new Error(`dig got ${lines.length} records`);
  return { ms, cpuMs };
}

/** A secondary of the same kind, and whether it gives out what it got. */
async function transferIn(contender: Contender, primary: Server) {
  const secondary = start(
    contender,
    (port) => `.:${port} {
    bind 127.0.0.1
    secondary example.org {
      transfer from 127.0.0.1:${primary.port}
    }
    transfer {
      to *
    }
  }`,
  );
  try {
    const ms = await untilServed(secondary.port, 1);
    const cpuMs = cpuMicros(secondary.process) / 1000;
    await transferOut(secondary);
    return { ms, cpuMs, peakMiB: memoryMiB(secondary.process).peak };
  } finally {
    await secondary.stop();
  }
}

/** Queries at a steady rate; in the middle the zone is written anew, and it must be the new one at the end. */
async function reloadUnderLoad({ port, folder }: Server) {
  const names = Array.from({ length: 1000 }, (_, at) => `host${Math.floor((at * (RECORDS - 4)) / 1000)}.example.org A`);
  const questionsFile = join(folder, "questions");
  writeFileSync(questionsFile, `${names.join("\n")}\n`);
  const load = runLoad({ port, questionsFile, seconds: Number(values.seconds), rate: Number(values.rate) });
  await sleep(3000);
  writeZone(folder, 2);
  const result = await load;
  await untilServed(port, 2);
  return result;
}
