/**
 * An engine that serves for tests only: a configuration of its own beside the one that serves in earnest, with what the file
 * of tests says in the place of upstreams. It may serve one run after the other.
 */
import type { CheckedAskRequest } from "../../../lib/api/ask.ts";
import type { Listener } from "../../../lib/api/engine.ts";
import type { PlacedTest, TestFile } from "../../../lib/dns-tests/test-file.ts";
import { chooseListener, readDestination } from "../../client/choose-listener.ts";
import { describeAsked } from "../../client/describe-asked.ts";
import type { BadQuestion } from "../../client/question.ts";
import { askExplained } from "../ask.ts";
import { type Engine, EngineDied, type Refused, type Running, type Snapshot } from "../engine.ts";
import { podNamed } from "../named-pod.ts";
import type { PodWorld } from "../pod-world.ts";
import { resolveAsPod } from "../resolve-as-pod.ts";
import { type Asked, runTest, type TestBench, type TestResult } from "./run-test.ts";

/** So long one test may take, a pod's whole list of names included. */
const TEST_WITHIN_MS = 30_000;

/** What to run, and on what. */
export interface TestRun {
  readonly snapshot: Omit<Snapshot, "upstreams">;
  readonly upstreams: TestFile["upstreams"];
  readonly tests: readonly PlacedTest[];
  readonly mayAskNetwork: boolean;
  /** What is known of the pods that tests name. */
  readonly pods: () => Promise<PodWorld>;
  /** Takes each result as it comes. */
  readonly took: (result: TestResult) => void;
  /** Ends the run after the question that is under way. */
  readonly signal?: AbortSignal | undefined;
}

export class TestEngine {
  readonly #engine: Engine;
  #running: Running | undefined;
  #missing = new Set<string>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Runs the tests one after the other; gives why nothing was asked when CoreDNS would not start. Rejects as `start` does. */
  async run(run: TestRun): Promise<Refused | undefined> {
    const refused = await this.#serve(run);
    if (refused !== undefined) return refused;
    for (const test of run.tests) {
      if (run.signal?.aborted === true) return undefined;
      const again = this.#running === undefined ? await this.#serve(run) : undefined;
      if (again !== undefined) return again;
      const result = await this.#runOne(test, run);
      if (result !== undefined) run.took(result);
    }
    return undefined;
  }

  /** Ends what serves. A shutdown takes as long as the Corefile says (lameduck). */
  async stop(): Promise<void> {
    this.#running = undefined;
    await this.#engine.stop();
  }

  async #serve({ snapshot, upstreams: fixtures, mayAskNetwork }: TestRun): Promise<Refused | undefined> {
    const order = { ...snapshot, upstreams: { fixtures, mayAskNetwork } };
    const served = await (this.#running?.reload(order) ??
      this.#engine.start(order, {
        ports: "ephemeral",
        tell: (event) => {
          if (event.kind === "no-fixture") this.#missing.add(event.question);
          if (event.kind === "died" || event.kind === "ended") this.#running = undefined;
        },
      }));
    if (served.kind === "refused") return served;
    this.#running = served;
    return undefined;
  }

  /** A result unless the run was ended meanwhile. A test that kills the engine has only itself to answer for. */
  async #runOne(test: PlacedTest, { pods, signal }: TestRun): Promise<TestResult | undefined> {
    const running = this.#running;
    if (running === undefined) return brokenTest(test, "the engine ended before it could be asked");
    const limit = AbortSignal.timeout(TEST_WITHIN_MS);
    const bench = this.#benchOf({
      running,
      pods,
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    });
    try {
      const result = await runTest(test, bench);
      if (signal?.aborted === true) return undefined;
      return limit.aborted ? brokenTest(test, `it was not done after ${TEST_WITHIN_MS / 1000} s`) : result;
    } catch (error) {
      if (!(error instanceof EngineDied)) throw error;
      this.#running = undefined;
      return brokenTest(test, `the engine ended over it: ${error.message}`);
    }
  }

  #benchOf({ running, pods, signal }: BenchParts): TestBench {
    const ask = async (listener: Listener, request: CheckedAskRequest): Promise<Asked | BadQuestion> =>
      askExplained(running, { listener, request, countsAs: request.clientAddress, signal, endsWithoutReply: true });
    return {
      ask,
      listenerAt: (at) => listenerAt(running, at),
      takeMissing: () => {
        const taken = [...this.#missing];
        this.#missing = new Set();
        return taken;
      },
      async askAsPod(as, { request, hasType, listener }) {
        const named = podNamed(as);
        if (named === undefined) return bad(`as takes pod:NAMESPACE/NAME or pod:NAMESPACE, not "${as}"`);
        // Loaded only here: few tests ask as a pod.
        const { findPod } = await import("../find-pod.ts");
        const world = await pods();
        const pod = findPod(world, named);
        if ("reason" in pod) return bad(pod.reason);
        const { name, type } = request;
        const question = { pod, resolver: "glibc" as const, name, ...(hasType ? { type } : { type: "A" }) };
        const answer = await resolveAsPod(world, question, async (query) => {
          const asked = await askExplained(running, {
            listener,
            request: query,
            countsAs: query.clientAddress,
            signal,
          });
          return "error" in asked ? asked : { ...asked, asked: describeAsked(asked.question, query.name) };
        });
        if ("error" in answer) return answer;
        const last = answer.outcome?.resolution.attempts.at(-1)?.detail;
        if (last === undefined) return bad(`the resolver of ${as} asks nothing here`);
        return { received: last.received, explanation: last.explanation };
      },
    };
  }
}

interface BenchParts extends Pick<TestRun, "pods"> {
  readonly running: Running;
  readonly signal: AbortSignal;
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

function brokenTest({ title, line, ask }: PlacedTest, error: string): TestResult {
  return { title, line, ask, state: "broken", differences: [], error, missing: [], tookMs: 0 };
}

function bad(error: string): BadQuestion {
  return { error, help: "" };
}
