/** How much an expression may be: each bound holds exactly, and what goes on and on is refused in good time. */
import { describe, expect, test } from "vitest";
import { functions, outcomeInFull } from "./_test/outcome.ts";
import { goType } from "./check/go-type.ts";
import { readExpression } from "./expression.ts";

const inBrackets = (count: number): string => `${"(".repeat(count)}1${")".repeat(count)}`;
const inLists = (count: number): string => `reduce(1..${count}, [#acc], 1)`;
/** As many parts as numbers, and the list. */
const listOf = (count: number): string => `len([${"1,".repeat(count - 2)}])`;

describe("what reaches a bound is computed, one more is refused", () => {
  const cases: Readonly<Record<string, readonly [at: string, outcome: string, over: string, refusal: RegExp]>> = {
    brackets: [inBrackets(399), "int 1", inBrackets(400), /^expression is nested too deeply/],
    parts: [listOf(10_000), "int 9998", listOf(10_001), /expression exceeds maximum allowed nodes/],
    "lists in lists": [
      `flatten(${inLists(10_001)})`,
      "[]interface {} [1]",
      `flatten(${inLists(10_002)})`,
      /^fails: rec/,
    ],
    "numbers in lists in lists": [`mean(${inLists(10_001)})`, "float64 1", `mean(${inLists(10_002)})`, /^fails: rec/],
  };
  test.each(Object.entries(cases))("%s", (_, [at, outcome, over, refusal]) => {
    expect(outcomeInFull(at)).toBe(outcome);
    expect(outcomeInFull(over)).toMatch(refusal);
  });
});

test("what is closed again is not counted", () => {
  expect(outcomeInFull(`[${"(1),".repeat(500)}][0]`)).toBe("int 1");
});

test("what is made by each function counts", () => {
  const makers = [
    "reverse(x)",
    "flatten(x)",
    "concat(x)",
    "sort(x)",
    "map(x, #)",
    "sortBy(x, #)",
    'repeat("a", 1000)',
    `[${"1,".repeat(1000)}]`,
    `{${Array.from({ length: 1000 }, (_, at) => `k${at}: 1`).join(",")}}`,
  ];
  for (const maker of makers) {
    expect(
      outcomeInFull(`let x = 1..1000; len(map(1..1000, len(${maker.replace(/1,/, "#,").replace(": 1", ": #")})))`),
    ).toBe("fails: memory budget exceeded");
  }
});

test("values in values in values do not overflow the stack", () => {
  expect(outcomeInFull(`string(${inLists(200_000)}) == ""`)).toMatch(/^fails: /);
});

test("a function of the environment goes before one of the language, unless that is asked for", () => {
  const own = new Map([...functions, ["len", { type: "func(interface {}) string", call: () => "own" }]]);
  const run = (source: string): unknown => {
    const expression = readExpression(source, { functions: own, variables: new Map() });
    return "error" in expression ? expression.error : expression.run({ context: undefined, nowMs: () => 0 });
  };
  expect(run("len([1])")).toEqual({ value: "own" });
  expect(run("[1] | len()")).toEqual({ value: "own" });
  expect(run("::len([1])")).toEqual({ value: 1n });
});

describe("types of Go", () => {
  test("are the same object when they are the same", () => expect(goType("[]int")).toBe(goType("[]int")));
  test.each([
    ["[]int", "slice", "int"],
    ["[2]interface {}", "array", "interface {}"],
    ["*time.Location", "pointer", "time.Location"],
    ["map[string]bool", "map", "bool"],
  ])("%s is a %s of %s", (text, kind, element) =>
    expect(goType(text)).toMatchObject({ kind, text, element: { text: element } }),
  );
  test.each([
    ["func()", [], []],
    ["func() string", [], ["string"]],
    ["func(string, int) (bool, error)", ["string", "int"], ["bool", "error"]],
    ["func(...interface {}) (interface {}, error)", ["[]interface {}"], ["interface {}", "error"]],
    ["func(interface {}) func(string, string) (bool, error)", ["interface {}"], ["func(string, string) (bool, error)"]],
  ])("%s", (text, parameters, results) => {
    const { signature } = goType(text);
    expect(signature?.parameters.map((type) => type.text)).toEqual(parameters);
    expect(signature?.results.map((type) => type.text)).toEqual(results);
  });
});
