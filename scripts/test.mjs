/**
 * `npm test`: everything that must hold, in the order in which a fault is cheapest to find. Prints a line per stage and
 * ends with one line, `N passed, N failed`. `npm test -- --only unit,e2e` runs some stages.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, projectEnvironment, root } from "./install.mjs";

const started = Date.now();
ensureInstalled();
const scratch = mkdtempSync(join(tmpdir(), "corefile-studio-test-"));
const environment = projectEnvironment();

/** Stages: a name, a command, and how to read its counts off a report or its output; without one a stage counts as one. */
const STAGES = [
  { name: "lint", command: "biome check --error-on-warnings ." },
  { name: "types", command: "npm run --silent types" },
  { name: "generated files", command: "npm run --silent gen:check" },
  { name: "unused", command: "knip" },
  {
    name: "unit",
    command: `vitest run --reporter=default --reporter=json --outputFile.json=${join(scratch, "unit.json")}`,
    counts: () => {
      const report = JSON.parse(readFileSync(join(scratch, "unit.json"), "utf8"));
      const broken = report.testResults.filter(
        (file) => file.status === "failed" && file.assertionResults.length === 0,
      );
      return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
    },
  },
  { name: "check", command: "node conformance/run.ts --check --done --quiet", counts: countCases },
  { name: "conformance", command: "node conformance/run.ts --done --jobs 3", counts: countCases },
  { name: "build", command: "next build" },
  {
    name: "e2e",
    command: "playwright test",
    before: ensureBrowser,
    environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: join(scratch, "e2e.json") },
    counts: () => {
      const { stats } = JSON.parse(readFileSync(join(scratch, "e2e.json"), "utf8"));
      return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
    },
  },
];

const only = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1]?.split(",") : undefined;
const totals = { passed: 0, failed: 0 };
for (const stage of STAGES) {
  if (only !== undefined && !only.includes(stage.name)) continue;
  const result = await run(stage);
  totals.passed += result.passed;
  totals.failed += result.failed;
}
rmSync(scratch, { recursive: true, force: true });
console.log(`Took ${Math.round((Date.now() - started) / 1000)} s.`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 ? 0 : 1;

function countCases(output) {
  const [, identical, all] = /(\d+) of (\d+) cases identical/.exec(output) ?? [];
  return { passed: Number(identical ?? 0), failed: Number(all ?? 1) - Number(identical ?? 0) };
}

async function run(stage) {
  console.log(`\n── ${stage.name}`);
  stage.before?.();
  const { code, output } = await execute(stage.command, { ...environment, ...stage.environment });
  let counts;
  try {
    counts = stage.counts?.(output);
  } catch {
    counts = undefined;
  }
  counts ??= { passed: code === 0 ? 1 : 0, failed: 0 };
  // A stage that ended badly has failed even when its report counts no failure.
  const failed = code !== 0 && counts.failed === 0 ? 1 : counts.failed;
  console.log(`── ${stage.name}: ${counts.passed} passed, ${failed} failed`);
  return { passed: counts.passed, failed };
}

function execute(command, env) {
  return new Promise((resolve) => {
    const child = spawn(command, { cwd: root, env, shell: true, stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** A Chromium for the end-to-end tests: Playwright's or the system's; else Debian's, installed here. */
function ensureBrowser() {
  if (process.env.PLAYWRIGHT_CHROMIUM !== undefined) return;
  const system = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
  ];
  if (system.some((path) => existsSync(path))) return;
  console.log("No Chromium found; installing one …");
  const apt = process.getuid?.() === 0 ? "apt-get" : "sudo -n apt-get";
  const debian = spawnSync(
    `${apt} update && DEBIAN_FRONTEND=noninteractive ${apt} install -y --no-install-recommends chromium`,
    {
      shell: true,
      stdio: "inherit",
    },
  );
  if (debian.status !== 0)
    spawnSync("playwright install --with-deps chromium", {
      shell: true,
      stdio: "inherit",
      env: environment,
      cwd: root,
    });
}
