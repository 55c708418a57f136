/**
 * `npm test`: everything that must hold, in the order in which a fault is cheapest to find. What keeps the processors busy runs
 * alone; what often waits runs side by side. Prints a line per stage, then what failed and what each stage took, and ends
 * with one line, `N passed, N failed`. `npm test -- --only unit,e2e` runs some stages.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../cli/start/root.mjs";
import { childCpuSeconds } from "./child-cpu.mjs";
import { CHROMIUM_PACKAGES, findChromium } from "./chromium.mjs";
import { failedCases, failedSpecs, failedTests, lastLines } from "./failures.mjs";
import { ensureInstalled, projectEnvironment } from "./install.mjs";

const started = Date.now();
ensureInstalled();
const scratch = mkdtempSync(join(tmpdir(), "corefile-studio-test-"));
const environment = projectEnvironment();
const report = (name) => JSON.parse(readFileSync(join(scratch, `${name}.json`), "utf8"));

/** A run of Vitest as a stage: what it counts stands in its report. */
const withVitest = (name, command) => ({
  name,
  command: `${command} --reporter=default --reporter=json --outputFile.json=${join(scratch, `${name}.json`)}`,
  counts: () => countTests(report(name)),
});

/** Two browsers, each with a studio of its own. */
const E2E = {
  name: "e2e",
  command: "playwright test",
  before: ensureBrowser,
  environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: join(scratch, "e2e.json") },
  counts: () => {
    const told = report("e2e");
    const { expected, flaky, unexpected } = told.stats;
    return { passed: expected + flaky, failed: unexpected, failures: failedSpecs(told) };
  },
};

/**
 * One phase follows the other. The lanes of a phase run side by side, the stages of a lane one after the other. A stage is a
 * name, a command, and how to read its counts off a report or its output; without one it counts as one.
 */
const PHASES = [
  [
    [
      { name: "lint", command: "biome check --error-on-warnings ." },
      { name: "generated files", command: "npm run --silent gen:check" },
      { name: "unused", command: "knip" },
    ],
    [{ name: "types", command: "npm run --silent types" }],
  ],
  [[{ ...withVitest("unit", "vitest run"), before: ensureEtcd }]],
  [
    [{ name: "conformance", command: "node conformance/run.ts", before: ensureEtcd, counts: countCases }],
    [
      { name: "check", command: "node conformance/run.ts --check --quiet", before: ensureEtcd, counts: countCases },
      // Those in which a process matters: what it prints, takes up again, ends with.
      {
        name: "serve",
        command: "node conformance/run.ts --spawn core/log core/on core/reload flow/loop",
        counts: countCases,
      },
      { ...withVitest("cluster", "node e2e/cluster/run.ts"), lacks: whyNoApiServer },
    ],
    [
      { name: "build", command: "npm run --silent build" },
      { ...withVitest("bundle", "vitest run guards/bundle.test.ts"), environment: { AFTER_BUILD: "1" } },
      { ...withVitest("package", "vitest run scripts/pack/package.test.ts"), environment: { AFTER_BUILD: "1" } },
    ],
  ],
  [[E2E]],
];

/** A cause that takes many tests with it shows in the first of them. */
const MOST_FAILURES = 20;

const only = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1]?.split(",") : undefined;
const results = [];
for (const phase of PHASES) {
  const lanes = phase.map((lane) => lane.filter(({ name }) => only === undefined || only.includes(name)));
  /** Alone a stage is seen while it runs; beside another one it is printed when it is done. */
  const isAlone = lanes.filter((lane) => lane.length > 0).length < 2;
  results.push(...(await Promise.all(lanes.map((lane) => runLane(lane, isAlone)))).flat());
}
rmSync(scratch, { recursive: true, force: true });
printFailures(results);
printTable(results);
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
console.log(`Took ${Math.round((Date.now() - started) / 1000)} s.`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function countTests(told) {
  const failures = failedTests(told, root);
  return { passed: told.numPassedTests, failed: failures.length, failures };
}

function countCases(output) {
  const [, identical, all, waiting] = /(\d+) of (\d+) cases identical, (\d+) wait/.exec(output) ?? [];
  return {
    passed: Number(identical ?? 0),
    failed: Number(all ?? 1) - Number(identical ?? 0),
    failures: failedCases(output),
    note: waiting === undefined ? "" : `${waiting} cases wait`,
  };
}

async function runLane(stages, isAlone) {
  const results = [];
  for (const stage of stages) {
    console.log(`\n── ${stage.name}${isAlone ? "" : " begins"}`);
    const result = await run(stage, isAlone);
    results.push(result);
    if (!isAlone) process.stdout.write(`\n── ${stage.name}\n${result.output}`);
    const note = result.note === "" ? "" : `; ${result.note}`;
    console.log(`── ${stage.name}: ${result.passed} passed, ${result.failed} failed${note}`);
  }
  return results;
}

async function run({ name, command, lacks, before, counts: read, environment: own }, isAlone) {
  const begunMs = Date.now();
  const lack = lacks?.();
  if (lack !== undefined)
    return { name, output: "", passed: 0, failed: 0, failures: [], note: lack, seconds: 0, cpuSeconds: 0 };
  before?.();
  const { code, output, cpuSeconds } = await execute(command, { env: { ...environment, ...own }, isAlone });
  let counts;
  try {
    counts = read?.(output);
  } catch {
    counts = undefined;
  }
  counts ??= { passed: code === 0 ? 1 : 0, failed: 0, failures: [] };
  // A stage that ended badly has failed even when its report counts no failure.
  const failed = code !== 0 && counts.failed === 0 ? 1 : counts.failed;
  const failures = failed > 0 && counts.failures.length === 0 ? lastLines(output) : counts.failures;
  const seconds = Math.round((Date.now() - begunMs) / 1000);
  return { name, output, passed: counts.passed, failed, failures, note: counts.note ?? "", seconds, cpuSeconds };
}

function execute(command, { env, isAlone }) {
  return new Promise((resolve) => {
    const child = spawn(command, { cwd: root, env, shell: true, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let cpuSeconds;
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output += chunk;
        if (isAlone) process.stdout.write(chunk);
      });
    child.once("exit", () => {
      cpuSeconds = childCpuSeconds();
    });
    child.once("close", (code) => resolve({ code: code ?? 1, output, cpuSeconds }));
  });
}

/** What failed, stage by stage; of many the first. */
function printFailures(rows) {
  for (const { name, failures } of rows) {
    if (failures.length === 0) continue;
    console.log(`\nFailed in ${name}:`);
    for (const failure of failures.slice(0, MOST_FAILURES)) console.log(`  ${failure}`);
    if (failures.length > MOST_FAILURES) console.log(`  and ${failures.length - MOST_FAILURES} more`);
  }
}

/** What each stage took: by the clock, and of the processors where the system tells. */
function printTable(rows) {
  console.log(`\n${"stage".padEnd(16)} ${"seconds".padStart(8)} ${"of CPU".padStart(8)}   passed   failed`);
  for (const { name, seconds, cpuSeconds, passed, failed, note } of rows) {
    const cpu = cpuSeconds === undefined ? "?" : String(Math.round(cpuSeconds));
    const figures = [String(seconds), cpu, String(passed), String(failed)].map((figure) => figure.padStart(8));
    console.log(`${name.padEnd(16)} ${figures.join(" ")}${note === "" ? "" : `   ${note}`}`);
  }
}

/** Why the API server cannot be built here; undefined when it can. */
function whyNoApiServer() {
  const go = (...words) =>
    spawnSync("go", words, { cwd: join(root, "e2e/cluster/kube-apiserver"), stdio: "ignore" }).status === 0;
  if (!go("version")) return "not run: it wants Go, which builds the API server";
  return go("mod", "download") ? undefined : "not run: Go cannot fetch the modules of the API server here";
}

/** A Chromium for the end-to-end tests: the system's; else Debian's, installed here, or Playwright's. */
function ensureBrowser() {
  if (findChromium() !== undefined) return;
  if (CHROMIUM_PACKAGES.some((name) => installFromDebian("Chromium", name))) return;
  spawnSync("playwright install --with-deps chromium", {
    shell: true,
    stdio: "inherit",
    env: environment,
    cwd: root,
  });
}

/** An etcd for the tests and cases that want a real one; what wants it fails without. */
function ensureEtcd() {
  if (spawnSync("etcd", ["--version"], { stdio: "ignore" }).status !== 0) installFromDebian("etcd", "etcd-server");
}

/** Installs a package that is missing; false when that cannot be done here. Services that it has are not started. */
function installFromDebian(title, name) {
  console.log(`No ${title} found; installing one …`);
  const apt = process.getuid?.() === 0 ? "apt-get" : "sudo -n apt-get";
  const install = `${apt} update && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive ${apt} install -y --no-install-recommends ${name}`;
  return spawnSync(install, { shell: true, stdio: "inherit" }).status === 0;
}
