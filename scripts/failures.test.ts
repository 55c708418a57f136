/** What failed is said in a line, whoever reports it. */
import { expect, test } from "vitest";
import { failedCases, failedSpecs, failedTests, lastLines } from "./failures.mjs";

test("of Vitest's report: tests that fail, and files that cannot be loaded", () => {
  const report = {
    testResults: [
      {
        name: "/srv/studio/lib/dns/name.test.ts",
        status: "failed",
        message: "",
        assertionResults: [
          { fullName: "a name is kept", status: "passed", failureMessages: [] },
          {
            fullName: "a name has an end",
            status: "failed",
            failureMessages: ["\u001b[31mAssertionError: 1 is not 2\n  at x"],
          },
        ],
      },
      {
        name: "/srv/studio/cli/fmt.test.ts",
        status: "failed",
        message: "\nCannot find module\n at y",
        assertionResults: [],
      },
      { name: "/srv/studio/cli/lsp.test.ts", status: "passed", message: "", assertionResults: [] },
    ],
  };
  expect(failedTests(report, "/srv/studio")).toEqual([
    "lib/dns/name.test.ts: a name has an end: AssertionError: 1 is not 2",
    "cli/fmt.test.ts: Cannot find module",
  ]);
});

test("of Playwright's report: specs at any depth, with the last error", () => {
  const spec = (title: string, ok: boolean, messages: readonly string[]) => ({
    title,
    ok,
    file: "specs/ask.spec.ts",
    line: 12,
    tests: [{ results: messages.map((message) => ({ error: { message } })) }],
  });
  const nested = { suites: [], specs: [spec("asks again", false, ["first try", "Error: not visible\n  at z"])] };
  const report = { suites: [{ specs: [spec("asks", true, [])], suites: [nested] }] };
  expect(failedSpecs(report)).toEqual(["specs/ask.spec.ts:12: asks again: Error: not visible"]);
});

test("of the runner of cases: those that differ, with the first difference", () => {
  const output =
    "core/hosts: 3 of 4\ncore/hosts/inline.json\n   reply: NXDOMAIN, recorded NOERROR\n   more\n3 of 4 cases identical\n";
  expect(failedCases(output)).toEqual(["core/hosts/inline.json: reply: NXDOMAIN, recorded NOERROR"]);
});

test("of anything else: its last lines", () => {
  expect(lastLines("one\n\n\u001b[1mtwo\u001b[0m\nthree\n", 2)).toEqual(["two", "three"]);
});
