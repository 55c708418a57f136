/** What failed in a stage of `npm test`, a line each: whoever sees only the end of its output must find it there. */
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";

/** How much of a message fits beside the name of a test. */
const MOST_OF_A_MESSAGE = 160;

/** Out of the report that Vitest writes as JSON; paths seen from `root`. */
export function failedTests({ testResults }, root) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    if (status === "failed" && assertionResults.length === 0) return [`${file}: ${firstLine(message)}`];
    const failed = assertionResults.filter((test) => test.status === "failed");
    return failed.map(({ fullName, failureMessages }) => `${file}: ${fullName}: ${firstLine(failureMessages[0])}`);
  });
}

/** Out of the report that Playwright writes as JSON. */
export function failedSpecs({ suites }) {
  return (suites ?? []).flatMap((suite) => [
    ...failedSpecs(suite),
    ...(suite.specs ?? [])
      .filter(({ ok }) => !ok)
      .map(({ file, line, title, tests }) => {
        const message = tests.flatMap(({ results }) => results).findLast(({ error }) => error)?.error.message;
        return `${file}:${line}: ${title}: ${firstLine(message)}`;
      }),
  ]);
}

/** Out of what the runner of cases prints: the name of one that differs, and how, moved in. */
export function failedCases(output) {
  const found = output.matchAll(/^(\S+)\n {3}(.+)$/gm);
  return [...found].map(([, name, difference]) => `${name}: ${difference.slice(0, MOST_OF_A_MESSAGE)}`);
}

/** The last lines of a command that has no report. */
export function lastLines(output, count = 8) {
  const lines = stripVTControlCharacters(output).split("\n");
  return lines.filter((line) => line.trim() !== "").slice(-count);
}

function firstLine(message = "") {
  const lines = stripVTControlCharacters(message).split("\n");
  return lines.find((line) => line.trim() !== "")?.slice(0, MOST_OF_A_MESSAGE) ?? "";
}
