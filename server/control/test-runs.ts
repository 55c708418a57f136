/**
 * The tests of one window, on an engine of their own: what serves goes on undisturbed. That engine is kept for a while, since
 * tests may be run at each edit, and takes up the newest text before each run.
 */
import type { TestProgress, TestResultReply, TestRunReply } from "../../lib/api/tests.ts";
import { coverageOf } from "../../lib/coverage/coverage.ts";
import { Covered } from "../../lib/coverage/covered.ts";
import { asProblems } from "../../lib/dns-tests/file-problems.ts";
import { TESTS_FILE } from "../../lib/dns-tests/schema.ts";
import { type PlacedTest, readTestFile } from "../../lib/dns-tests/test-file.ts";
import type { Clock, Timer } from "../../lib/ports/clock.ts";
import type { Problem } from "../../lib/text/problem.ts";
import type { TestResult } from "../engine/dns-tests/run-test.ts";
import { TestEngine } from "../engine/dns-tests/test-engine.ts";
import { type Engine, EngineDied, EngineFault, type Snapshot } from "../engine/engine.ts";
import { deathAsProblem } from "../engine/worker/death-as-problem.ts";
import type { WorkerEngine } from "../engine/worker/worker-engine.ts";

/** How long the engine stays after a run. */
const IDLE_MS = 60_000;
/** Progress is told so often at most. */
const TOLD_EVERY_MS = 100;

export interface TestRunsParts {
  readonly engine: Engine;
  /** Who reads the folder. */
  readonly checker: Pick<WorkerEngine, "pods" | "coverable">;
  readonly clock: Clock;
  readonly tell: (progress: TestProgress) => void;
}

/** A run that is asked for. */
export interface TestRunOrder {
  readonly id: string;
  /** The folder with the texts that are not saved. */
  readonly snapshot: Snapshot;
  /** The text of dns-tests.yaml. */
  readonly text: string;
  /** The files of the folder. */
  readonly paths: readonly string[];
  readonly lines: readonly number[] | undefined;
  readonly useRealUpstreams: boolean;
  readonly signal: AbortSignal;
}

export class TestRuns {
  readonly #parts: TestRunsParts;
  readonly #engine: TestEngine;
  #idle: Timer | undefined;
  /** One run after the other. */
  #before: Promise<unknown> = Promise.resolve();

  constructor(parts: TestRunsParts) {
    this.#parts = parts;
    this.#engine = new TestEngine(parts.engine);
  }

  /** Runs the tests; one that is under way ends first. */
  run(order: TestRunOrder): Promise<TestRunReply> {
    const run = this.#before.then(() => this.#run(order));
    this.#before = run.catch(() => undefined);
    return run;
  }

  async close(): Promise<void> {
    this.#idle?.cancel();
    await this.#engine.stop();
  }

  async #run(order: TestRunOrder): Promise<TestRunReply> {
    const file = readTestFile(order.text);
    if ("problems" in file) return nothingAsked(asProblems(file.problems, { file: TESTS_FILE, text: order.text }));
    const tests = file.tests.filter(({ line }) => order.lines === undefined || order.lines.includes(line));
    this.#idle?.cancel();
    const gathered = new Gathered(order.id, tests, this.#parts);
    try {
      const { snapshot, useRealUpstreams: mayAskNetwork, signal } = order;
      const refused = await this.#engine.run({
        ...{ snapshot, tests, mayAskNetwork, signal, upstreams: file.upstreams },
        pods: () => this.#parts.checker.pods(snapshot),
        took: (result) => gathered.take(result),
      });
      if (refused !== undefined) return nothingAsked(refused.problems);
    } catch (error) {
      if (!(error instanceof EngineDied) && !(error instanceof EngineFault)) throw error;
      return nothingAsked([deathAsProblem(error, order.snapshot)]);
    } finally {
      this.#idle = this.#parts.clock.after(IDLE_MS, () => void this.#engine.stop());
    }
    const coverage = await this.#coverage(order, gathered.covered);
    return { problems: [], results: gathered.results, coverage, isCancelled: order.signal.aborted };
  }

  /** Nothing when the files cannot be read. */
  async #coverage(order: TestRunOrder, covered: Covered): Promise<TestRunReply["coverage"]> {
    const { snapshot, paths } = order;
    const coverable = await this.#parts.checker.coverable({ ...snapshot, paths }).catch(() => undefined);
    if (coverable === undefined) return undefined;
    const known = new Set(paths);
    const {
      percent,
      covered: count,
      total,
      kinds,
      lines,
      uncovered,
    } = coverageOf(coverable, covered.lines, (path) => inFolder(path, snapshot.root, known));
    return {
      ...{ percent, covered: count, total },
      kinds: [...kinds],
      lines: [...lines],
      uncovered: [...uncovered],
    };
  }
}

/** The workspace's name for a path, as the disk has it or as the Corefile writes it. */
function inFolder(path: string, root: string, known: ReadonlySet<string>): string {
  if (known.has(path)) return path;
  const inside = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
  return inside.replace(/^(?:\.\/)+/, "");
}

class Gathered {
  readonly results: TestResultReply[] = [];
  readonly covered = new Covered();
  readonly #run: string;
  readonly #total: number;
  readonly #parts: TestRunsParts;
  #toldMs: number;

  constructor(run: string, tests: readonly PlacedTest[], parts: TestRunsParts) {
    this.#run = run;
    this.#total = tests.length;
    this.#parts = parts;
    this.#toldMs = parts.clock.monotonicMs();
  }

  take({ explanation, differences, missing, error, ...result }: TestResult): void {
    if (explanation !== undefined) this.covered.add(explanation);
    this.results.push({
      ...result,
      differences: [...differences],
      missing: [...missing],
      ...(error === undefined ? {} : { error }),
      // Of those that held nobody asks why, and there may be many.
      ...(explanation === undefined || result.state === "held" ? {} : { explanation }),
    });
    const nowMs = this.#parts.clock.monotonicMs();
    if (nowMs - this.#toldMs < TOLD_EVERY_MS) return;
    this.#toldMs = nowMs;
    this.#parts.tell({ run: this.#run, done: this.results.length, total: this.#total });
  }
}

function nothingAsked(problems: readonly Problem[]): TestRunReply {
  return { problems: [...problems], results: [], isCancelled: false };
}
