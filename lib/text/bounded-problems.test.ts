import { expect, test } from "vitest";
import { boundedProblems } from "./bounded-problems.ts";
import type { Problem } from "./problem.ts";

interface Wanted {
  readonly severity?: Problem["severity"];
  readonly cause?: Problem["cause"];
  readonly file?: string;
  readonly message?: string;
}

function problem(offset: number, wanted: Wanted = {}): Problem {
  const { severity = "error", cause = "text", file = "Corefile", message = `wrong ${offset}` } = wanted;
  const at = { offset, line: 1, column: offset + 1 };
  return { code: "wrong", severity, cause, message, range: { file, start: at, end: at } };
}

const many = (count: number, wanted?: Wanted): readonly Problem[] =>
  Array.from({ length: count }, (_, index) => problem(index, wanted));

test("a thousand problems are told as they are", () => {
  const problems = many(1000);
  expect(boundedProblems(problems)).toBe(problems);
});

test("CoreDNS's own error stays the first, and the rest is counted", () => {
  const told = boundedProblems([problem(900_000, { message: "CoreDNS's" }), ...many(299_998)]);
  expect(told).toHaveLength(1001);
  expect(told[0]?.message).toBe("CoreDNS's");
  expect(told.at(-1)).toMatchObject({
    code: "more-problems",
    severity: "information",
    message: "There are 298999 more errors in this file, the first of them here.",
    range: { file: "Corefile", start: { offset: 999 } },
  });
});

test("errors go before warnings, warnings before notes, what keeps the engine from serving before both", () => {
  const told = boundedProblems([
    ...many(700, { severity: "information" }),
    ...many(700, { severity: "warning", message: "of lint" }),
    problem(5000, { severity: "warning", cause: "engine" }),
    ...many(600, { message: "an error" }),
  ]);
  const count = (severity: Problem["severity"]): number => told.filter((one) => one.severity === severity).length;
  expect([count("error"), count("warning"), count("information")]).toEqual([600, 400, 1]);
  expect(told.some(({ cause }) => cause === "engine")).toBe(true);
  expect(told.at(-1)?.message).toBe(
    "There are 301 more warnings and 700 more notes in this file, the first of them here.",
  );
});

test("each file has its own bound", () => {
  const told = boundedProblems([...many(1001), ...many(1000, { file: "part" })]);
  expect(told.filter(({ range }) => range.file === "part")).toHaveLength(1000);
  expect(told.at(-1)?.message).toBe("There is 1 more error in this file, the first of them here.");
});

test("what is said again at the same place is no other problem", () => {
  const told = boundedProblems([...Array.from({ length: 5000 }, () => problem(1)), problem(2)]);
  expect(told.map(({ message }) => message)).toEqual(["wrong 1", "wrong 2"]);
});
