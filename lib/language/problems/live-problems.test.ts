import { expect, test } from "vitest";
import { filesInMemory } from "../../corefile/imports/files-in-memory.ts";
import { optional } from "../../directive/argument.ts";
import { defineDirective } from "../../directive/directive.ts";
import { count } from "../../directive/kinds/number.ts";
import { LiveProblems } from "./live-problems.ts";

const directives = [
  defineDirective({
    name: "early",
    inChain: true,
    repeat: "once",
    summary: "Comes first.",
    args: { size: optional(count) },
  }),
  defineDirective({
    name: "late",
    inChain: true,
    repeat: "once",
    summary: "Comes last.",
    args: { size: optional(count) },
  }),
];
const files = filesInMemory({ "common.conf": "late ten\n" });
const options = { file: "Corefile", directives, defaultPort: "53" };
const problemsOf = (corefile: LiveProblems) =>
  corefile.read(files).map(({ message, range }) => `${range.start.line} ${message}`);

const cases: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  "nothing is wrong": ["example.org {\n early 1\n late 2\n}\n", []],
  "an empty text is right": ["", []],
  "first the structure, then keys, then directive by directive": [
    "a.example.org: {\n late x\n}\nb.example.org {\n early y\n never\n}",
    [
      "6 Corefile:6 - Error during parsing: Unknown directive 'never'",
      '1 error inspecting server blocks: expecting data after last colon: "a.example.org:"',
      '5 plugin/early: strconv.Atoi: parsing "y": invalid syntax',
      '2 plugin/late: strconv.Atoi: parsing "x": invalid syntax',
    ],
  ],
  "zones that are served twice": [
    "example.org {\n}\nexample.org {\n}",
    ["3 cannot serve dns://example.org.:53 - it is already defined"],
  ],
  "nothing is said of variables": ["{$ZONE} {\n early {$SIZE}\n}\n{%ZONE%} {\n}", []],
  "what is wrong in an imported file": [
    "example.org {\n import common.conf\n}",
    ['1 plugin/late: strconv.Atoi: parsing "ten": invalid syntax'],
  ],
};
test.each(Object.entries(cases))("%s", (_, [text, expected]) => {
  expect(problemsOf(new LiveProblems(text, options))).toEqual(expected);
});

test("problems move with their lines, and go when they are mended", () => {
  const corefile = new LiveProblems("a.example.org {\n}\nb.example.org {\n early\n early x\n}\n", options);
  const twice = "this plugin can only be used once per Server Block";
  expect(problemsOf(corefile)).toEqual([`5 plugin/early: ${twice}`]);
  corefile.edit({ offset: 0, removed: 0, inserted: "# a comment\n" });
  expect(problemsOf(corefile)).toEqual([`6 plugin/early: ${twice}`]);
  corefile.edit({ offset: corefile.text.indexOf("early x"), removed: 7, inserted: "late" });
  expect(problemsOf(corefile)).toEqual([]);
});

test("problems behind an import move with the lines of the snippet", () => {
  const corefile = new LiveProblems("(s) {\n late\n late\n}\nexample.org {\n import s\n}\n", options);
  expect(problemsOf(corefile)).toEqual(["3 plugin/late: this plugin can only be used once per Server Block"]);
  corefile.edit({ offset: 0, removed: 0, inserted: "\n\n" });
  expect(problemsOf(corefile)).toEqual(["5 plugin/late: this plugin can only be used once per Server Block"]);
});

test("of very many problems the first are told, and the rest is counted", () => {
  const told = new LiveProblems("}\n".repeat(6000), options).read(files);
  expect(told).toHaveLength(1001);
  expect(told.at(-1)?.message).toBe("There are 1999 more errors in this file, the first of them here.");
});
