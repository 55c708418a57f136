/** Tests in words: counts, states, what is stale. */
import type { TestResultReply } from "../../api/tests.ts";
import type { PlacedTest } from "../../dns-tests/test-file.ts";
import { keyOfTest, type TestsState } from "./tests-slice.ts";

/** A test as the list shows it. */
export interface TestRow {
  readonly test: PlacedTest;
  /** Missing before it was run. */
  readonly result: TestResultReply | undefined;
  /** The texts have changed since it was run. */
  readonly isStale: boolean;
}

/** The tests with what came of them. */
export function testRows({ list, results }: TestsState, version: number): readonly TestRow[] {
  if (list.kind !== "tests") return [];
  return list.tests.map((test) => {
    const known = results[keyOfTest(test)];
    return { test, result: known?.result, isStale: known !== undefined && known.version !== version };
  });
}

/** "9 held, 1 fell"; empty before anything was run. */
export function countsInWords(tests: TestsState): string {
  const rows = testRows(tests, 0);
  const held = rows.filter(({ result }) => result?.state === "held").length;
  const fell = rows.filter(({ result }) => result !== undefined && result.state !== "held").length;
  return held + fell === 0 ? "" : `${held} held, ${fell} fell`;
}

/** The tab's name: "Tests", "Tests 9✓ 1✗". */
export function tabInWords(tests: TestsState): string {
  const counts = /^(\d+) held, (\d+) fell$/.exec(countsInWords(tests));
  return counts === null ? "Tests" : `Tests ${counts[1]}✓ ${counts[2]}✗`;
}

/** How the last run ended, for the live region. */
export function runInWords(tests: TestsState): string {
  const { run, coverage } = tests;
  if (run === undefined) return "";
  if (run.state === "working") return `${run.done} of ${run.total} tests are done.`;
  if (run.state === "cancelled") return `Stopped after ${run.done} of ${run.total} tests.`;
  if (run.state === "failed") return "The tests could not be run.";
  const figure = coverage === undefined || run.lines !== undefined ? "" : ` Coverage ${coverage.percent}%.`;
  return `${countsInWords(tests)}.${figure}`;
}
