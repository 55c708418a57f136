/** The tests of dns-tests.yaml: which there are, what came of them, and how much of the workspace they come to. */
import { askTransportOf } from "../../api/ask-transport.ts";
import type { Failure } from "../../api/failure.ts";
import type { TestProgress, TestResultReply, TestRunReply } from "../../api/tests.ts";
import { type DnsTest, TESTS_FILE } from "../../dns-tests/schema.ts";
import type { PlacedTest } from "../../dns-tests/test-file.ts";
import { joinHostPort } from "../../go/net.ts";
import type { Problem } from "../../text/problem.ts";
import { type Answer, MAX_ANSWERS, selectedAnswer } from "../answers/answers-slice.ts";
import { failureOf } from "../api-client.ts";
import { addFile } from "../files/tabs.ts";
import { draftsOf, presentPaths } from "../files/workspace-slice.ts";
import type { SliceContext } from "../slice.ts";
import { testOfAnswer } from "./test-of-answer.ts";
import { runInWords } from "./test-words.ts";

/** What there is to run. */
type TestList =
  /** Nobody has looked yet. */
  | { readonly kind: "unknown" }
  | { readonly kind: "no-file" }
  /** The file cannot be read. */
  | { readonly kind: "wrong"; readonly problems: readonly Problem[] }
  | { readonly kind: "tests"; readonly tests: readonly PlacedTest[] };

/** One run, and how far it is. */
interface TestRun {
  readonly id: string;
  readonly state: "working" | "done" | "failed" | "cancelled";
  readonly startedMs: number;
  /** The version of the texts that it was of. */
  readonly version: number;
  /** The lines that were asked for; all if undefined. */
  readonly lines: readonly number[] | undefined;
  readonly done: number;
  readonly total: number;
  readonly failure?: Failure;
  /** Why nothing was asked. */
  readonly problems: readonly Problem[];
}

/** A result, and whether the texts were the same then as now. */
interface KnownResult {
  readonly result: TestResultReply;
  readonly version: number;
}

export interface TestsState {
  readonly list: TestList;
  /** By the test's question and name: where it stands may change. */
  readonly results: Readonly<Record<string, KnownResult>>;
  readonly run: TestRun | undefined;
  readonly coverage: TestRunReply["coverage"];
  /** The version of the texts that the coverage is of. */
  readonly coverageVersion: number;
  /** Runs them after each edit. */
  readonly isAutomatic: boolean;
  readonly useRealUpstreams: boolean;
  /** Whether the margin of the editor shows the coverage. */
  readonly showsCoverage: boolean;
}

export const INITIAL_TESTS: TestsState = {
  list: { kind: "unknown" },
  results: {},
  run: undefined,
  coverage: undefined,
  coverageVersion: -1,
  isAutomatic: false,
  useRealUpstreams: false,
  showsCoverage: true,
};

export interface TestsActions {
  /** Reads dns-tests.yaml as it is now, unsaved text and all. */
  lookForTests(): Promise<void>;
  /** Runs them on an engine of their own: all, or those that begin at these lines. */
  runTests(lines?: readonly number[]): Promise<void>;
  cancelTests(): Promise<void>;
  takeTestProgress(progress: TestProgress): void;
  setTests(fields: Partial<Pick<TestsState, "isAutomatic" | "useRealUpstreams" | "showsCoverage">>): void;
  /** Puts why a test did not hold in front, in Why. */
  showTestAnswer(result: TestResultReply): void;
  /** Makes a test out of the reply in front, and shows it in the file. */
  addAsTest(): Promise<void>;
  /** Puts a test into the file, as an edit that can be undone. */
  addDnsTest(test: DnsTest): Promise<void>;
  /** Makes dns-tests.yaml out of what was asked; with nothing asked it has no tests yet. */
  makeTestFile(): Promise<void>;
}

/** What a test is known by. */
export function keyOfTest({ title, ask }: Pick<TestResultReply, "title" | "ask">): string {
  return `${title}\n${ask}`;
}

/** Makes the actions. */
export function createTestsActions(context: SliceContext): TestsActions {
  const { get, patch, api } = context;
  let looks = 0;
  return {
    async lookForTests() {
      looks += 1;
      const mine = looks;
      const text = await testsText(context);
      if (mine !== looks) return;
      if (text === undefined) {
        patch("tests", { list: { kind: "no-file" }, results: {}, coverage: undefined });
        return;
      }
      const list = await readList(text);
      if (mine === looks) patch("tests", { list });
    },
    runTests: (lines) => runTests(context, lines),
    async cancelTests() {
      const { run } = get().tests;
      if (run?.state === "working") await api.control({ action: "cancel", askId: run.id }).catch(() => undefined);
    },
    takeTestProgress({ run: id, done, total }) {
      const { run } = get().tests;
      if (run?.id === id && run.state === "working") patch("tests", { run: { ...run, done, total } });
    },
    setTests: (fields) => patch("tests", fields),
    showTestAnswer: (result) => showTestAnswer(context, result),
    addDnsTest: (test) => addTests(context, [test]),
    async addAsTest() {
      const answer = selectedAnswer(get().answers);
      const test = answer === undefined ? undefined : testOfAnswer(answer, get());
      if (test !== undefined) await addTests(context, [test]);
    },
    async makeTestFile() {
      const asked = get()
        .answers.list.toReversed()
        .flatMap((answer) => testOfAnswer(answer, get()) ?? []);
      await addTests(context, asked);
    },
  };
}

/** The text of the file as it is in the editor, else as it is on the disk; undefined when there is none. */
async function testsText({ get, api }: SliceContext): Promise<string | undefined> {
  const { workspace } = get();
  if (!presentPaths(workspace).includes(TESTS_FILE)) return undefined;
  const open = workspace.files.find(({ path }) => path === TESTS_FILE)?.text ?? workspace.kept[TESTS_FILE]?.text;
  return open ?? (await api.readFile(TESTS_FILE).catch(() => undefined))?.text;
}

async function readList(text: string): Promise<TestList> {
  // Loaded only here: most folders have no tests.
  const { readTestFile, asProblems } = await import("../../dns-tests/file-problems.ts");
  const read = readTestFile(text);
  if ("problems" in read) return { kind: "wrong", problems: asProblems(read.problems, { file: TESTS_FILE, text }) };
  return { kind: "tests", tests: read.tests };
}

async function runTests(context: SliceContext, lines: readonly number[] | undefined): Promise<void> {
  const { get, patch, api, nowMs } = context;
  await get().actions.lookForTests();
  const { list, run: before, useRealUpstreams } = get().tests;
  if (list.kind !== "tests") {
    if (list.kind === "wrong") get().actions.announce(`${TESTS_FILE} cannot be read.`);
    return;
  }
  if (before?.state === "working") await get().actions.cancelTests();
  const { version } = get().workspace;
  const startedMs = nowMs();
  const id = `tests-${startedMs.toString(36)}-${version}-${(before?.id ?? "").length}${Math.floor(startedMs % 1000)}`;
  const total = lines === undefined ? list.tests.length : lines.length;
  const base: TestRun = { id, state: "working", startedMs, version, lines, done: 0, total, problems: [] };
  patch("tests", { run: base });
  try {
    const only = lines === undefined ? {} : { lines: [...lines] };
    const reply = await api.runTests({ id, drafts: draftsOf(get().workspace), useRealUpstreams, ...only });
    if (get().tests.run?.id !== id) return;
    take(context, base, reply);
    get().actions.announce(runInWords(get().tests));
  } catch (thrown) {
    if (get().tests.run?.id !== id) return;
    patch("tests", { run: { ...base, state: "failed", failure: failureOf(thrown) } });
    get().actions.announce("The tests could not be run.");
  }
}

function take({ get, patch }: SliceContext, run: TestRun, reply: TestRunReply): void {
  const { version } = run;
  const known = Object.fromEntries(reply.results.map((result) => [keyOfTest(result), { result, version }]));
  const isAll = run.lines === undefined && !reply.isCancelled && reply.problems.length === 0;
  const { tests } = get();
  patch("tests", {
    run: {
      ...run,
      state: reply.isCancelled ? "cancelled" : reply.problems.length > 0 ? "failed" : "done",
      done: reply.results.length,
      problems: reply.problems,
    },
    results: isAll ? known : { ...tests.results, ...known },
    // What one test comes to alone is no figure of all.
    ...(isAll ? { coverage: reply.coverage, coverageVersion: version } : {}),
  });
}

/** Puts tests into the file, as an edit that can be undone, and shows the last one. */
async function addTests(context: SliceContext, tests: readonly DnsTest[]): Promise<void> {
  const { get } = context;
  const { addTest, EMPTY_TESTS } = await import("../../dns-tests/add-test.ts");
  const there = await testsText(context);
  let text = there ?? EMPTY_TESTS;
  let line = 1;
  for (const test of tests) {
    const added = addTest(text, test);
    if (added === undefined) {
      await get().actions.openFile(TESTS_FILE);
      get().actions.announce(`${TESTS_FILE} cannot be read, so nothing was added.`);
      return;
    }
    ({ text, line } = added);
  }
  if (there === undefined) await addFile(context, TESTS_FILE, { text: EMPTY_TESTS, base: null });
  await get().actions.openFile(TESTS_FILE);
  await get().actions.replaceText(TESTS_FILE, text);
  const start = { offset: 0, line, column: 1 };
  await get().actions.revealPlace({ file: TESTS_FILE, start, end: start });
  const what = tests.length === 1 ? "The test is" : `${tests.length} tests are`;
  get().actions.announce(tests.length === 0 ? `${TESTS_FILE} is made.` : `${what} in ${TESTS_FILE}, not saved yet.`);
  await get().actions.lookForTests();
}

/** The question of a test becomes an answer like those of others that were served. */
function showTestAnswer(
  { get, patch, nowMs }: SliceContext,
  { explanation, line, title, tookMs }: TestResultReply,
): void {
  if (explanation === undefined) return;
  const { question, client, listener, reply, answeredBy, tookMicros } = explanation;
  const { answers, tests, actions } = get();
  const id = `${tests.run?.id ?? "tests"}-${line}`;
  const query = {
    ...{
      id: 0,
      atMs: nowMs() - tookMs,
      client: joinHostPort(client.address, client.port),
      transport: client.transport,
    },
    ...{ listener, ...question, rcode: reply.rcode, sizeBytes: 0, tookMicros },
    ...(answeredBy === undefined ? {} : { answeredBy }),
  };
  const answer: Answer = {
    id,
    question: {
      ...get().question,
      ...question,
      transport: askTransportOf(client.transport),
      clientAddress: client.address,
      listener,
    },
    askedAtMs: query.atMs,
    state: "done",
    observed: { query, explanation, test: title },
  };
  const others = answers.list.filter((one) => one.id !== id);
  patch("answers", { list: [answer, ...others].slice(0, MAX_ANSWERS), selectedId: id, selectedStep: undefined });
  actions.uncover("why");
  actions.showDrawerTab("answer");
  actions.showPhoneTab("why");
  actions.announce(explanation.inWords);
}
