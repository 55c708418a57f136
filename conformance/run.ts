/**
 * Holds a server against the recorded cases: `npm run conformance [-- FOLDER...] [--engine 'COMMAND'] [--record] [--done]
 * [--check] [--jobs N] [--json] [--quiet]`. Ends with 1 when a case differs.
 */
import { existsSync, globSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Case, readCase, readRecording, recordingPath } from "./case.ts";
import { checkCase, uncheckable } from "./check-case.ts";
import { differences } from "./compare.ts";
import { DONE } from "./done.ts";
import { runCase, unrunnable } from "./run-case.ts";
import { waitsFor } from "./waiting.ts";

const CASES = join(import.meta.dirname, "cases");
const OURS = `${join(import.meta.dirname, "..", "bin", "corefile-studio")} serve`;

type Verdict =
  | { readonly kind: "identical" }
  | { readonly kind: "differs"; readonly differences: readonly string[] }
  | { readonly kind: "skipped"; readonly because: string }
  | { readonly kind: "recorded" };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engine: { type: "string", default: OURS },
    record: { type: "boolean", default: false },
    done: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
    jobs: { type: "string", short: "j", default: "4" },
    json: { type: "boolean", default: false },
    quiet: { type: "boolean", short: "q", default: false },
  },
});

const command = values.engine.split(/\s+/).filter((word) => word !== "");
const files = casesIn(positionals.length > 0 ? positionals : values.done ? [...DONE] : ["."]);
const tally = new Map<string, { identical: number; differs: number; skipped: Map<string, number> }>();
await inParallel(files, Number(values.jobs), async (file) => report(file, await judge(file)));
process.exitCode = summarise();

function casesIn(places: readonly string[]): string[] {
  return places.flatMap((place) => {
    const path = existsSync(join(CASES, place)) ? join(CASES, place) : resolve(place);
    if (!existsSync(path)) throw new Error(`${place}: no such folder or case, here or under conformance/cases`);
    return statSync(path).isDirectory()
      ? globSync("**/*.yaml", { cwd: path })
          .sort()
          .map((name) => join(path, name))
      : [path];
  });
}

async function judge(file: string): Promise<Verdict> {
  const testCase = readCase(file);
  const recording = readRecording(file);
  const cannot = values.check ? uncheckable(testCase, recording) : unrunnable(testCase);
  const isOurs = values.engine === OURS;
  const because = cannot ?? (isOurs ? await waitsFor(testCase, { recording, startOnly: values.check }) : undefined);
  if (because !== undefined) return { kind: "skipped", because };
  if (values.record) {
    const recording = await runCase(testCase, command);
    if (recording.start === "timeout") return { kind: "differs", differences: [`never came up: ${recording.log}`] };
    writeFileSync(recordingPath(file), `${JSON.stringify(recording, null, 1)}\n`);
    return { kind: "recorded" };
  }
  return compareWithRecording(file, testCase);
}

async function compareWithRecording(file: string, testCase: Case): Promise<Verdict> {
  const want = readRecording(file);
  if (want === undefined) return { kind: "skipped", because: "has no recording" };
  const found = values.check
    ? await checkCase(testCase, want)
    : differences(testCase, want, await runCase(testCase, command));
  return found.length === 0 ? { kind: "identical" } : { kind: "differs", differences: found };
}

function report(file: string, verdict: Verdict): void {
  const name = relative(CASES, file);
  const folder = dirname(name);
  const counts = tally.get(folder) ?? { identical: 0, differs: 0, skipped: new Map<string, number>() };
  tally.set(folder, counts);
  if (verdict.kind === "skipped") counts.skipped.set(verdict.because, (counts.skipped.get(verdict.because) ?? 0) + 1);
  else counts[verdict.kind === "differs" ? "differs" : "identical"] += 1;
  if (values.json) console.log(JSON.stringify({ case: name, ...verdict }));
  else if (verdict.kind === "differs" && !values.quiet) {
    console.log(name);
    for (const difference of verdict.differences.slice(0, 8)) console.log(`   ${difference}`);
  }
}

function summarise(): number {
  let identical = 0;
  let differs = 0;
  for (const [folder, counts] of [...tally].sort(([a], [b]) => (a < b ? -1 : 1))) {
    identical += counts.identical;
    differs += counts.differs;
    const skipped = [...counts.skipped].map(([because, count]) => `${count} not run: ${because}`).join("; ");
    const line = `${folder}: ${counts.identical} of ${counts.identical + counts.differs}`;
    if (!values.quiet && !values.json) console.log(skipped === "" ? line : `${line} (${skipped})`);
  }
  console.log(`${identical} of ${identical + differs} cases ${values.record ? "recorded" : "identical"}`);
  return differs === 0 ? 0 : 1;
}

async function inParallel<T>(items: readonly T[], jobs: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, worker));
}
