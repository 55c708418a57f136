/** Results of tests as text, JSON and JUnit XML. */
import type { Coverable } from "../../lib/coverage/coverable.ts";
import type { Coverage } from "../../lib/coverage/coverage.ts";
import { KIND_WORDS } from "../../lib/coverage/kinds.ts";
import { TESTS_FILE } from "../../lib/dns-tests/schema.ts";
import { writeExplanation } from "../../lib/explanation/explanation-text.ts";
import { alignColumns } from "../../lib/text/columns.ts";
import type { TestResult } from "../../server/engine/dns-tests/run-test.ts";
import { escapeXml, printableJson, printableLine } from "../printable.ts";
import type { TestOptions } from "./test-options.ts";

/** What came of a run. */
export interface Report {
  readonly results: readonly TestResult[];
  /** How much the tests came to, when that was asked for. */
  readonly coverage: Coverage | undefined;
}

/** The whole report. */
export function writeReport(report: Report, { format, explain }: TestOptions): string {
  if (format === "json") return writeJson(report);
  return format === "junit" ? writeJunit(report) : writeText(report, explain);
}

/** Says that the coverage is too little; undefined when it is not. */
export function underLimit(coverage: Coverage | undefined, { failUnder }: TestOptions): string | undefined {
  if (coverage === undefined || failUnder === undefined || coverage.percent >= failUnder) return undefined;
  return `coverage is ${coverage.percent}% (${coverage.covered} of ${coverage.total}), under the ${failUnder}% of --fail-under`;
}

function writeText({ results, coverage }: Report, explain: boolean): string {
  const lines = results.flatMap((result) => [
    printableLine(`${result.state === "held" ? "✓" : "✗"} ${result.title}`),
    ...(result.state === "held" ? [] : failureLines(result).map((line) => printableLine(`    ${line}`))),
    ...(result.state === "held" || !explain || result.explanation === undefined
      ? []
      : ["", writeExplanation(result.explanation, printableLine)]),
  ]);
  return `${[...lines, summary(results), ...(coverage === undefined ? [] : coverageLines(coverage))].join("\n")}\n`;
}

/** What is wrong, and where it is written. */
function failureLines({ line, error, differences, missing, ask, explanation }: TestResult): readonly string[] {
  const why = explanation === undefined ? [] : [explanation.inWords].filter((sentence) => sentence !== "");
  return [
    `${TESTS_FILE}:${line}: ${ask}`,
    ...(error === undefined ? [] : [error]),
    ...differences.map(({ what, expected, got }) => `${what}: expected ${expected}, got ${got}`),
    ...why,
    ...missing.map((question) => `${question}: no fixture; add one to upstreams, or allow --network`),
  ];
}

function summary(results: readonly TestResult[]): string {
  const held = results.filter(({ state }) => state === "held").length;
  const failed = results.length - held;
  return failed === 0 ? `${held} passed` : `${held} passed, ${failed} failed`;
}

/** The figure, and what no test came to. */
function coverageLines({ percent, covered, total, kinds, uncovered }: Coverage): readonly string[] {
  const parts = kinds.map((kind) => `${KIND_WORDS[kind.kind]} ${kind.covered} of ${kind.total}`);
  const rows = uncovered.map(({ file, line, kind, words }) => [`${file}:${line}`, kind, words].map(printableLine));
  return [
    "",
    `coverage ${percent}% (${covered} of ${total}): ${parts.join(", ")}`,
    ...(rows.length === 0 ? [] : ["never reached:", ...alignColumns(rows).map((row) => `  ${row}`)]),
  ];
}

function writeJson({ results, coverage }: Report): string {
  const tests = results.map(({ title, line, ask, state, differences, error, missing, explanation, tookMs }) => ({
    ...{ name: title, line, ask, passed: state === "held", differences, missing, tookMs },
    ...(error === undefined ? {} : { error }),
    ...(explanation === undefined ? {} : { explanation }),
  }));
  return `${printableJson({ tests, ...(coverage === undefined ? {} : { coverage: coverageJson(coverage) }) })}\n`;
}

function coverageJson({ percent, covered, total, kinds, lines, uncovered }: Coverage): object {
  const places = uncovered.map(({ file, line, kind, words }: Coverable) => ({ file, line, kind, words }));
  const states = lines.map(({ file, line, state }) => ({ file, line, state }));
  return { percent, covered, total, kinds, uncovered: places, lines: states };
}

function writeJunit({ results, coverage }: Report): string {
  const fell = results.filter(({ state }) => state === "fell").length;
  const broken = results.filter(({ state }) => state === "broken").length;
  const counts = `tests="${results.length}" failures="${fell}" errors="${broken}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="corefile-studio test" ${counts}>`,
    `  <testsuite name="${TESTS_FILE}" ${counts} skipped="0" time="${seconds(results.reduce((sum, { tookMs }) => sum + tookMs, 0))}">`,
    ...(coverage === undefined ? [] : junitProperties(coverage)),
    ...results.flatMap(junitCase),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function junitProperties({ percent, covered, total, kinds, uncovered }: Coverage): readonly string[] {
  const property = (name: string, value: string): string =>
    `      <property name="${escapeXml(name)}" value="${escapeXml(value)}"/>`;
  return [
    "    <properties>",
    property("coverage", `${percent}%`),
    property("coverage.all", `${covered} of ${total}`),
    ...kinds.map((kind) => property(`coverage.${KIND_WORDS[kind.kind]}`, `${kind.covered} of ${kind.total}`)),
    ...uncovered.map(({ file, line, kind }) => property("coverage.never-reached", `${file}:${line} ${kind}`)),
    "    </properties>",
  ];
}

function junitCase(result: TestResult): readonly string[] {
  const head = `<testcase name="${escapeXml(result.title)}" classname="corefile-studio.test" file="${TESTS_FILE}" line="${result.line}" time="${seconds(result.tookMs)}"`;
  if (result.state === "held") return [`    ${head}/>`];
  const [place = "", first = "", ...more] = failureLines(result);
  const element = result.state === "fell" ? "failure" : "error";
  return [
    `    ${head}>`,
    `      <${element} message="${escapeXml(first)}">${escapeXml([place, first, ...more].join("\n"))}</${element}>`,
    "    </testcase>",
  ];
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
