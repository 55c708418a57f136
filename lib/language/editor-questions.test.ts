import { describe, expect, it } from "vitest";
import { one, optional, rest } from "../directive/argument.ts";
import { plain } from "../directive/complaint.ts";
import { defineDirective } from "../directive/directive.ts";
import { keyword } from "../directive/kinds/keyword.ts";
import { count } from "../directive/kinds/number.ts";
import { zone } from "../directive/kinds/zone.ts";
import { form, forms } from "../directive/line.ts";
import { fallthrough, property } from "../directive/property.ts";
import { getCompletions } from "./completions.ts";
import { getHover } from "./hover.ts";
import type { KnownDirective } from "./known-directive.ts";

const policy = keyword(["random", "sequential"], { unknown: plain("unknown"), placeholder: "POLICY" });
const keep = defineDirective({
  name: "keep",
  since: "1.0.0",
  inChain: true,
  repeat: "once",
  summary: "Keeps replies.",
  args: { size: optional(count, { placeholder: "SIZE" }), zones: rest(zone) },
  properties: {
    policy: property({ summary: "Which goes first.", args: { policy: one(policy) } }),
    fallthrough: fallthrough(),
  },
});
const change = defineDirective({
  name: "change",
  since: "1.1.0",
  inChain: true,
  repeat: "each",
  summary: "Changes questions.",
  args: forms(
    { name: form({ from: one(zone) }, { summary: "By name." }), order: form({ policy: one(policy) }) },
    { unknown: plain("unknown") },
  ),
});
const directives: readonly KnownDirective[] = [
  { ...keep, grammar: keep },
  { ...change, grammar: change },
  { name: "health", since: "1.0.0", summary: "Tells that it lives.", inChain: false },
];

/** The text with `|` where the cursor is. */
const at = (text: string): [string, number] => [text.replace("|", ""), text.indexOf("|")];
const labels = (marked: string): readonly string[] =>
  getCompletions(...at(marked), directives).map(({ label }) => label);

describe("what may be written next", () => {
  const cases: Readonly<Record<string, [string, readonly string[]]>> = {
    "directives at the start of a line in a block": [".:53 {\n  |\n}", ["keep", "change", "health"]],
    "directives while one is typed": [". {\n  ke|", ["keep", "change", "health"]],
    "nothing outside of blocks": ["|", []],
    "nothing in a comment": [". {\n # ke|\n}", []],
    "nothing in quotes": ['. {\n keep "a|', []],
    "properties in a directive's block": [". {\n keep {\n  |\n }\n}", ["policy", "fallthrough"]],
    "values of a property": [". {\n keep {\n  policy |\n }\n}", ["random", "sequential"]],
    "the first words of forms": [". {\n change |\n}", ["name", "order"]],
    "what follows the word of a form": [". {\n change order |\n}", ["random", "sequential"]],
    "directives again behind a closed block": [". {\n keep {\n }\n |\n}", ["keep", "change", "health"]],
    "nothing for a directive without grammar": [". {\n health |\n}", []],
  };
  it.each(Object.entries(cases))("%s", (_, [text, expected]) => expect(labels(text)).toEqual(expected));

  it("shows how a directive goes on", () => {
    const [first] = getCompletions(...at(". {\n |"), directives);
    expect(first).toEqual({ label: "keep", kind: "directive", syntax: "[SIZE] [ZONE...]", summary: "Keeps replies." });
  });
});

describe("what a word means", () => {
  const hover = (marked: string) => getHover(...at(marked), directives);

  it("a directive, with its place in the chain", () => {
    expect(hover(". {\n chan|ge name example.org\n}")).toEqual({
      start: 5,
      end: 11,
      syntax: ["change name ZONE", "change order POLICY"],
      paragraphs: [
        "Changes questions.",
        "Plugin 2 of 2 in the chain, wherever it stands in the block.",
        "Since CoreDNS 1.1.0.",
      ],
    });
  });
  it("a directive outside of the chain says so", () => {
    expect(hover(". {\n heal|th\n}")?.paragraphs[1]).toBe("Outside the query path: no query passes through it.");
  });
  it("a property", () => {
    expect(hover(". {\n keep {\n  poli|cy random\n }\n}")).toMatchObject({
      syntax: ["policy POLICY"],
      paragraphs: ["Which goes first."],
    });
  });
  it("an argument: what is expected", () => {
    expect(hover(". {\n keep 3|0\n}")?.syntax).toEqual(["SIZE"]);
  });
  it("a key means nothing by itself", () => expect(hover("exam|ple.org {\n}")).toBeUndefined());
});
