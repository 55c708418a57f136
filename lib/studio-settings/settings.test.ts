import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSettings } from "./settings.ts";

const values: Readonly<Record<string, readonly [text: string, environment: Readonly<Record<string, string>>]>> = {
  "an empty file gives none": ["", {}],
  "nor do comments alone": ["# later\n", {}],
  "a text as it is": ["environment:\n  REGION: eu\n", { REGION: "eu" }],
  "flow style": ["environment: { POD_IP: 192.0.2.10, REGION: eu }", { POD_IP: "192.0.2.10", REGION: "eu" }],
  "a number as it is written": ["environment:\n  RELEASE: 1.10\n  PORT: 0053\n", { RELEASE: "1.10", PORT: "0053" }],
  "true, false and dates as they are written": [
    "environment:\n  A: true\n  B: False\n  C: 2026-01-01\n",
    { A: "true", B: "False", C: "2026-01-01" },
  ],
  "quotes and escapes read": [
    "environment:\n  A: \"x\\ty\"\n  B: 'it''s'\n  C: \"\"\n",
    { A: "x\ty", B: "it's", C: "" },
  ],
  "lines of a block": [
    "environment:\n  ZONES: |\n    a.example.org\n    b.example.org\n",
    { ZONES: "a.example.org\nb.example.org\n" },
  ],
  "an alias by what it stands for": ["environment:\n  A: &a eu\n  B: *a\n", { A: "eu", B: "eu" }],
  "a name like that of a number": ["environment:\n  1.0: x\n", { "1.0": "x" }],
  "a name that objects have is like any other": ["environment:\n  __proto__: x\n", { ["__proto__"]: "x" }],
  "a reference to a variable, which CoreDNS looks into again": ["environment:\n  A: '{$B}'\n", { A: "{$B}" }],
};

describe("a value of a variable", () => {
  test.each(Object.entries(values))("%s", (_, [text, environment]) => {
    expect(readSettings(text)).toEqual({ settings: { environment }, problems: [] });
  });
});

/** Problems as `line:column words`, where the words are those of the range. */
function told(text: string): readonly string[] {
  return readSettings(text).problems.map(({ range: { start, end }, message }) => {
    return `${start.line}:${start.column} ${text.slice(start.offset, end.offset)} | ${message}`;
  });
}

const KNOWN = "Known settings: environment, release.";
const mistakes: Readonly<Record<string, readonly [text: string, problems: readonly string[]]>> = {
  "an unknown setting": ["a: 1\nenvironment:\n  A: x\n", [`1:1 a | There is no setting "a". ${KNOWN}`]],
  "no settings at all": ["- a\n", [`1:1 - a | Settings are keys and values. ${KNOWN}`]],
  "an environment without names": [
    "environment: [A, B]\n",
    ["1:14 [A, B] | environment takes names and values, such as POD_IP: 192.0.2.10."],
  ],
  "a variable without a value": [
    "environment:\n  A:\n  B: ~\n",
    ['2:3 A | A has no value; write "" for an empty value.', '3:3 B | B has no value; write "" for an empty value.'],
  ],
  "a list as a value": [
    "environment:\n  A: [x]\n",
    ["2:6 [x] | The value of A must be a text, a number, true or false."],
  ],
  "an alias of nothing": [
    "environment:\n  A: *x\n",
    ["2:6 *x | The value of A must be a text, a number, true or false."],
  ],
  "an alias of itself": [
    "environment: &a\n  A: *a\n",
    ["2:6 *a | The value of A must be a text, a number, true or false."],
  ],
  "a name that no variable can have": [
    'environment:\n  A=B: x\n  "": x\n',
    ['2:3 A=B | "A=B" is not a variable name.', '3:3 "" | "" is not a variable name.'],
  ],
  "a zero octet": [
    'environment:\n  A: "x\\0y"\n  "B\\0": x\n',
    [
      '2:6 "x\\0y" | The value of A must be a text, a number, true or false.',
      '3:3 "B\\0" | "B\\0" is not a variable name.',
    ],
  ],
  "a name twice": ["environment:\n  A: x\n  A: y\n", ["3:3 A | A is set twice; the last one counts."]],
  "a list as a name": ["environment:\n  ? [a]\n  : x\n", ["2:5 [a] | A name must be plain text."]],
  "a second document": [
    "environment: {}\n---\na: 1\n",
    ["2:1 ---\na: 1 | studio.yaml may have only one document; what comes after --- is not read."],
  ],
  "broken YAML": ["environment:\n  A: 'x\n", ["3:1  | Missing closing 'quote"]],
  "too long a text": ["x".repeat(65_537), ["1:1  | studio.yaml has more than 65536 characters, so it is not read."]],
};

describe("a mistake is told at its place, and keeps no Corefile from being served:", () => {
  test.each(Object.entries(mistakes))("%s", (_, [text, problems]) => {
    expect(told(text)).toEqual(problems);
    for (const { severity } of readSettings(text).problems) expect(severity).toBe("warning");
  });
});

const releases: Readonly<
  Record<string, readonly [text: string, release: string | undefined, problems: readonly string[]]>
> = {
  "one that is known": [
    "release: 1.11.3\n",
    "1.11.3",
    [
      "1:10 1.11.3 | Directives, options, schemes and the order of the chain are those of CoreDNS 1.11.3. What a plugin does with a question is what 1.15.0 does.",
    ],
  ],
  "the newest, in quotes and as a tag": ['release: "v1.15.0"\n', "1.15.0", []],
  "one that is newer than all": [
    "release: 1.16.2\n",
    "1.15.0",
    ["1:10 1.16.2 | CoreDNS 1.16.2 is newer than 1.15.0, the newest release known here; 1.15.0 is used."],
  ],
  "one that is too old": [
    "release: 1.5.2\n",
    undefined,
    ["1:10 1.5.2 | CoreDNS 1.5.2 is older than 1.6.0, the oldest release known here. 1.15.0 is used."],
  ],
  "half a release": [
    "release: 1.10\n",
    undefined,
    ['1:10 1.10 | "1.10" is not a release of CoreDNS; write one such as 1.11.3. 1.15.0 is used.'],
  ],
  "none yet": ["release:\n", undefined, []],
};

describe("a release:", () => {
  test.each(Object.entries(releases))("%s", (_, [text, release, problems]) => {
    expect(readSettings(text).settings.release).toBe(release);
    expect(told(text)).toEqual(problems);
  });
});

const partly: Readonly<Record<string, readonly [text: string, environment: Readonly<Record<string, string>>]>> = {
  "a line that is being written": ["environment:\n  A: x\n  PO", { A: "x" }],
  "a value that is none": ["environment:\n  A: x\n  B: [y]\n  C: z\n", { A: "x", C: "z" }],
  "a setting of another program": ["version: 3\nenvironment:\n  A: x\n", { A: "x" }],
  "a name that stands twice": ["environment:\n  A: x\n  A: y\n", { A: "y" }],
};

describe("beside a mistake the rest counts:", () => {
  test.each(Object.entries(partly))("%s", (_, [text, environment]) => {
    expect(readSettings(text).settings.environment).toEqual(environment);
    expect(readSettings(text).problems).not.toEqual([]);
  });
});

test("no text makes it throw, and every problem is at a place of the text", () => {
  const piece = fc.constantFrom(
    "environment",
    ":",
    " ",
    "\n",
    "  ",
    "- ",
    "A",
    "&a",
    "*a",
    "[",
    "{",
    "}",
    "]",
    "'",
    '"',
  );
  const more = fc.constantFrom(
    "?",
    "|",
    ">",
    "#",
    "---",
    "...",
    "%YAML 1.1\n",
    "!!binary ",
    "!x ",
    "<<",
    "\0",
    "\r\n",
    "~",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, more), { maxLength: 30 }), (pieces) => {
      const text = pieces.join("");
      for (const { range } of readSettings(text).problems) {
        const { start, end } = range;
        expect(start.offset).toBeLessThanOrEqual(end.offset);
        expect(end.offset).toBeLessThanOrEqual(text.length);
        expect(Math.min(start.line, start.column, end.line, end.column)).toBeGreaterThan(0);
      }
    }),
    { numRuns: 2000 },
  );
});

test.each(["[", "{a: ", "- ", "? ", "a: &a [*a, "])("nested as deeply as it may be long: %s", (opening) => {
  const text = `environment: ${opening.repeat(Math.floor(65_000 / opening.length))}`;
  expect(readSettings(text).settings.environment).toEqual({});
});

const long: Readonly<Record<string, string>> = {
  names: Array.from({ length: 5000 }, (_, index) => `  A${index}: x\n`).join(""),
  aliases: `  A: &a x\n${Array.from({ length: 4800 }, (_, index) => `  A${index}: *a\n`).join("")}`,
};
test.each(Object.entries(long))(
  "thousands of %s take a moment only",
  (_, lines) => {
    const { settings, problems } = readSettings(`environment:\n${lines}`);
    expect(problems).toEqual([]);
    expect(new Set(Object.values(settings.environment))).toEqual(new Set(["x"]));
  },
  5000,
);
