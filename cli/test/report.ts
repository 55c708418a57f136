/** Results of tests as text, JSON and JUnit XML. */
import { TESTS_FILE } from "../../lib/dns-tests/schema.ts";
import { writeExplanation } from "../../lib/explanation/explanation-text.ts";
import type { TestResult } from "../../server/engine/dns-tests/run-test.ts";
import { escapeXml, printableJson, printableLine } from "../printable.ts";
import type { TestOptions } from "./test-options.ts";

/** The whole report. */
export function writeReport(results: readonly TestResult[], { format, explain }: TestOptions): string {
  if (format === "json") return writeJson(results);
  return format === "junit" ? writeJunit(results) : writeText(results, explain);
}

function writeText(results: readonly TestResult[], explain: boolean): string {
  const lines = results.flatMap((result) => [
    printableLine(`${result.state === "held" ? "✓" : "✗"} ${result.title}`),
    ...(result.state === "held" ? [] : failureLines(result).map((line) => printableLine(`    ${line}`))),
    ...(result.state === "held" || !explain || result.explanation === undefined
      ? []
      : ["", writeExplanation(result.explanation, printableLine)]),
  ]);
  return `${[...lines, summary(results)].join("\n")}\n`;
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

function writeJson(results: readonly TestResult[]): string {
  const tests = results.map(({ title, line, ask, state, differences, error, missing, explanation, tookMs }) => ({
    ...{ name: title, line, ask, passed: state === "held", differences, missing, tookMs },
    ...(error === undefined ? {} : { error }),
    ...(explanation === undefined ? {} : { explanation }),
  }));
  return `${printableJson({ tests })}\n`;
}

function writeJunit(results: readonly TestResult[]): string {
  const fell = results.filter(({ state }) => state === "fell").length;
  const broken = results.filter(({ state }) => state === "broken").length;
  const counts = `tests="${results.length}" failures="${fell}" errors="${broken}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="corefile-studio test" ${counts}>`,
    `  <testsuite name="${TESTS_FILE}" ${counts} skipped="0" time="${seconds(results.reduce((sum, { tookMs }) => sum + tookMs, 0))}">`,
    ...results.flatMap(junitCase),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
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
