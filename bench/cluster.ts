/**
 * Memory, time to ready and queries of a large cluster, side by side with CoreDNS on one real API server in one run:
 * `npm run bench:cluster [-- --services 10000] [--endpoints 50000] [--seconds 4] [--rounds 3]`. Go builds what is missing.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { corednsBinary } from "../e2e/cluster/binaries.ts";
import { startControlPlane } from "../e2e/cluster/control-plane.ts";
import { freePort } from "../server/_test/free-port.ts";
import { type ClusterSize, fillCluster } from "./cluster-load.ts";
import { hasDnsperf, runLoad } from "./load.ts";
import { cpuMicros, memoryMiB } from "./process-use.ts";

const SETTLE_MS = 3000;
const READY_WITHIN_MS = 120_000;

interface Contender {
  readonly name: string;
  readonly command: readonly string[];
}

interface Figure {
  readonly readyMs: number;
  readonly residentMiB: number;
  readonly peakMiB: number;
  readonly loadedMiB: number;
  readonly queriesPerSecond: number;
  readonly cpuMicros: number;
}

const { values } = parseArgs({
  options: {
    services: { type: "string", default: "10000" },
    endpoints: { type: "string", default: "50000" },
    seconds: { type: "string", default: "4" },
    rounds: { type: "string", default: "3" },
  },
});
if (!hasDnsperf()) {
  console.error("The load comes from dnsperf, which is not installed (Debian: apt-get install dnsperf).");
  process.exit(2);
}

const contenders: readonly Contender[] = [
  { name: "CoreDNS", command: [corednsBinary()] },
  { name: "ours", command: [join(import.meta.dirname, "..", "bin", "corefile-studio"), "serve"] },
];
console.log(
  `${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores; median of ${values.rounds} rounds of ${values.seconds} s`,
);
console.log(
  "\n| Services | endpoints | server | ready after ms | MiB at rest | MiB at most | MiB after the load | queries/s | CPU µs/query |",
);
console.log("| ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
await compareOn({ services: 10, endpoints: 50 });
await compareOn({ services: Number(values.services), endpoints: Number(values.endpoints) });

async function compareOn(size: ClusterSize): Promise<void> {
  const plane = await startControlPlane();
  try {
    const questions = await fillCluster(plane, size);
    const figures = new Map<Contender, Figure[]>(contenders.map((contender) => [contender, []]));
    for (let round = 0; round < Number(values.rounds); round++) {
      // The order alternates, so that a warm or a tired machine favours nobody.
      const order = round % 2 === 0 ? contenders : [...contenders].reverse();
      for (const contender of order)
        figures.get(contender)?.push(await measure(contender, { kubeconfig: plane.kubeconfig, questions }));
    }
    for (const [contender, rounds] of figures) console.log(row(size, contender, rounds));
  } finally {
    await plane.stop();
  }
}

async function measure(
  { command }: Contender,
  { kubeconfig, questions }: { readonly kubeconfig: string; readonly questions: readonly string[] },
): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const port = await freePort();
  const corefile = `.:${port} {\n  bind 127.0.0.1\n  kubernetes cluster.local in-addr.arpa {\n    kubeconfig ${kubeconfig}\n    startup_timeout 2m\n  }\n}\n`;
  writeFileSync(join(folder, "Corefile"), corefile);
  const questionsFile = join(folder, "questions");
  writeFileSync(questionsFile, `${questions.join("\n")}\n`);
  const [program = "", ...first] = command;
  const begunMs = performance.now();
  const server = spawn(program, [...first, "-conf", "Corefile"], { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
  try {
    await untilReady(server);
    const readyMs = performance.now() - begunMs;
    await sleep(SETTLE_MS);
    const atRest = memoryMiB(server);
    await runLoad({ port, questionsFile, seconds: 2, rate: undefined });
    const before = cpuMicros(server);
    const load = await runLoad({ port, questionsFile, seconds: Number(values.seconds), rate: undefined });
    return {
      readyMs,
      residentMiB: atRest.resident,
      peakMiB: atRest.peak,
      loadedMiB: memoryMiB(server).resident,
      queriesPerSecond: load.queriesPerSecond,
      cpuMicros: (cpuMicros(server) - before) / load.completed,
    };
  } finally {
    server.kill("SIGTERM");
    await new Promise((resolve) => server.once("exit", resolve));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The banner comes once all objects have been read and every port is open. */
async function untilReady({ stdout }: ChildProcess): Promise<void> {
  let output = "";
  const ready = new Promise<void>((resolve) => {
    stdout?.on("data", (chunk: Buffer) => {
      output += chunk;
      if (output.includes("CoreDNS-")) resolve();
    });
  });
  await Promise.race([
    ready,
    sleep(READY_WITHIN_MS, undefined, { ref: false }).then(() => {
      throw new Error(`not ready:\n${output}`);
    }),
  ]);
}

function row({ services, endpoints }: ClusterSize, { name }: Contender, rounds: readonly Figure[]): string {
  const median = (figure: keyof Figure): number =>
    rounds.map((round) => round[figure]).sort((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? Number.NaN;
  const whole = (["readyMs", "residentMiB", "peakMiB", "loadedMiB", "queriesPerSecond"] as const).map((figure) =>
    Math.round(median(figure)),
  );
  return `| ${[services, endpoints, name, ...whole, median("cpuMicros").toFixed(1)].join(" | ")} |`;
}
