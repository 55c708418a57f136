/** `corefile-studio test`: the questions of dns-tests.yaml put to a Corefile's engine, and what they must give. */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { Coverage } from "../lib/coverage/coverage.ts";
import { Covered } from "../lib/coverage/covered.ts";
import { TESTS_FILE } from "../lib/dns-tests/schema.ts";
import { readTestFile, type TestFile } from "../lib/dns-tests/test-file.ts";
import { placeText } from "../lib/explanation/explanation-text.ts";
import { isObstacle } from "../lib/text/problem.ts";
import type { TestResult } from "../server/engine/dns-tests/run-test.ts";
import { TestEngine } from "../server/engine/dns-tests/test-engine.ts";
import type { Snapshot } from "../server/engine/engine.ts";
import { createQueryEngine } from "../server/engine/worker/query-engine.ts";
import { createHost } from "../server/host/host.ts";
import { reasonOf } from "../server/host/system-words.ts";
import { printable } from "./printable.ts";
import { clusterFolder } from "./query/cluster-folder.ts";
import { type AskedConfiguration, chooseConfiguration } from "./query/configuration.ts";
import { isFolder } from "./read-input.ts";
import { underLimit, writeReport } from "./test/report.ts";
import { readTestOptions, TEST_USAGE, type TestOptions } from "./test/test-options.ts";
import { usageLine } from "./usage.ts";

const COMMAND = "corefile-studio test";
const DEFAULT_PORT = 53;

/** Why the tests cannot be run, for people. */
class Unable extends Error {
  override readonly name = "Unable";
}

/** Runs the subcommand; gives the exit code. */
export async function runTest(args: readonly string[]): Promise<number> {
  const options = readTestOptions(args);
  if ("usageProblem" in options) {
    if (options.usageProblem !== "") return complain(usageLine(COMMAND, options.usageProblem));
    process.stdout.write(TEST_USAGE);
    return 0;
  }
  try {
    const { results, coverage } = await runAll(options);
    process.stdout.write(writeReport({ results, coverage }, options));
    const tooLittle = underLimit(coverage, options);
    if (tooLittle !== undefined) process.stderr.write(`${COMMAND}: ${tooLittle}\n`);
    return tooLittle === undefined && results.every(({ state }) => state === "held") ? 0 : 1;
  } catch (error) {
    if (error instanceof Unable) return complain(error.message);
    throw error;
  }
}

/** What came of all tests. */
interface Ran {
  readonly results: readonly TestResult[];
  readonly coverage: Coverage | undefined;
}

/** Runs the tests that were asked for. Throws `Unable`. */
async function runAll(options: TestOptions): Promise<Ran> {
  const corefile = enterFolder(options.path);
  const file = readTests();
  const tests = file.tests.filter(({ title, ask }) => `${title}\n${ask}`.includes(options.only));
  if (tests.length === 0) throw new Unable(noTests(file, options));
  const chosen = await chooseConfiguration(corefile);
  if ("reason" in chosen) throw new Unable(`${COMMAND}: ${chosen.reason}`);
  const cluster = clusterFolder({ cluster: options.cluster, corefile });
  if (cluster !== undefined && !isFolder(cluster))
    throw new Unable(`${COMMAND}: --cluster: ${cluster} is not a folder`);
  const engine = makeEngine(chosen);
  const results: TestResult[] = [];
  const covered = new Covered();
  try {
    const refused = await engine.run({
      snapshot: snapshotOf(chosen, cluster),
      upstreams: file.upstreams,
      tests,
      mayAskNetwork: options.mayAskNetwork,
      // Loaded only here: few tests ask as a pod.
      pods: async () =>
        (await import("./query/as-pod.ts")).podWorld(
          { corefile, defaultPort: DEFAULT_PORT, cluster, pod: undefined },
          chosen,
        ),
      took(result) {
        results.push(result);
        if (result.explanation !== undefined) covered.add(result.explanation);
      },
    });
    if (refused !== undefined) {
      const lines = refused.problems.filter(isObstacle).map(({ message, range }) => `${placeText(range)}: ${message}`);
      throw new Unable(lines.join("\n"));
    }
  } finally {
    // Not waited for: a shutdown takes as long as the Corefile says (lameduck).
    void engine.stop();
  }
  return { results, coverage: options.coverage ? await coverageOfFolder(chosen, covered) : undefined };
}

async function coverageOfFolder(chosen: AskedConfiguration, covered: Covered): Promise<Coverage> {
  // Loaded only here: who only runs tests needs no language service.
  const { coverageAround } = await import("./test/coverage-around.ts");
  return coverageAround(chosen, { defaultPort: DEFAULT_PORT, environment: process.env, lines: covered.lines });
}

/** Paths in the Corefile start in its folder, as they do in the studio; gives the Corefile's path from there. */
function enterFolder(path: string): string {
  if (!existsSync(path)) throw new Unable(`${COMMAND}: ${path}: no such file or directory`);
  const isDirectory = isFolder(path);
  process.chdir(isDirectory ? path : dirname(path));
  return isDirectory ? "." : basename(path);
}

function readTests(): TestFile {
  let text: string;
  try {
    text = readFileSync(TESTS_FILE, "utf8");
  } catch (error) {
    throw new Unable(`${COMMAND}: ${TESTS_FILE}: ${reasonOf(error)}; ${COMMAND} --help says what stands in it`);
  }
  const file = readTestFile(text);
  if (!("problems" in file)) return file;
  throw new Unable(
    file.problems.map(({ message, line, column }) => `${TESTS_FILE}:${line}:${column}: ${message}`).join("\n"),
  );
}

function noTests({ tests }: TestFile, { only }: TestOptions): string {
  return tests.length === 0
    ? `${TESTS_FILE} has no tests yet`
    : `none of the ${tests.length} tests has the text "${only}"`;
}

function makeEngine({ overlay }: AskedConfiguration): TestEngine {
  return new TestEngine(
    createQueryEngine({
      host: createHost(),
      ports: "ephemeral",
      defaultPort: DEFAULT_PORT,
      ...(overlay === undefined ? {} : { overlay }),
    }),
  );
}

function snapshotOf({ corefile, drafts }: AskedConfiguration, cluster: string | undefined): Snapshot {
  return {
    root: process.cwd(),
    corefile,
    drafts,
    // The user's own shell asks: it may read what the user may, and its environment is the Corefile's.
    allowed: [dirname(process.cwd()), "/"],
    environment: process.env,
    ...(cluster === undefined ? {} : { cluster }),
  };
}

function complain(text: string): number {
  process.stderr.write(printable(text.endsWith("\n") ? text : `${text}\n`));
  return 2;
}
