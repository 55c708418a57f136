/**
 * Queries per second and CPU time per query, side by side with CoreDNS in one run: `npm run bench [-- --seconds 5]
 * [--rounds 3] [--only whoami,file]`. CoreDNS is `coredns` in the PATH or COREDNS_BIN; without it only ours is measured.
 */
import { execFileSync, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { hasDnsperf, runLoad } from "./load.ts";
import { cpuMicros } from "./process-use.ts";
import { SCENARIOS, type Scenario } from "./scenarios.ts";

interface Contender {
  readonly name: string;
  readonly command: readonly string[];
}

interface Figure {
  readonly queriesPerSecond: number;
  readonly cpuMicros: number;
  readonly lost: number;
}

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "5" },
    rounds: { type: "string", default: "3" },
    only: { type: "string" },
  },
});
if (!hasDnsperf()) {
  console.error("The load comes from dnsperf, which is not installed (Debian: apt-get install dnsperf).");
  process.exit(2);
}

const serve = join(import.meta.dirname, "serve.ts");
const contenders: Contender[] = [
  ...coredns(),
  { name: "ours", command: [process.execPath, serve] },
  { name: "ours, every query explained", command: [process.execPath, serve, "--explain"] },
  { name: "bare Node echo", command: [process.execPath, join(import.meta.dirname, "echo.ts")] },
];
const wanted = values.only?.split(",");
console.log(
  `${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores; median of ${values.rounds} rounds of ${values.seconds} s`,
);
console.log("\n| scenario | server | queries/s | CPU µs/query | lost |\n| --- | --- | ---: | ---: | ---: |");
for (const scenario of SCENARIOS) {
  if (wanted !== undefined && !wanted.includes(scenario.name)) continue;
  const figures = new Map<Contender, Figure[]>(contenders.map((contender) => [contender, []]));
  for (let round = 0; round < Number(values.rounds); round++) {
    // The order alternates, so that a warm or a tired machine favours nobody.
    const order = round % 2 === 0 ? contenders : [...contenders].reverse();
    for (const contender of order) figures.get(contender)?.push(await measure(scenario, contender));
  }
  for (const [contender, rounds] of figures) console.log(row(scenario, contender, rounds));
}

function coredns(): Contender[] {
  const binary = process.env.COREDNS_BIN ?? "coredns";
  try {
    const version = execFileSync(binary, ["-version"], { encoding: "utf8" }).split("\n", 1)[0] ?? "CoreDNS";
    return [{ name: version.trim(), command: [binary] }];
  } catch {
    console.error("No CoreDNS found (COREDNS_BIN or PATH): measuring ours alone.");
    return [];
  }
}

async function measure(scenario: Scenario, contender: Contender): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  writeFileSync(join(folder, "Corefile"), scenario.prepare(folder, port));
  const questionsFile = join(folder, "questions");
  writeFileSync(questionsFile, `${scenario.questions.join("\n")}\n`);
  const [program = "", ...first] = contender.command;
  const server = spawn(program, [...first, "-conf", "Corefile", "-dns.port", String(port)], {
    cwd: folder,
    stdio: "ignore",
  });
  try {
    await untilAnswering(port);
    const load = { port, questionsFile, rate: undefined, dnssecOk: scenario.dnssecOk ?? false };
    await runLoad({ ...load, seconds: 2 });
    const before = cpuMicros(server);
    const { queriesPerSecond, completed, lost } = await runLoad({ ...load, seconds: Number(values.seconds) });
    return {
      queriesPerSecond,
      cpuMicros: (cpuMicros(server) - before) / completed,
      lost,
    };
  } finally {
    server.kill("SIGTERM");
    await new Promise((resolve) => server.once("exit", resolve));
    rmSync(folder, { recursive: true, force: true });
  }
}

async function untilAnswering(port: number): Promise<void> {
  const query = Buffer.from("000101000001000000000000076578616d706c65036f72670000010001", "hex");
  for (let attempt = 0; attempt < 100; attempt++) {
    const socket = createSocket("udp4");
    const answered = new Promise<boolean>((resolve) => {
      socket.once("message", () => resolve(true));
      socket.once("error", () => resolve(false));
      setTimeout(() => resolve(false), 100);
    });
    socket.send(query, port, "127.0.0.1");
    const done = await answered;
    socket.close();
    if (done) return;
    await sleep(50);
  }
  throw new Error(`nothing answers on port ${port}`);
}

function row(scenario: Scenario, contender: Contender, rounds: readonly Figure[]): string {
  const median = (numbers: readonly number[]): number =>
    [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
  const rate = median(rounds.map(({ queriesPerSecond }) => queriesPerSecond));
  const micros = median(rounds.map(({ cpuMicros: cost }) => cost));
  const lost = rounds.reduce((sum, figure) => sum + figure.lost, 0);
  return `| ${scenario.name} | ${contender.name} | ${Math.round(rate)} | ${micros.toFixed(1)} | ${lost} |`;
}
