/** One test of `dns-tests.yaml` put to an engine that serves. */
import type { CheckedAskRequest, Received } from "../../../lib/api/ask.ts";
import type { Listener } from "../../../lib/api/engine.ts";
import { type Difference, differences, type Outcome } from "../../../lib/dns-tests/compare.ts";
import { questionOf } from "../../../lib/dns-tests/question.ts";
import type { PlacedTest } from "../../../lib/dns-tests/test-file.ts";
import type { Explanation, Step } from "../../../lib/explanation/explanation.ts";
import type { Range } from "../../../lib/text/position.ts";
import type { BadQuestion } from "../../client/question.ts";

/** What came of a test. */
export interface TestResult {
  readonly title: string;
  /** Its line in the file of tests. */
  readonly line: number;
  readonly ask: string;
  /** `broken`: it could not be asked. */
  readonly state: "held" | "fell" | "broken";
  readonly differences: readonly Difference[];
  /** Why it could not be asked. */
  readonly error?: string | undefined;
  /** Questions to upstreams for which there was no fixture. */
  readonly missing: readonly string[];
  readonly explanation?: Explanation | undefined;
  readonly tookMs: number;
}

/** A reply with its explanation. */
export interface Asked {
  readonly received: Received;
  readonly explanation: Explanation | undefined;
}

/** What tests run on. */
export interface TestBench {
  ask(listener: Listener, request: CheckedAskRequest): Promise<Asked | BadQuestion>;
  /** The listener that a test names; the first one when it names none. */
  listenerAt(at: PlacedTest["at"]): Listener | { readonly error: string };
  /** Lets the resolver of the pod that a test names ask; gives its last query. */
  askAsPod(
    as: string,
    question: { readonly request: CheckedAskRequest; readonly hasType: boolean; readonly listener: Listener },
  ): Promise<Asked | BadQuestion>;
  /** Questions to upstreams for which there was no fixture, since this was called last. */
  takeMissing(): readonly string[];
}

/** Runs it. Rejects as the engine does. */
export async function runTest(test: PlacedTest, bench: TestBench): Promise<TestResult> {
  const startedMs = performance.now();
  const { title, line, ask, expect } = test;
  bench.takeMissing();
  const asked = await askFor(test, bench);
  const base = { title, line, ask, missing: bench.takeMissing(), tookMs: performance.now() - startedMs };
  if ("error" in asked) return { ...base, state: "broken", differences: [], error: asked.error };
  const found = differences(expect, outcomeOf(asked));
  return { ...base, state: found.length === 0 ? "held" : "fell", differences: found, explanation: asked.explanation };
}

async function askFor(test: PlacedTest, bench: TestBench): Promise<Asked | { readonly error: string }> {
  const request = questionOf(test);
  if ("error" in request) return request;
  const listener = bench.listenerAt(test.at);
  if ("error" in listener) return listener;
  if (test.as !== undefined) {
    return bench.askAsPod(test.as, { request, hasType: /\S\s+\S/.test(test.ask.trim()), listener });
  }
  return bench.ask(listener, request);
}

function outcomeOf({ received, explanation }: Asked): Outcome {
  const plugin = explanation?.answeredBy;
  const lines = explanation === undefined ? [] : decidingLines(explanation);
  if (received.kind === "nothing") return { rcode: "none", answer: [], plugin, lines };
  const { rcode, answer } = received.message;
  const texts = answer.map(({ name, ttlSeconds, class: qclass, type, rdata }) =>
    [name, ttlSeconds, qclass, type, rdata].join("\t"),
  );
  return { rcode, answer: texts, plugin, lines };
}

/** The lines of the step that answered: its directive's, and the rule's that decided. */
function decidingLines({ steps, answeredBy }: Explanation): readonly string[] {
  const lines = new Set<string>();
  const walk = (step: Step): void => {
    if (
      step.plugin === answeredBy &&
      (step.verdict === "answered" || step.verdict === "failed" || step.verdict === "refused")
    ) {
      for (const place of [step.at, step.rule, ...step.notes.map(({ rule }) => rule)]) {
        if (place !== undefined) lines.add(lineOf(place));
      }
    }
    for (const inner of step.steps) walk(inner);
  };
  for (const step of steps) walk(step);
  return [...lines];
}

function lineOf({ file, start }: Range): string {
  return `${file}:${start.line}`;
}
