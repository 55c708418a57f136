/** `corefile-studio test`: the questions of dns-tests.yaml put to a Corefile's engine, and what they must give. */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { CheckedAskRequest } from "../lib/api/ask.ts";
import type { Listener } from "../lib/api/engine.ts";
import { TESTS_FILE } from "../lib/dns-tests/schema.ts";
import { type PlacedTest, readTestFile, type TestFile } from "../lib/dns-tests/test-file.ts";
import { placeText } from "../lib/explanation/explanation-text.ts";
import type { UpstreamEndpoint } from "../lib/ports/exchange.ts";
import { isObstacle } from "../lib/text/problem.ts";
import { describeAsked } from "../server/client/describe-asked.ts";
import { askExplained } from "../server/engine/ask.ts";
import { fixtureExchange } from "../server/engine/dns-tests/fixture-exchange.ts";
import { runTest as runOne, type TestBench, type TestResult } from "../server/engine/dns-tests/run-test.ts";
import type { Engine, Running } from "../server/engine/engine.ts";
import { resolveAsPod } from "../server/engine/resolve-as-pod.ts";
import { createQueryEngine } from "../server/engine/worker/query-engine.ts";
import { createHost } from "../server/host/host.ts";
import { reasonOf } from "../server/host/system-words.ts";
import { printable } from "./printable.ts";
import { clusterFolder, findPod, podWorld } from "./query/as-pod.ts";
import { chooseListener, readDestination } from "./query/choose-listener.ts";
import { type AskedConfiguration, chooseConfiguration } from "./query/configuration.ts";
import { podNamed } from "./query-options.ts";
import { isFolder } from "./read-input.ts";
import { writeReport } from "./test/report.ts";
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
    const results = await runAll(options);
    process.stdout.write(writeReport(results, options));
    return results.every(({ state }) => state === "held") ? 0 : 1;
  } catch (error) {
    if (error instanceof Unable) return complain(error.message);
    throw error;
  }
}

/** Runs the tests that were asked for. Throws `Unable`. */
async function runAll(options: TestOptions): Promise<readonly TestResult[]> {
  const corefile = enterFolder(options.path);
  const file = readTests();
  const tests = file.tests.filter(({ title, ask }) => `${title}\n${ask}`.includes(options.only));
  if (tests.length === 0) throw new Unable(noTests(file, options));
  const chosen = await chooseConfiguration(corefile);
  if ("reason" in chosen) throw new Unable(`${COMMAND}: ${chosen.reason}`);
  const { engine, bench } = await start(options, { file, chosen, corefile });
  try {
    const results: TestResult[] = [];
    for (const test of tests) results.push(await runOne(test, bench));
    return results;
  } finally {
    // Not waited for: a shutdown takes as long as the Corefile says (lameduck).
    void engine.stop();
  }
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

interface Subject {
  readonly file: TestFile;
  readonly chosen: AskedConfiguration;
  readonly corefile: string;
}

/** Starts the engine. Throws `Unable` when CoreDNS would not start. */
async function start(
  options: TestOptions,
  { file, chosen, corefile }: Subject,
): Promise<{ readonly engine: Engine; readonly bench: TestBench }> {
  const cluster = clusterFolder({ cluster: options.cluster, corefile });
  if (cluster !== undefined && !isFolder(cluster))
    throw new Unable(`${COMMAND}: --cluster: ${cluster} is not a folder`);
  const host = createHost();
  let running: Running | undefined;
  let missing: string[] = [];
  const exchange = fixtureExchange({
    base: host.exchange,
    clock: host.clock,
    fixtures: file.upstreams,
    mayAskNetwork: options.mayAskNetwork,
    isOwn: (endpoint) => isListenerOf(running, endpoint),
    onMissing: (question) => void missing.push(question),
  });
  const engine = createQueryEngine({
    host: { ...host, exchange },
    ports: "ephemeral",
    defaultPort: DEFAULT_PORT,
    ...(chosen.overlay === undefined ? {} : { overlay: chosen.overlay }),
  });
  const model = cluster === undefined ? {} : { cluster };
  const snapshot = {
    root: process.cwd(),
    corefile: chosen.corefile,
    drafts: chosen.drafts,
    // The user's own shell asks: it may read what the user may, and its environment is the Corefile's.
    allowed: [dirname(process.cwd()), "/"],
    environment: process.env,
    ...model,
  };
  const started = await engine.start(snapshot, { tell: () => undefined });
  if (started.kind === "refused") {
    void engine.stop();
    const lines = started.problems.filter(isObstacle).map(({ message, range }) => `${placeText(range)}: ${message}`);
    throw new Unable(lines.join("\n"));
  }
  running = started;
  const takeMissing = (): readonly string[] => {
    const taken = [...new Set(missing)];
    missing = [];
    return taken;
  };
  return { engine, bench: benchOf({ running: started, takeMissing, chosen, corefile, cluster }) };
}

/** Whether an upstream is a listener of the configuration: that is no network. */
function isListenerOf(running: Running | undefined, { address, port }: UpstreamEndpoint): boolean {
  return running?.listeners.some(({ bound }) => bound.port === port && bound.address === address) ?? false;
}

interface BenchParts {
  readonly running: Running;
  readonly takeMissing: () => readonly string[];
  readonly chosen: AskedConfiguration;
  readonly corefile: string;
  readonly cluster: string | undefined;
}

function benchOf({ running, takeMissing, chosen, corefile, cluster }: BenchParts): TestBench {
  return {
    running,
    takeMissing,
    listenerAt: (at) => listenerAt(running, at),
    async askAsPod(as, { request, hasType, listener }) {
      const named = podNamed(as);
      if (named === undefined) return badQuestion(`as takes pod:NAMESPACE/NAME or pod:NAMESPACE, not "${as}"`);
      const world = podWorld({ corefile, defaultPort: DEFAULT_PORT, cluster, pod: undefined }, chosen);
      const pod = findPod(world, named);
      if ("reason" in pod) return badQuestion(pod.reason);
      const { name, type } = request;
      const question = { pod, resolver: "glibc" as const, name, ...(hasType ? { type } : { type: "A" }) };
      const answer = await resolveAsPod(world, question, async (query: CheckedAskRequest) => {
        const asked = await askExplained(running, { listener, request: query, countsAs: query.clientAddress });
        return "error" in asked ? asked : { ...asked, asked: describeAsked(asked.question, query.name) };
      });
      if ("error" in answer) return answer;
      const last = answer.outcome?.resolution.attempts.at(-1)?.detail;
      if (last === undefined) return badQuestion(`the resolver of ${as} asks nothing here`);
      return { received: last.received, explanation: last.explanation };
    },
  };
}

function listenerAt(running: Running, at: PlacedTest["at"]): Listener | { readonly error: string } {
  const destination = at === undefined ? {} : readDestination(String(at));
  if (destination === undefined) return { error: `at takes a port, an address or ADDRESS:PORT, not "${at}"` };
  const listener = chooseListener(running.listeners, destination);
  const there = running.listeners.map(({ label }) => label).join(", ");
  return (
    listener ?? { error: `the Corefile has no dns:// listener${at === undefined ? "" : ` at ${at}`}; it has ${there}` }
  );
}

function badQuestion(error: string): { readonly error: string; readonly help: string } {
  return { error, help: "" };
}

function complain(text: string): number {
  process.stderr.write(printable(text.endsWith("\n") ? text : `${text}\n`));
  return 2;
}
