/**
 * `npm run mutate -- --seed 7 --count 60 lib/dns lib/template`: breaks sources on purpose, one small change at a time, and
 * tells which changes no test notices. The same seed picks the same changes. Only tests that can see the file are run:
 * first those of its own room; with `--wide` then all others. What they all miss may still be refused by the compiler.
 * `--list` only tells what would be tried.
 */
import { readFileSync } from "node:fs";
import { setPriority } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { SeededRandom } from "../attack/seeded-random.ts";
import { sourceFiles } from "../guards/sources.ts";
import { chooseMutants } from "./mutation/choose.ts";
import { type Mutant, mutantsOf } from "./mutation/mutants.ts";
import { ScratchTree, type Verdict } from "./mutation/scratch-tree.ts";

const ROOT = resolve(import.meta.dirname, "..");
/** What may be broken: the files of this project. */
const PROJECT = "lib/tsconfig.json";
const EVERYWHERE = ["lib", "server", "cli", "components", "app", "conformance", "scripts", "bench", "attack", "guards"];
/** As long as the slowest machine may take for tests that pass. */
const TIMEOUT_MS = 60_000;
const WIDE_TIMEOUT_MS = 1_200_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "60" },
    wide: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
  },
});
const [seed, count] = [Number(values.seed), Number(values.count)];
if (positionals.length === 0 || !Number.isSafeInteger(seed) || !(count > 0)) {
  console.error("usage: npm run mutate -- [--seed N] [--count N] [--wide] [--list] FOLDER...");
  process.exit(2);
}
setPriority(19);
const chosen = choose(positionals);
if (values.list) for (const mutant of chosen) console.log(inWords(mutant));
else process.exitCode = await run(chosen);

function choose(folders: readonly string[]): readonly Mutant[] {
  const files = folders
    .flatMap((folder) => sourceFiles(folder))
    .filter((file) => !/\.test\.tsx?$|\.gen\.ts$|\/_test\//.test(file));
  const mutants = mutantsOf(ROOT, PROJECT, files);
  const mutable = files.map((file) => ({ lines: textOf(file).split("\n").length, mutants: mutants.get(file) ?? [] }));
  return chooseMutants(mutable, count, new SeededRandom(seed));
}

async function run(mutants: readonly Mutant[]): Promise<number> {
  // Told at the end, when somebody may have edited the files.
  const words = new Map(mutants.map((mutant) => [mutant, inWords(mutant)]));
  const tree = new ScratchTree(ROOT);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      tree.remove();
      process.exit(130);
    });
  }
  try {
    await checkUnbroken(tree, mutants);
    const verdicts = new Map<Mutant, Verdict>();
    for (const mutant of mutants) {
      const startedMs = performance.now();
      const verdict = await judge(tree, mutant);
      verdicts.set(mutant, verdict);
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
      console.log(`${verdict.padEnd(9)} ${seconds.padStart(5)} s  ${mutant.file}:${mutant.line}`);
    }
    return report(verdicts, words);
  } finally {
    tree.remove();
  }
}

/** Tests that fail anyway would kill everything. */
async function checkUnbroken(tree: ScratchTree, mutants: readonly Mutant[]): Promise<void> {
  for (const room of new Set(mutants.map(({ file }) => roomOf(file)))) {
    const file = mutants.find((mutant) => roomOf(mutant.file) === room)?.file ?? "";
    const verdict = await tree.test({ file, folders: [room], timeoutMs: TIMEOUT_MS });
    if (verdict !== "survived") throw new Error(`the tests of ${room} fail without a change (${verdict})`);
  }
}

async function judge(tree: ScratchTree, mutant: Mutant): Promise<Verdict> {
  const near = await tree.try(mutant, { folders: [roomOf(mutant.file)], timeoutMs: TIMEOUT_MS });
  if (near !== "survived") return near;
  if (await tree.isRefused(mutant, PROJECT)) return "refused";
  return values.wide ? tree.try(mutant, { folders: EVERYWHERE, timeoutMs: WIDE_TIMEOUT_MS }) : near;
}

function report(verdicts: ReadonlyMap<Mutant, Verdict>, words: ReadonlyMap<Mutant, string>): number {
  const of = (verdict: Verdict): readonly Mutant[] =>
    [...verdicts].filter(([, found]) => found === verdict).map(([mutant]) => mutant);
  const survivors = of("survived");
  for (const survivor of survivors) console.log(`\n${words.get(survivor)}`);
  const percent = ((100 * survivors.length) / verdicts.size).toFixed(1);
  const parts = (["killed", "timed out", "refused", "survived"] as const).map(
    (verdict) => `${of(verdict).length} ${verdict}`,
  );
  console.log(`\nseed ${seed}: ${parts.join(", ")} (${percent} %)`);
  return survivors.length === 0 ? 0 : 1;
}

/** The place, and the line before and after. */
function inWords({ file, line, start, end, text }: Mutant): string {
  const whole = textOf(file);
  const from = whole.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = whole.indexOf("\n", end);
  const to = lineEnd < 0 ? whole.length : lineEnd;
  const broken = `${whole.slice(from, start)}${text}${whole.slice(end, to)}`;
  return [`${file}:${line}`, ...marked("-", whole.slice(from, to)), ...marked("+", broken)].join("\n");
}

function marked(mark: string, text: string): readonly string[] {
  return text.split("\n").map((line) => `  ${mark} ${line}`);
}

function roomOf(file: string): string {
  return file.split("/").slice(0, 2).join("/");
}

function textOf(file: string): string {
  return readFileSync(resolve(ROOT, file), "utf8");
}
