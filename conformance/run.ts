/**
 * Holds a server against the recorded cases: `npm run conformance [-- FOLDER...] [--engine 'COMMAND'] [--spawn] [--record] [--check]
 * [--shrink] [--jobs N] [--json] [--quiet]`. Ends with 1 when a case differs, or the ledger is not true any more.
 */
import { existsSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, relative } from "node:path";
import { parseArgs } from "node:util";
import { readCase, recordingPath } from "./case.ts";
import { CASES, casesIn } from "./cases.ts";
import { judgeAll } from "./judges.ts";
import { type Ledger, type Mode, readLedger, staleLines, type Verdict, writeLedger } from "./ledger.ts";
import { runCase, unrunnable } from "./run-case.ts";

/** Our engine as users start it. */
const SERVE = `${join(import.meta.dirname, "..", "bin", "corefile-studio")} serve`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engine: { type: "string" },
    spawn: { type: "boolean", default: false },
    record: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
    shrink: { type: "boolean", default: false },
    jobs: { type: "string", short: "j" },
    json: { type: "boolean", default: false },
    quiet: { type: "boolean", short: "q", default: false },
  },
});

const isOurs = values.engine === undefined;
const command = (values.engine ?? (values.spawn ? SERVE : undefined))?.split(/\s+/).filter((word) => word !== "");
/** A case in this process mostly waits; a process that starts keeps a core busy. */
const jobs = Number(values.jobs ?? (command === undefined ? availableParallelism() * 4 : availableParallelism() + 1));
const mode: Mode = values.check ? "check" : "serve";
const tally = new Map<string, { identical: number; differs: number; waits: Map<string, number> }>();
process.exitCode = await (values.record ? record() : values.shrink ? shrink() : hold());

/** Compares, and gives the exit code. */
async function hold(): Promise<number> {
  const ledger = isOurs ? readLedger() : undefined;
  await judgeAll({
    files: casesIn(positionals.length > 0 ? positionals : ["."]),
    judging: { mode, command, ledger, tryAll: false },
    jobs,
    report,
  });
  const stale = ledger === undefined ? [] : staleLines(ledger, isThere);
  for (const file of stale) report(join(CASES, file), { kind: "differs", differences: ["in the ledger, but no case"] });
  return summarise();
}

/** Takes cases out of the ledger that do not wait any more or are not there; never puts one in. */
async function shrink(): Promise<number> {
  const ledger = readLedger();
  for (const file of staleLines(ledger, isThere)) for (const lines of Object.values(ledger)) delete lines[file];
  const kept: Ledger = { ...ledger, [mode]: {} };
  await judgeAll({
    files: Object.keys(ledger[mode]).map((file) => join(CASES, file)),
    judging: { mode, command, ledger, tryAll: true },
    jobs,
    report: (file, verdict) => {
      const name = relative(CASES, file);
      if (verdict.kind === "waits") kept[mode][name] = verdict.because;
      else console.log(`${name}: taken out`);
    },
  });
  writeLedger(kept);
  console.log(`${Object.keys(kept[mode]).length} cases wait, ${Object.keys(ledger[mode]).length} did`);
  return 0;
}

function isThere(file: string): boolean {
  return existsSync(join(CASES, file));
}

/** Records what the server does, one case after another. */
async function record(): Promise<number> {
  let never = 0;
  for (const file of casesIn(positionals.length > 0 ? positionals : ["."])) {
    const testCase = readCase(file);
    const cannot = unrunnable(testCase);
    if (cannot !== undefined) {
      console.log(`${relative(CASES, file)}: not recorded: ${cannot}`);
      continue;
    }
    const recording = await runCase({ testCase, command, want: undefined });
    if (recording.start === "timeout") {
      never += 1;
      console.log(`${relative(CASES, file)}: never came up: ${recording.log}`);
    } else writeFileSync(recordingPath(file), `${JSON.stringify(recording, null, 1)}\n`);
  }
  return never === 0 ? 0 : 1;
}

function report(file: string, verdict: Verdict): void {
  const name = relative(CASES, file);
  const folder = dirname(name);
  const counts = tally.get(folder) ?? { identical: 0, differs: 0, waits: new Map<string, number>() };
  tally.set(folder, counts);
  if (verdict.kind === "waits") counts.waits.set(verdict.because, (counts.waits.get(verdict.because) ?? 0) + 1);
  else counts[verdict.kind] += 1;
  if (values.json) console.log(JSON.stringify({ case: name, ...verdict }));
  else if (verdict.kind === "differs") {
    console.log(name);
    for (const difference of verdict.differences.slice(0, 8)) console.log(`   ${difference}`);
  }
}

function summarise(): number {
  let identical = 0;
  let differs = 0;
  let waiting = 0;
  for (const [folder, counts] of [...tally].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const waits = [...counts.waits].map(([because, count]) => `${count} wait: ${because}`);
    identical += counts.identical;
    differs += counts.differs;
    waiting += [...counts.waits.values()].reduce((sum, count) => sum + count, 0);
    const line = `${folder}: ${counts.identical} of ${counts.identical + counts.differs}`;
    if (!values.quiet && !values.json) console.log(waits.length === 0 ? line : `${line} (${waits.join("; ")})`);
  }
  console.log(`${identical} of ${identical + differs} cases identical, ${waiting} wait`);
  return differs === 0 ? 0 : 1;
}
