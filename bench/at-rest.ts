/**
 * Data at rest, side by side with CoreDNS in one run: how long and how much CPU time a server takes from its start to its
 * first answer out of a large zone, a large signed one or a large hosts file, and how much memory it has then; and whether queries are lost while a zone
 * is read again. `npm run bench:rest [-- --records 1000000] [--signed 200000] [--lines 100000]
 * [--rounds 3] [--only zone,signed,hosts,reload]`.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { freePort } from "../server/_test/free-port.ts";
import { largeHosts, largeZone, nameOf, signedNames, signedZone, writeLines } from "./at-rest-data.ts";
import { hasDnsperf, runLoad } from "./load.ts";
import { cpuMicros, memoryMiB } from "./process-use.ts";

const SETTLE_MS = 2000;
const ANSWERS_WITHIN_MS = 120_000;
const POLL_MS = 10;
const RELOAD_RECORDS = 100_000;
const RELOAD_SECONDS = 12;
const QUERIES_PER_SECOND = 10_000;

interface Contender {
  readonly name: string;
  readonly command: readonly string[];
}

interface Data {
  readonly name: string;
  readonly count: number;
  /** The name that is asked for. */
  readonly asked: string;
  write(path: string): void;
  corefile(port: number): string;
}

interface Figure {
  readonly answersMs: number;
  readonly cpuMs: number;
  readonly residentMiB: number;
  readonly peakMiB: number;
}

const { values } = parseArgs({
  options: {
    records: { type: "string", default: "1000000" },
    signed: { type: "string", default: "200000" },
    lines: { type: "string", default: "100000" },
    rounds: { type: "string", default: "3" },
    only: { type: "string", default: "zone,signed,hosts,reload" },
  },
});
const wanted = values.only.split(",");
const contenders: readonly Contender[] = [
  ...coredns(),
  { name: "ours", command: [join(import.meta.dirname, "..", "bin", "corefile-studio"), "serve"] },
];
const records = Number(values.records);
const signed = Number(values.signed);
const lines = Number(values.lines);

const fileCorefile = (port: number): string =>
  `example.org:${port} {\n  bind 127.0.0.1\n  file data {\n    reload 2s\n    reload_by_mtime\n  }\n}\n`;
const zoneOf = (count: number): Data => ({
  name: "zone",
  count,
  asked: nameOf(count - 1),
  write: (path) => writeLines(path, largeZone(count, 1)),
  corefile: fileCorefile,
});
const signedOf = (count: number): Data => ({
  name: "signed",
  count,
  asked: nameOf(signedNames(count) - 1),
  write: (path) => writeLines(path, signedZone(count)),
  corefile: fileCorefile,
});
const hostsOf = (count: number): Data => ({
  name: "hosts",
  count,
  asked: nameOf(count - 1),
  write: (path) => writeLines(path, largeHosts(count)),
  corefile: (port) => `.:${port} {\n  bind 127.0.0.1\n  hosts data\n}\n`,
});

console.log(`${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores; median of ${values.rounds} rounds`);
console.log("\n| data | records or lines | server | first answer after ms | CPU ms until then | MiB | MiB at most |");
console.log("| --- | ---: | --- | ---: | ---: | ---: | ---: |");
const all = [zoneOf(1), zoneOf(records), signedOf(1), signedOf(signed), hostsOf(1), hostsOf(lines)];
for (const data of all.filter(({ name }) => wanted.includes(name))) await compare(data);
if (wanted.includes("reload")) await compareReloads();

function coredns(): Contender[] {
  const binary = process.env.COREDNS_BIN ?? "coredns";
  try {
    execFileSync(binary, ["-version"]);
    return [{ name: "CoreDNS", command: [binary] }];
  } catch {
    console.error("No CoreDNS found (COREDNS_BIN or PATH): measuring ours alone.");
    return [];
  }
}

async function compare(data: Data): Promise<void> {
  const figures = new Map<Contender, Figure[]>(contenders.map((contender) => [contender, []]));
  for (let round = 0; round < Number(values.rounds); round++) {
    // The order alternates, so that a warm or a tired machine favours nobody.
    for (const contender of round % 2 === 0 ? contenders : [...contenders].reverse()) {
      await serving(contender, data, async ({ server, answersMs, cpuMs }) => {
        await sleep(SETTLE_MS);
        const { resident: residentMiB, peak: peakMiB } = memoryMiB(server);
        figures.get(contender)?.push({ answersMs, cpuMs, residentMiB, peakMiB });
      });
    }
  }
  for (const [{ name }, rounds] of figures) {
    const median = (figure: keyof Figure): number =>
      rounds.map((round) => round[figure]).sort((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? Number.NaN;
    const columns = (["answersMs", "cpuMs", "residentMiB", "peakMiB"] as const).map((figure) =>
      Math.round(median(figure)),
    );
    console.log(`| ${[data.name, data.count, name, ...columns].join(" | ")} |`);
  }
}

/** The file is written again during a load of queries. */
async function compareReloads(): Promise<void> {
  if (!hasDnsperf()) return console.error("The load comes from dnsperf, which is not installed.");
  console.log(
    "\n| zone that is read again | server | queries/s | lost | reloaded |\n| ---: | --- | ---: | ---: | --- |",
  );
  for (const contender of contenders) {
    await serving(contender, zoneOf(RELOAD_RECORDS), async ({ folder, port }) => {
      const questionsFile = join(folder, "questions");
      writeLines(
        questionsFile,
        Array.from({ length: 1000 }, (_, index) => `${nameOf(index)} A`),
      );
      await runLoad({ port, questionsFile, seconds: 2, rate: QUERIES_PER_SECOND });
      const load = runLoad({ port, questionsFile, seconds: RELOAD_SECONDS, rate: QUERIES_PER_SECOND });
      await sleep(1000);
      writeLines(join(folder, "data"), largeZone(RELOAD_RECORDS, 2));
      const { queriesPerSecond, lost } = await load;
      const isNew = await asks(port, `new-2.${nameOf(0).replace(/^[^.]+\./, "")}`);
      console.log(
        `| ${RELOAD_RECORDS} | ${contender.name} | ${Math.round(queriesPerSecond)} | ${lost} | ${isNew ? "yes" : "no"} |`,
      );
    });
  }
}

interface Serving {
  readonly server: ChildProcess;
  readonly folder: string;
  readonly port: number;
  readonly answersMs: number;
  readonly cpuMs: number;
}

/** Starts a server on the data, and waits for an answer out of the last of them. */
async function serving(
  { command: [program = "", ...first] }: Contender,
  data: Data,
  use: (serving: Serving) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const port = await freePort();
  data.write(join(folder, "data"));
  writeFileSync(join(folder, "Corefile"), data.corefile(port));
  const begunMs = performance.now();
  const server = spawn(program, [...first, "-conf", "Corefile"], { cwd: folder, stdio: "ignore" });
  try {
    while (!(await asks(port, data.asked))) {
      if (performance.now() - begunMs > ANSWERS_WITHIN_MS) throw new Error("no answer");
      await sleep(POLL_MS);
    }
    const answersMs = performance.now() - begunMs;
    await use({ server, folder, port, answersMs, cpuMs: cpuMicros(server) / 1000 });
  } finally {
    server.kill("SIGTERM");
    await new Promise((resolve) => server.once("exit", resolve));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** True when a name has an address. */
async function asks(port: number, name: string): Promise<boolean> {
  const labels = name.split(".").map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  const query = Buffer.concat([
    Buffer.from("000101000001000000000000", "hex"),
    ...labels,
    Buffer.from([0, 0, 1, 0, 1]),
  ]);
  const socket = createSocket("udp4");
  try {
    return await new Promise<boolean>((resolve) => {
      socket.once("message", (reply) => resolve(reply.readUInt16BE(6) > 0));
      socket.once("error", () => resolve(false));
      setTimeout(() => resolve(false), 500);
      // A connected socket hears at once that nobody listens yet.
      socket.connect(port, "127.0.0.1", () => socket.send(query));
    });
  } finally {
    socket.close();
  }
}
