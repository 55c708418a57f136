/** Hostile Corefiles, each checked by the command line in a folder of its own: it ends in time and says what is wrong. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Attack } from "./attack.ts";
import { hostileArguments } from "./hostile-corefiles/arguments.ts";
import { hostileFiles } from "./hostile-corefiles/files.ts";
import type { HostileCorefile } from "./hostile-corefiles/hostile-corefile.ts";
import { hostileImports } from "./hostile-corefiles/imports.ts";
import { hostileShapes } from "./hostile-corefiles/shapes.ts";
import { holdingOf, ours } from "./target.ts";

const WITHIN_MS = 10_000;
const MAX_RSS_MIB = 1024;
/** How much of its memory a process may have for objects that live. */
const HEAP_SHARE = 0.75;
const WATCH_MS = 50;
const EXIT_CODES: ReadonlySet<number | null> = new Set([0, 1, 2]);
/** A line of a stack trace, or what the command line says of its own mistakes. */
const TRACE = /^\s+at .*:\d+:\d+\)?$|mistake of corefile-studio|FATAL ERROR/m;

/** What became of one check. */
interface Outcome {
  readonly fault: string | undefined;
  readonly tookMs: number;
  readonly rssMiB: number;
}

export const corefiles: Attack = {
  name: "corefiles",
  about: "Corefiles, zone files, hosts files and manifests made to break whoever reads them, given to check --here",
  async run({ random, say }) {
    const all = [...hostileImports(random), ...hostileShapes(random), ...hostileArguments(), ...hostileFiles(random)];
    const faults: string[] = [];
    let slowest: { readonly name: string; readonly tookMs: number } = { name: "", tookMs: 0 };
    let largest: { readonly name: string; readonly rssMiB: number } = { name: "", rssMiB: 0 };
    for (const [index, hostile] of all.entries()) {
      const { fault, tookMs, rssMiB } = await check(hostile);
      if (fault !== undefined) faults.push(`${hostile.name}: ${fault}`);
      if (tookMs > slowest.tookMs) slowest = { name: hostile.name, tookMs };
      if (rssMiB > largest.rssMiB) largest = { name: hostile.name, rssMiB };
      if ((index + 1) % 50 === 0) say(`${index + 1} of ${all.length} checked, ${faults.length} faults`);
    }
    const figures = {
      Corefiles: all.length,
      slowest: `${slowest.name}, ${Math.round(slowest.tookMs)} ms`,
      "largest RSS": `${largest.name}, ${largest.rssMiB} MiB`,
    };
    return { faults, figures };
  },
};

/** What a check may take. */
interface Ceiling {
  readonly tookMs: number;
  readonly rssMiB: number;
}

function ceilingOf({ coredns }: HostileCorefile): Ceiling {
  const { tookMs, rssMiB } = coredns ?? { tookMs: 0, rssMiB: 0 };
  return { tookMs: Math.max(WITHIN_MS, 2 * tookMs), rssMiB: Math.max(MAX_RSS_MIB, 2 * rssMiB) };
}

async function check(hostile: HostileCorefile): Promise<Outcome> {
  const { corefile, files = {} } = hostile;
  const folder = mkdtempSync(join(tmpdir(), "corefile-studio-attack-"));
  try {
    writeFileSync(join(folder, "Corefile"), corefile);
    for (const [path, contents] of Object.entries(files)) writeFileSync(join(folder, path), contents);
    return await run(folder, ceilingOf(hostile));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(folder: string, ceiling: Ceiling): Promise<Outcome> {
  const [program = ""] = ours;
  const startedMs = performance.now();
  // Where there is plenty of memory V8 takes it and clears up late; it is told what there would be on a small machine.
  const env = { ...process.env, NODE_OPTIONS: `--max-old-space-size=${Math.round(ceiling.rssMiB * HEAP_SHARE)}` };
  const child = spawn(program, ["check", "--here"], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let rssMiB = 0;
  let stopped: string | undefined;
  const stop = (why: string): void => {
    stopped ??= why;
    child.kill("SIGKILL");
  };
  const take = (chunk: Buffer): void => {
    // A trace stands at the start or at the end.
    output = output.length < 2_000_000 ? `${output}${chunk}` : `${output.slice(0, 1_000_000)}${chunk}`;
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  const watch = setInterval(() => {
    rssMiB = Math.max(rssMiB, holdingOf(child.pid ?? 0).rssMiB);
    if (rssMiB > ceiling.rssMiB) stop(`more than ${ceiling.rssMiB} MiB of memory`);
    if (performance.now() - startedMs > ceiling.tookMs) stop(`no end within ${ceiling.tookMs} ms`);
  }, WATCH_MS);
  return new Promise((done) => {
    child.once("close", (code, signal) => {
      clearInterval(watch);
      const trace = TRACE.exec(output)?.[0];
      const fault =
        stopped ??
        (signal !== null ? `ended by ${signal}` : undefined) ??
        (trace !== undefined ? `a stack trace: ${trace.slice(0, 200)}` : undefined) ??
        (EXIT_CODES.has(code) ? undefined : `exit code ${code}: ${output.slice(-200)}`);
      done({ fault, tookMs: performance.now() - startedMs, rssMiB });
    });
  });
}
